import { afterAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { startQstash } from "@/dev/qstash/server";
import { defineJob, type JobDefinition } from "@/lib/queue/define-job";
import { executeJob } from "@/lib/queue/execute";
import type { Message } from "@/lib/queue/port";
import { publish } from "@/lib/queue/publish";
import { queue } from "@/lib/queue/queue";
import { metered } from "@/lib/meter";
import { setEnvironment } from "@/tests/support/environment";
import { serveMessages } from "@/tests/support/job-server";
import { codeOf } from "@/tests/support/problem";
import { startTestRedis } from "@/tests/support/redis";

const bypass = "bypass-secret-of-the-preview";
const redis = await startTestRedis();
const keys = { currentSigningKey: "sig_test_current", nextSigningKey: "sig_test_next" };
const broker = await startQstash({ token: "t", ...keys });

let lost: unknown[] = [];
const never = (name: string): JobDefinition =>
  defineJob({
    name,
    schema: z.object({ number: z.int() }),
    handle: () => Promise.reject(new Error("out of order")),
    onGivenUp: (payload, given, reason) => {
      lost.push({ name, payload, given, reason });
      return Promise.resolve("done");
    },
  });
const jobs = new Map(["first", "second"].map((name) => [name, never(name)] as const));

let heard: { name: string; bypass: string | null; body: string }[] = [];
const server = await serveMessages(async (name, request) => {
  const body = await request.clone().text();
  heard.push({ name, bypass: request.headers.get("x-vercel-protection-bypass"), body });
  return executeJob(name, request, jobs);
});
setEnvironment({
  ...redis.environment,
  QSTASH_URL: broker.url,
  QSTASH_TOKEN: "t",
  APP_URL: server.url,
  VERCEL_AUTOMATION_BYPASS_SECRET: bypass,
});
afterAll(async () => {
  await broker.close();
  await server.close();
});
beforeEach(() => {
  lost = [];
  heard = [];
});

/** A machine under load. */
const slow = { timeout: 15_000 };

let number = 0;
const message = (name: string, given: Partial<Message> = {}): Message => {
  number += 1;
  return { name, payload: { number }, identity: [number], delayMs: 0, retries: 0, ...given };
};

test("a message that is given up is told to its own job, whatever its payload looks like", async () => {
  const [fits, other] = [message("first"), message("second", { payload: { of: "another version" } })];
  await publish([fits, other]);
  await expect.poll(() => lost, slow).toHaveLength(2);
  expect(lost.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
    { name: "first", payload: fits.payload, given: fits.payload, reason: 'status 500: {"code":"internal_error"}' },
    {
      name: "second",
      payload: null,
      given: { of: "another version" },
      reason: 'status 489: {"reason":"The payload does not fit second; it may come from another version."}',
    },
  ]);
});

test("a preview's protection is passed by the message, by its failure callback and by what a schedule sends", async () => {
  await publish([message("first")]);
  await expect
    .poll(() => heard.map((one) => [one.name, one.bypass]))
    .toEqual([
      ["first", bypass],
      ["message-failed", bypass],
    ]);
  await queue().schedule({ id: "hourly", name: "second", payload: { number: 1 }, cron: "23 * * * *", retries: 0 });
  const schedules = await fetch(`${broker.url}/v2/schedules`, { headers: { authorization: "Bearer t" } });
  const [schedule] = (await schedules.json()) as { header: Record<string, string[]>; failureCallback: string }[];
  expect([schedule?.header["x-vercel-protection-bypass"], schedule?.failureCallback]).toEqual([
    [bypass],
    `${server.url}/api/jobs/message-failed`,
  ]);
  await queue().unschedule("hourly");
  await queue().unschedule("hourly");
});

test("of a batch the refused one fails the publish, and the others come all the same", async () => {
  const tooLong = message("second", { delayMs: 8 * 86_400_000 });
  const usage = await metered(async (used) => {
    expect(await codeOf(publish([message("first"), tooLong]))).toBe("queue_unavailable");
    return { ...used };
  });
  expect(usage.messages).toBe(1);
  await expect.poll(() => heard.map(({ name }) => name), slow).toContain("first");
});

test("a day's messages used up: what is beyond them is refused, one by one", async () => {
  const poor = await startQstash({ token: "t", ...keys, dailyMessages: 2 });
  const headers = { authorization: "Bearer t", "content-type": "application/json" };
  const entry = { destination: `${server.url}/api/jobs/first`, body: "{}" };
  const body = JSON.stringify([entry, entry, entry]);
  const answer = await fetch(`${poor.url}/v2/batch`, { method: "POST", headers, body });
  const taken = expect.objectContaining({ messageId: expect.any(String) as string }) as object;
  expect(await answer.json()).toEqual([taken, taken, { error: "quota exceeded: 2 messages a day" }]);
  await poor.close();
});

test("dead letters of this deployment are all found, newest first, however many there are", async () => {
  const letters = Array.from({ length: 130 }, () => message("first"));
  await publish(letters);
  await expect.poll(async () => (await queue().listDeadLetters()).length, { timeout: 30_000 }).toBeGreaterThan(130);
  const listed = await queue().listDeadLetters();
  expect(listed.map(({ at }) => at.getTime())).toEqual(listed.map(({ at }) => at.getTime()).sort((a, b) => b - a));
  expect(listed[0]).toEqual({
    id: expect.any(String) as string,
    name: "first",
    at: expect.any(Date) as Date,
    status: 500,
    reason: '{"code":"internal_error"}',
  });
}, 40_000);
