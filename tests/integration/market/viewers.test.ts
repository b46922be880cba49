import { beforeEach, expect, test, vi } from "vitest";
import { asked as askedBy, currentAsker, type Asker } from "@/lib/asker";
import { AppError } from "@/lib/contract/app-error";
import { giveUpLook } from "@/lib/market/look-at-market";
import { seeViewer } from "@/lib/market/viewers";
import type { Message } from "@/lib/queue/port";
import { withRedis } from "@/lib/redis";
import { setEnvironment } from "@/tests/support/environment";
import { startTestRedis } from "@/tests/support/redis";

const queue = vi.hoisted(() => ({ published: [] as Message[], askers: [] as (Asker | null)[], isAway: false }));
vi.mock("@/lib/queue/publish", () => ({
  publish: (messages: readonly Message[]) => {
    queue.askers.push(currentAsker());
    if (queue.isAway) return Promise.reject(new AppError({ code: "queue_unavailable", detail: "", retryable: true }));
    queue.published.push(...messages);
    return Promise.resolve();
  },
}));

const redis = await startTestRedis();
const tickMs = 300_000;
/** Some time into the few minutes between two looks. */
const nowMs = Math.floor(Date.now() / (12 * tickMs)) * 12 * tickMs + tickMs + 60_000;

/** When the looks are due that were asked for since, in minutes before or after that time's last look. */
const asked = () =>
  queue.published.splice(0).map(({ payload }) => ((payload as { dueAt: number }).dueAt - (nowMs - 60_000)) / 60_000);

beforeEach(async () => {
  setEnvironment({ ...redis.environment, MARKET: "on", MARKET_TICK_SECONDS: "300", MARKET_IDLE_TICK_SECONDS: "3600" });
  await withRedis(1, (client) => client.flushdb());
  Object.assign(queue, { published: [], askers: [], isAway: false });
});

test("who looks starts the ticks, and who looks while they come starts none", async () => {
  await seeViewer(nowMs);
  await seeViewer(nowMs + 1_000);
  await seeViewer(nowMs + 2_000, { userId: crypto.randomUUID(), units: [] });
  expect(asked()).toEqual([0]);
  vi.useFakeTimers({ now: nowMs + 10_000, toFake: ["Date"] });
  await giveUpLook();
  vi.useRealTimers();
  expect(asked()).toEqual([5]);
  await seeViewer(nowMs + tickMs);
  expect(asked()).toEqual([]);
});

test("a tick is nobody's, whoever looks first", async () => {
  const asker = { account: { userId: crypto.randomUUID(), isGuest: true }, address: "192.0.2.1" };
  await askedBy(asker, () => seeViewer(nowMs));
  expect(queue.askers).toEqual([null]);
});

test("a tick that the queue did not take is asked for by the next one who looks", async () => {
  queue.isAway = true;
  await seeViewer(nowMs);
  queue.isAway = false;
  await seeViewer(nowMs + 1_000);
  expect(asked()).toEqual([0]);
});

test("so is one whose first command Redis did, and did not answer in time", async () => {
  const ask = globalThis.fetch;
  const unheard = vi.spyOn(globalThis, "fetch").mockImplementation(async (...request) => {
    await ask(...request);
    throw new DOMException("The operation timed out", "TimeoutError");
  });
  await seeViewer(nowMs);
  unheard.mockRestore();
  expect(asked()).toEqual([]);
  await seeViewer(nowMs + 1_000);
  expect(asked()).toEqual([0]);
});

test("a tick that was lost is made up for, and one that comes in an hour is not waited for", async () => {
  await seeViewer(nowMs);
  await seeViewer(nowMs + 2 * tickMs);
  expect(asked()).toEqual([0, 10]);
  await withRedis(1, (client) => client.flushdb());
  vi.useFakeTimers({ now: nowMs, toFake: ["Date"] });
  await giveUpLook();
  vi.useRealTimers();
  expect(asked()).toEqual([55]);
  await seeViewer(nowMs + 1_000);
  expect(asked()).toEqual([0]);
});
