import { beforeAll, beforeEach, afterAll, describe, expect, test } from "vitest";
import { startRedis, type LocalRedis } from "@/dev/redis/server";
import { blockfrostBudget } from "@/lib/budget/budget";
import { redis } from "@/lib/redis";
import { emptyTables, withDatabase } from "@/tests/support/database";

const noon = Date.UTC(2026, 0, 5, 12);
const minute = 60_000;
let now = noon;
let server: LocalRedis;
const environment: Record<string, string> = {};

beforeAll(async () => {
  server = await startRedis({ token: "test-redis-token", now: () => now });
  environment.UPSTASH_REDIS_REST_URL = server.url;
});
withDatabase(() => environment);
afterAll(() => server.close());
beforeEach(async () => {
  now = noon;
  await redis().flushdb();
  await emptyTables();
});

const refuse = (status: 402 | 418 | 429, retryAfterSeconds?: number) =>
  blockfrostBudget.report({ status, retryAfterSeconds }, new Date(now));
/** One user alone, who waits: fairness has nothing to divide. */
const asker = { userId: "00000000-0000-4000-8000-000000000001", isGuest: true, isBackground: false };
const take = (wanted: number) => blockfrostBudget.take(wanted, asker, { need: wanted });
const granted = async (wanted: number) => (await take(wanted)).granted;

test("a request for more than the bucket has beside its reserve is granted in part, then refills at the rate", async () => {
  expect(await take(480)).toEqual({
    granted: 400,
    tokensLeft: 0,
    refusal: null,
    retryInMs: 0,
    isProbe: false,
    // At noon half of the day's second half is kept for others.
    pace: { callsAtOnce: 0, callsPerSecond: 10, callsToday: 37_100, callsADay: 37_500 },
  });
  expect((await take(1)).refusal).toBe("rate_limit");
  now += 3_000;
  expect(await granted(10_000)).toBe(30);
});

test("402 pauses everything until 00:00 UTC, and tokens that are given back do not open the day again", async () => {
  await granted(20);
  expect(await refuse(402)).toBe(12 * 60 * minute);
  await blockfrostBudget.giveBack(15, asker);
  now += 60 * minute;
  expect(await take(5)).toMatchObject({ granted: 0, refusal: "daily_quota", retryInMs: 11 * 60 * minute });
  now = Date.UTC(2026, 0, 6);
  expect(await granted(5)).toBe(5);
});

test("429 holds every function for as long as Retry-After says, and empties the bucket", async () => {
  await granted(1);
  expect(await refuse(429, 20)).toBe(20_000);
  now += 19_000;
  expect(await take(5)).toMatchObject({ granted: 0, refusal: "held", retryInMs: 1_000 });
  now += 1_000;
  expect(await granted(1_000)).toBe(120);
});

describe("418 opens the breaker", () => {
  test("for five minutes, however many calls were under way", async () => {
    await granted(1);
    expect([await refuse(418), await refuse(418), await refuse(418)]).toEqual([5 * minute, 5 * minute, 5 * minute]);
    now += 5 * minute - 1;
    expect(await take(5)).toMatchObject({ granted: 0, refusal: "held", retryInMs: 1 });
  });

  test("then lets one probe through, whose refusal doubles the wait up to an hour", async () => {
    await granted(1);
    await refuse(418);
    for (const waited of [10, 20, 40, 60, 60]) {
      now += 60 * minute;
      expect(await take(50)).toMatchObject({ granted: 1, isProbe: true });
      expect(await take(50)).toMatchObject({ granted: 0, refusal: "held" });
      expect(await refuse(418)).toBe(waited * minute);
    }
  });

  test("and closes when the probe is answered", async () => {
    await granted(1);
    await refuse(418);
    now += 5 * minute;
    expect(await granted(50)).toBe(1);
    await blockfrostBudget.recovered();
    expect(await granted(50)).toBe(50);
  });

  test("a probe that never comes back is followed by another", async () => {
    await granted(1);
    await refuse(418);
    now += 5 * minute;
    expect([await granted(50), await granted(50)]).toEqual([1, 0]);
    now += 15_000;
    expect([await granted(50), await granted(50)]).toEqual([1, 0]);
  });
});

test("a budget that Redis lost starts empty for whoever has spent of it, and full on a quiet system", async () => {
  expect((await blockfrostBudget.take(5, asker, { hasSpent: true })).granted).toBe(0);
  await redis().flushdb();
  expect(await granted(5)).toBe(5);
});
