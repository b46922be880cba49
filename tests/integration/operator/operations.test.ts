import { afterAll, beforeEach, expect, test } from "vitest";
import { startQstash } from "@/dev/qstash/server";
import { GET as read } from "@/app/api/operations/route";
import { DELETE as drop } from "@/app/api/operations/dead-letters/[id]/route";
import { POST as retry } from "@/app/api/operations/dead-letters/[id]/retry/route";
import { createGuest } from "@/lib/auth/create-guest";
import { raise } from "@/lib/counters";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { problem } from "@/lib/contract/problem";
import { operationsAnswer, type Operations } from "@/lib/contract/operator";
import { publish } from "@/lib/queue/publish";
import { callRoute } from "@/tests/support/call-route";
import { withDatabase } from "@/tests/support/database";
import { serveMessages } from "@/tests/support/job-server";
import { startTestRedis } from "@/tests/support/redis";
import { addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
const keys = { currentSigningKey: "sig_test_current", nextSigningKey: "sig_test_next" };
const queue = await startQstash({ token: "t", ...keys });
let deliveries = 0;
const server = await serveMessages((name) => {
  if (name !== "hopeless") return Promise.resolve(new Response());
  deliveries += 1;
  const headers = { "Upstash-NonRetryable-Error": "true" };
  return Promise.resolve(Response.json({ reason: "no such job" }, { status: 489, headers }));
});
afterAll(() => server.close());
withDatabase(() => ({ ...redis.environment, QSTASH_URL: queue.url, QSTASH_TOKEN: "t", APP_URL: server.url }));

let operator = { id: "", session: "" };
beforeEach(async () => {
  const { user, token } = await createGuest(new Date());
  operator = { id: user.id, session: token };
  Object.assign(env(), { OPERATOR_USER_IDS: [user.id] });
});

async function operations(): Promise<Operations> {
  const response = await callRoute(read, "/api/operations", { session: operator.session });
  return operationsAnswer.parse(await response.json());
}

async function deadLetterId(): Promise<string> {
  await publish([{ name: "hopeless", payload: {}, identity: [deliveries], delayMs: 0, retries: 0 }]);
  await expect.poll(async () => (await operations()).deadLetters).not.toEqual([]);
  return (await operations()).deadLetters?.[0]?.id ?? "";
}

const unasked = {
  isOn: true,
  lastSuccessAt: null,
  newestCloseAt: null,
  failingSince: null,
  retryAt: null,
  lastError: null,
};

test("tells the real counters", async () => {
  const walletId = await addWallet(operator.id);
  const usage = { blockfrostCalls: 210, koiosCalls: 4, messages: 5, redisCommands: 40, dbStatements: 10 };
  const ended = { stage: "done", processed: 200, finishedAt: new Date() };
  await db().syncJob.create({ data: { userId: operator.id, walletId, status: "completed", ...ended, ...usage } });
  await db().syncJob.create({
    data: { userId: operator.id, walletId, status: "waiting", stage: "listing", priority: -1 },
  });
  const failing = { failingSince: new Date("2026-11-28T10:21Z"), lastError: "binance: status 503" };
  await db().rateSource.create({
    data: { source: "binance", lastSuccessAt: new Date("2026-11-28T09:21Z"), ...failing },
  });
  for (const hour of [8, 9])
    await db().adaClose.create({
      data: { at: new Date(Date.UTC(2026, 10, 28, hour)), grain: "hour", source: "binance", close: "0.5" },
    });
  for (const counter of ["tokens:hit", "tokens:hit", "tokens:hit", "tokens:miss", "time:sync-wallet:3"])
    await raise(counter);
  for (const seconds of [1.05, 0.1]) await db().$queryRaw`SELECT true AS awake FROM pg_sleep(${seconds}::float8)`;
  const { at: _, ...told } = await operations();
  expect(told).toEqual({
    queue: {
      queued: 0,
      running: 0,
      waiting: 1,
      background: 1,
      unpublished: 0,
      longestSilenceSeconds: expect.any(Number) as number,
    },
    deadLetters: [],
    budget: {
      tokens: expect.any(Number) as number,
      burst: 500,
      usedToday: 210,
      dailyQuota: 50_000,
      usedByBackground: 0,
      backgroundQuota: 15_000,
      breaker: "closed",
      quotaExhausted: false,
      heldSeconds: 0,
    },
    koios: null,
    rates: [
      { ...unasked, source: "coinbase" },
      {
        source: "binance",
        isOn: true,
        lastSuccessAt: "2026-11-28T09:21:00.000Z",
        newestCloseAt: "2026-11-28T09:00:00.000Z",
        failingSince: "2026-11-28T10:21:00.000Z",
        retryAt: null,
        lastError: "binance: status 503",
      },
      { ...unasked, source: "kraken" },
      { ...unasked, source: "frankfurter" },
    ],
    cache: { tokens: { hits: 3, misses: 1, rate: 0.75 }, derived: { hits: 0, misses: 0, rate: null } },
    functions: [{ name: "sync-wallet", count: 1, p50Ms: 500, p95Ms: 500 }],
    // On a busy machine others may be slow as well.
    slowStatements: expect.arrayContaining([
      { name: expect.stringMatching(/^SELECT pg_sleep \([0-9a-f]{6}\)$/) as string, count: 1 },
    ]) as object[],
    marketFlushes: { begun: 0, done: 0, rate: null, rows: 0, last: null },
    costPerThousand: {
      transactions: 200,
      blockfrostCalls: 1050,
      koiosCalls: 20,
      messages: 25,
      redisCommands: 200,
      dbStatements: 50,
    },
  });
});

test("a dead message can be sent again and removed", async () => {
  const id = await deadLetterId();
  expect((await operations()).deadLetters).toEqual([
    { id, job: "hopeless", at: expect.any(String) as string, status: 489, reason: '{"reason":"no such job"}' },
  ]);
  const params = { id };
  const sent = await callRoute(retry, "/x", { method: "POST", session: operator.session, params });
  expect(sent.status).toBe(204);
  await expect.poll(() => deliveries).toBe(2);
  await expect.poll(async () => (await operations()).deadLetters?.map((letter) => letter.id === id)).toEqual([false]);
  const [again] = (await operations()).deadLetters ?? [];
  const call = { method: "DELETE", session: operator.session, params: { id: again?.id ?? "" } };
  expect((await callRoute(drop, "/x", call)).status).toBe(204);
  expect((await operations()).deadLetters).toEqual([]);
  expect((await callRoute(drop, "/x", call)).status).toBe(404);
});

test("does not exist for anybody else, signed in or not", async () => {
  const id = await deadLetterId();
  const { token } = await createGuest(new Date());
  for (const who of [{ session: token }, {}]) {
    const answers = await Promise.all([
      callRoute(read, "/x", who),
      callRoute(retry, "/x", { ...who, method: "POST", params: { id } }),
      callRoute(drop, "/x", { ...who, method: "DELETE", params: { id } }),
    ]);
    for (const answer of answers)
      expect(problem.parse(await answer.json())).toMatchObject({ status: 404, code: "not_found" });
  }
  expect((await operations()).deadLetters).toHaveLength(1);
});

test("what is away is told as null, and the rest goes on", async () => {
  await queue.close();
  await redis.stop();
  expect(await operations()).toMatchObject({
    queue: { waiting: 1 },
    deadLetters: null,
    budget: null,
    cache: null,
    functions: null,
  });
});
