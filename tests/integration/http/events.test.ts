import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { DELETE as deleteAccount } from "@/app/api/account/route";
import { DELETE as signOutEverywhere } from "@/app/api/devices/route";
import { DELETE as signOutDevice } from "@/app/api/devices/[id]/route";
import { DELETE as signOut } from "@/app/api/session/route";
import { startSession } from "@/lib/auth/session";
import { limits } from "@/lib/contract/limits";
import { db } from "@/lib/db";
import { GET } from "@/app/api/events/route";
import { createGuest } from "@/lib/auth/create-guest";
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

type Guest = Awaited<ReturnType<typeof guest>>;

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

describe("streams that are open at once", () => {
  const open = async (session: string, signal?: AbortSignal) =>
    follow((await callRoute(GET, "/api/events", { session, ...(signal && { signal }) })).body);

  test("are so many a user, wherever they are open: the oldest ends, and nobody else's", async () => {
    const [one, other] = [await guest(), await guest()];
    const leave = new AbortController();
    const theirs = await open(other.session, leave.signal);
    const mine: ReturnType<typeof follow>[] = [];
    for (let nth = 0; nth < limits.streams + 2; nth += 1) {
      mine.push(await open(one.session, leave.signal));
      await delay(5);
    }
    await until(() => mine.filter(({ state }) => state.ended).length === 2);
    await publishEvent(one.userId, "wallet.updated", { walletId: walletId(1) });
    await until(() => mine.filter(({ events }) => events().length === 1).length === limits.streams);
    expect(mine.map(({ state }) => state.ended)).toEqual([
      true,
      true,
      ...Array.from({ length: limits.streams }, () => false),
    ]);
    expect(theirs.state.ended).toBe(false);
    leave.abort();
    await until(() => [...mine, theirs].every(({ state }) => state.ended));
  });

  test("are no more where they are opened at the same moment", async () => {
    const { session } = await guest();
    const leave = new AbortController();
    const streams = await Promise.all(Array.from({ length: 18 }, () => open(session, leave.signal)));
    const left = () => streams.filter(({ state }) => !state.ended).length;
    await until(() => left() <= limits.streams);
    await delay(200);
    expect(left()).toBe(limits.streams);
    leave.abort();
    await until(() => left() === 0);
  });

  test("end with their request, though nobody else keeps hold of it", async () => {
    const { session } = await guest();
    const leave = new AbortController();
    const streams = await Promise.all(Array.from({ length: limits.streams }, () => open(session, leave.signal)));
    // Node forgets to abort the signal of a request that was collected.
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    for (let nth = 0; nth < 3; nth += 1) {
      await delay(20);
      collect();
    }
    leave.abort();
    await until(() => streams.every(({ state }) => state.ended));
  });

  test("listen by one subscription, and what is new of a user is read once for all of theirs", async () => {
    const [one, other] = [await guest(), await guest()];
    const leave = new AbortController();
    const asked: string[] = [];
    const really = globalThis.fetch;
    vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
      const body = typeof init?.body === "string" ? init.body : "";
      asked.push(`${input instanceof Request ? input.url : String(input)} ${body}`);
      return really(input, init);
    });
    onTestFinished(() => void vi.restoreAllMocks());
    const mine = [
      await open(one.session, leave.signal),
      await open(one.session, leave.signal),
      await open(one.session, leave.signal),
    ];
    const theirs = await open(other.session, leave.signal);
    await delay(50);
    const count = (what: RegExp) => asked.filter((request) => what.test(request)).length;
    expect(count(/\/subscribe\//)).toBe(1);
    const before = count(/xrange/i);
    await publishEvent(one.userId, "wallet.updated", { walletId: walletId(1) });
    await until(() => mine.every(({ events }) => events().length === 1));
    expect(count(/xrange/i) - before).toBe(1);
    expect(theirs.events()).toEqual([]);
    leave.abort();
    await until(() => [...mine, theirs].every(({ state }) => state.ended));
    const again = new AbortController();
    await open(one.session, again.signal);
    expect(count(/\/subscribe\//)).toBe(2);
    again.abort();
  });

  test.each([
    ["signing out", ({ session }: Guest) => callRoute(signOut, "/api/session", { method: "DELETE", session })],
    [
      "signing out everywhere",
      ({ session }: Guest) => callRoute(signOutEverywhere, "/api/devices", { method: "DELETE", session }),
    ],
    [
      "signing out that device from another",
      async ({ userId }: Guest) => {
        const { id } = await db().session.findFirstOrThrow({ where: { userId } });
        const other = await startSession(userId, { device: "other", now: new Date(), replaces: null });
        return callRoute(signOutDevice, `/api/devices/${id}`, { method: "DELETE", session: other, params: { id } });
      },
    ],
    [
      "deleting the account",
      ({ session }: Guest) => callRoute(deleteAccount, "/api/account", { method: "DELETE", session }),
    ],
  ])("end with their session, at once: %s", async (_, act) => {
    const one = await guest();
    const other = await guest();
    const leave = new AbortController();
    const [stream, theirs] = [await open(one.session, leave.signal), await open(other.session, leave.signal)];
    expect((await act(one)).status).toBe(204);
    await until(() => stream.state.ended);
    expect(theirs.state.ended).toBe(false);
    leave.abort();
  });

  test("end with a session that ends by itself, or whose end nobody could tell", async () => {
    const { userId } = await guest();
    let alive = true;
    const options = { lastEventId: null, now: new Date(), request: new AbortController(), checkMs: 20 };
    const { state } = follow(await openEventStream(userId, { ...options, isAlive: () => Promise.resolve(alive) }));
    await delay(60);
    expect(state.ended).toBe(false);
    alive = false;
    await until(() => state.ended);
  });
});

test("a session that is signed out, or that another takes the place of, ends its own stream only", async () => {
  const open = async (session: string) =>
    follow((await callRoute(GET, "/api/events", { session, signal: AbortSignal.timeout(20_000) })).body);
  const device = (userId: string) => startSession(userId, { device: "Edge", now: new Date(), replaces: null });
  const { userId, session } = await guest();
  const second = await device(userId);
  const [first, replaced, stays] = [await open(session), await open(second), await open(await device(userId))];
  await startSession(userId, { device: "Edge", now: new Date(), replaces: second });
  await until(() => replaced.state.ended);
  expect([first.state.ended, stays.state.ended]).toEqual([false, false]);
  await callRoute(signOut, "/", { method: "DELETE", session });
  await until(() => first.state.ended);
  await publishEvent(userId, "wallet.updated", { walletId: walletId(1) });
  await until(() => stays.events().some(({ event }) => event === "wallet.updated"));
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
  const options = {
    lastEventId: null,
    now: new Date(),
    heartbeatMs: 20,
    lifetimeMs: 150,
    isAlive: () => Promise.resolve(true),
  };
  const { state } = follow(await openEventStream(userId, { ...options, request: new AbortController() }));
  await until(() => state.ended);
  expect(state.text).toMatch(/^retry: 1000\n\n(: heartbeat\n\n)+$/);

  const left = await openEventStream(userId, { ...options, lifetimeMs: 60_000, request: new AbortController() });
  await left.cancel();
  const reader = new AbortController();
  const { state: afterwards } = follow(
    await openEventStream(userId, { ...options, lifetimeMs: 60_000, request: reader }),
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
