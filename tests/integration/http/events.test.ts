import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { GET } from "@/app/api/events/route";
import { DELETE as deleteAccount } from "@/app/api/account/route";
import { DELETE as signOutEverywhere } from "@/app/api/devices/route";
import { DELETE as signOut } from "@/app/api/session/route";
import { createGuest } from "@/lib/auth/create-guest";
import { startSession } from "@/lib/auth/session";
import { openEventStream } from "@/lib/realtime/event-stream";
import { publishEvent } from "@/lib/realtime/publish-event";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import * as client from "@/tests/support/sign-in-client";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

interface Received {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** Reads a stream in the background; `events` grows as they come. */
function follow(stream: ReadableStream<Uint8Array> | null) {
  const state = { text: "", ended: false };
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream ?? []) state.text += decoder.decode(chunk);
    state.ended = true;
  })();
  const events = (): Received[] =>
    [...state.text.matchAll(/id: (.*)\nevent: (.*)\ndata: (.*)\n\n/g)].map(([, id = "", event = "", data = ""]) => {
      return { id, event, data: JSON.parse(data) as unknown };
    });
  return { state, events };
}

async function until(what: () => boolean): Promise<void> {
  for (let waited = 0; !what(); waited += 10) {
    if (waited > 5_000) throw new Error("It did not happen within 5 s");
    await delay(10);
  }
}

const walletId = (digit: number) => `${digit}`.repeat(8) + "-1111-4111-8111-111111111111";
const updated = (digit: number) => ({ event: "wallet.updated", data: { walletId: walletId(digit) } });
const shown = (events: Received[]) => events.map(({ event, data }) => ({ event, data }));

async function guest() {
  const { user, token } = await createGuest(new Date());
  return { userId: user.id, session: token };
}

describe("GET /api/events", () => {
  test("streams the user's events as they happen, and nobody else's", async () => {
    const { userId, session } = await guest();
    const other = await guest();
    const leave = new AbortController();
    const answer = await callRoute(GET, "/api/events", { session, signal: leave.signal });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
    const { state, events } = follow(answer.body);
    await publishEvent(userId, "wallet.updated", { walletId: walletId(1) });
    await publishEvent(other.userId, "wallet.updated", { walletId: walletId(2) });
    await publishEvent(userId, "wallet.updated", { walletId: walletId(3) });
    await until(() => events().length === 2);
    expect(shown(events())).toEqual([updated(1), updated(3)]);
    expect(state.text.startsWith("retry: 1000\n\n")).toBe(true);
    leave.abort();
    await until(() => state.ended);
  });

  test("goes on after Last-Event-ID, each event once, whether by header or by query", async () => {
    const { userId, session } = await guest();
    const leave = new AbortController();
    for (const digit of [1, 2, 3]) await publishEvent(userId, "wallet.updated", { walletId: walletId(digit) });
    const first = follow((await callRoute(GET, "/api/events", { session, signal: leave.signal })).body);
    await until(() => first.events().length === 3);
    const [, second] = first.events();
    const lastEventId = second?.id ?? "none";
    const byHeader = { session, signal: leave.signal, headers: { "last-event-id": lastEventId } };
    const header = follow((await callRoute(GET, "/api/events", byHeader)).body);
    const query = follow(
      (await callRoute(GET, `/api/events?lastEventId=${lastEventId}`, { session, signal: leave.signal })).body,
    );
    await publishEvent(userId, "wallet.updated", { walletId: walletId(4) });
    await until(() => header.events().length >= 2 && query.events().length >= 2 && first.events().length >= 4);
    await delay(50);
    expect(shown(header.events())).toEqual([updated(3), updated(4)]);
    expect(shown(query.events())).toEqual([updated(3), updated(4)]);
    expect(shown(first.events())).toEqual([updated(1), updated(2), updated(3), updated(4)]);
    leave.abort();
  });

  test("takes a Last-Event-ID that is none for none", async () => {
    const { userId, session } = await guest();
    const leave = new AbortController();
    const answer = await callRoute(GET, "/api/events?lastEventId=$", { session, signal: leave.signal });
    const { events } = follow(answer.body);
    await publishEvent(userId, "wallet.updated", { walletId: walletId(1) });
    await until(() => events().length === 1);
    leave.abort();
  });

  test("is for those who are signed in", async () => {
    expect((await callRoute(GET, "/api/events")).status).toBe(401);
  });
});

