import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startRedis, type LocalRedis } from "@/dev/redis/server";
import { koiosBudget } from "@/lib/budget/budget";
import { redis } from "@/lib/redis";
import { randomOf } from "@/tests/simulation/story";
import { emptyTables, withDatabase } from "@/tests/support/database";

const burst = 100;
const quota = 5_000;
const beginning = Date.UTC(2026, 0, 5, 12);
let now = beginning;
let server: LocalRedis;
const environment: Record<string, string> = { KOIOS_BASE_URL: "http://koios.test/api/v1" };

beforeAll(async () => {
  server = await startRedis({ token: "test-redis-token", now: () => now });
  environment.UPSTASH_REDIS_REST_URL = server.url;
});
withDatabase(() => environment);
afterAll(() => server.close());
beforeEach(async () => {
  now = beginning;
  await redis().flushdb();
  await emptyTables();
});

const asker = { userId: "00000000-0000-4000-8000-000000000001", isGuest: false, isBackground: false };
const other = { ...asker, userId: "00000000-0000-4000-8000-000000000002" };
const take = (wanted: number, need = 10_000) => koiosBudget.take(wanted, asker, { need });

/** The most that a server would have counted: in any ten seconds, and as HAProxy does by periods that begin at any time. */
function mostCounted(calls: readonly number[]): { exactly: number; byPeriods: number } {
  const within = (from: number, to: number) => calls.filter((at) => at > from && at <= to).length;
  let [exactly, byPeriods] = [0, 0];
  for (const at of calls) {
    exactly = Math.max(exactly, within(at - 10_000, at));
    for (let since = 0; since < 10_000; since += 250) {
      const before = within(at - since - 10_000, at - since);
      byPeriods = Math.max(byPeriods, before * (1 - since / 10_000) + within(at - since, at));
    }
  }
  return { exactly, byPeriods };
}

test("ten seconds' calls are there at once, the next ones bit by bit, and a wait says when they are worth it", async () => {
  // A sixth is kept for small work.
  expect((await take(200)).granted).toBe(84);
  expect((await koiosBudget.take(16, other, { need: 16 })).granted).toBe(16);
  const { granted, refusal, retryInMs } = await take(10);
  expect({ granted, refusal }).toEqual({ granted: 0, refusal: "rate_limit" });
  now += retryInMs - 500;
  expect((await take(200)).granted).toBeLessThan(5);
  now += 500;
  const next = (await take(200)).granted;
  expect(next).toBeGreaterThanOrEqual(5);
  expect(next).toBeLessThan(15);
});

test.each([1, 2, 3])(
  "whoever takes and gives back how they like, no server counts more than its plan allows: seed %i",
  async (seed) => {
    const random = randomOf(seed);
    const calls: number[] = [];
    for (let round = 0; round < 120; round += 1) {
      now += Math.floor(random() ** 3 * 9_000);
      const { granted } = await take(1 + Math.floor(random() * 60));
      const used = random() < 0.8 ? granted : Math.floor(random() * granted);
      const madeAt = now;
      for (let nth = 0; nth < used; nth += 1) calls.push(madeAt + Math.floor(random() * koiosBudget.tokenLifetimeMs));
      now = Math.max(now, ...calls.slice(-used - 1));
      await koiosBudget.giveBack(granted - used, asker);
    }
    const counted = mostCounted(calls.sort((a, b) => a - b));
    expect(calls.length).toBeGreaterThan(300);
    expect(counted.exactly).toBeLessThanOrEqual(burst);
    expect(counted.byPeriods).toBeLessThanOrEqual(burst);
  },
);

test("whoever never stops asking gets nine calls a second", async () => {
  let granted = 0;
  for (; now < beginning + 80_000; now += 300) granted += (await take(20)).granted;
  expect(granted).toBeGreaterThan(700);
});

test("what Redis has forgotten was perhaps asked a moment ago", async () => {
  expect((await koiosBudget.take(5, asker, { hasSpent: true })).granted).toBe(0);
  now += 12_000;
  const { granted } = await take(50);
  expect(granted).toBeGreaterThan(0);
  expect(granted).toBeLessThan(30);
  expect(await koiosBudget.read()).toMatchObject({ usedToday: granted });
  expect(koiosBudget.dailyQuota).toBe(quota);
});