describe("a stream ends with its session", () => {
  const open = async (session: string) =>
    follow((await callRoute(GET, "/api/events", { session, signal: AbortSignal.timeout(20_000) })).body);
  const device = (userId: string) => startSession(userId, { device: "Edge", now: new Date(), replaces: null });

  test.each([
    ["signing out everywhere", signOutEverywhere],
    ["deleting the account", deleteAccount],
  ] as const)("%s ends all of them", async (_name, route) => {
    const { userId, session } = await guest();
    const streams = [await open(session), await open(await device(userId))];
    const other = await open((await guest()).session);
    await callRoute(route, "/", { method: "DELETE", session });
    await until(() => streams.every(({ state }) => state.ended));
    await publishEvent(userId, "wallet.updated", { walletId: walletId(1) });
    expect(streams.flatMap(({ events }) => events())).toEqual([]);
    expect(other.state.ended).toBe(false);
  });

  test("signing out here, or coming in anew, ends this one only", async () => {
    const { userId, session } = await guest();
    const second = await device(userId);
    const [stays, ends, ended] = [await open(session), await open(second), await open(await device(userId))];
    await startSession(userId, { device: "Edge", now: new Date(), replaces: second });
    await until(() => ends.state.ended);
    expect([stays.state.ended, ended.state.ended]).toEqual([false, false]);
    await callRoute(signOut, "/", { method: "DELETE", session });
    await until(() => stays.state.ended);
    await publishEvent(userId, "wallet.updated", { walletId: walletId(1) });
    await until(() => ended.events().some(({ event }) => event === "wallet.updated"));
  });
});

test("open pages are told of a new device", async () => {
  const { session } = await guest();
  const { recoveryKey, session: theirs } = await client.newGuest();
  const [mine, other] = [theirs, session].map((one) =>
    callRoute(GET, "/api/events", { session: one, signal: AbortSignal.timeout(20_000) }),
  );
  const [told, untold] = [follow((await mine)?.body ?? null), follow((await other)?.body ?? null)];
  await client.recoverWith(recoveryKey);
  await until(() => told.events().length > 0);
  const data = { kind: "signed_in", device: "Unknown device", address: null };
  expect(told.events()).toMatchObject([{ event: "account.changed", data }]);
  expect(untold.events()).toEqual([]);
});

test("a stream shows that it lives, ends by itself, and stops when its reader leaves", async () => {
  const { userId } = await guest();
  const options = { lastEventId: null, now: new Date(), heartbeatMs: 20, lifetimeMs: 150 };
  const { state } = follow(await openEventStream(userId, { ...options, signal: new AbortController().signal }));
  await until(() => state.ended);
  expect(state.text).toMatch(/^retry: 1000\n\n(: heartbeat\n\n)+$/);

  const left = await openEventStream(userId, { ...options, lifetimeMs: 60_000, signal: new AbortController().signal });
  await left.cancel();
  const reader = new AbortController();
  const { state: afterwards } = follow(
    await openEventStream(userId, { ...options, lifetimeMs: 60_000, signal: reader.signal }),
  );
  reader.abort();
  await until(() => afterwards.ended);
});

test("without Redis an event is lost without harm, and a stream is refused", async () => {
  const { userId, session } = await guest();
  await redis.stop();
  await expect(publishEvent(userId, "wallet.updated", { walletId: walletId(1) })).resolves.toBeUndefined();
  const answer = await callRoute(GET, "/api/events", { session });
  expect([answer.status, await answer.json()]).toMatchObject([503, { code: "cache_unavailable" }]);
});
