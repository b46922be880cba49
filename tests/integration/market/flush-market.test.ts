import { beforeEach, describe, expect, test, vi } from "vitest";
import { readCounters } from "@/lib/counters";
import { db } from "@/lib/db";
import { flushWhenDue } from "@/lib/market/flush-market";
import { flushOutcomes } from "@/lib/market/flush-outcomes";
import { ingestPools } from "@/lib/market/ingest-pools";
import { keepUnits, keptAmong } from "@/lib/market/kept-units";
import { savePools } from "@/lib/market/pool-store";
import { readTokens } from "@/lib/market/token-store";
import { metered } from "@/lib/meter";
import type * as Redis from "@/lib/redis";
import { redisKey, withRedis } from "@/lib/redis";
import { withDatabase } from "@/tests/support/database";
import { madeTokenPool, madeUnit } from "@/tests/support/made-token-pools";
import { startTestRedis } from "@/tests/support/redis";
import { addUser } from "@/tests/support/rows";

/** The command before which, or after whose effect, the function dies. */
const kill = vi.hoisted(() => ({ at: Infinity, isAfter: false, count: 0 }));
vi.mock("@/lib/queue/publish", () => ({ publish: () => Promise.resolve() }));
vi.mock("@/lib/redis", async (original) => {
  const actual = await original<typeof Redis>();
  const mortal: typeof actual.withRedis = async (commands, work) => {
    const dies = kill.count++ === kill.at;
    if (dies && !kill.isAfter) throw new Error("killed");
    const answer = await actual.withRedis(commands, work);
    if (dies) throw new Error("killed");
    return answer;
  };
  return { ...actual, withRedis: mortal };
});

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, MARKET: "on" }));

const startMs = Date.now();

async function trade(tokens: readonly number[], version: number, nowMs: number): Promise<void> {
  const step = BigInt(version);
  await ingestPools(
    tokens.map((token) => madeTokenPool(token, version, 20_000n + 10n * step, 10_000n - step, nowMs)),
    nowMs,
  );
}

async function tradeOften(tokens: readonly number[], times: number, nowMs: number): Promise<void> {
  for (let version = 1; version <= times; version += 1) await trade(tokens, version, nowMs + version);
}

const rows = () => db().marketToken.findMany({ orderBy: { unit: "asc" } });
const isDueAgain = () => withRedis(1, (client) => client.del(redisKey("market", "flushed")));

beforeEach(async () => {
  Object.assign(kill, { at: Infinity, count: 0 });
  await withRedis(1, (client) => client.flushdb());
  await db().marketToken.deleteMany();
  await db().pool.deleteMany();
  await db().watch.deleteMany();
  await db().pricePoint.deleteMany();
  await db().pricePool.deleteMany();
});

describe("A flush", () => {
  test("keeps what was traded ten times or for a hundred dollars, and what is somebody's, and nothing else", async () => {
    await tradeOften([1], 12, startMs);
    await tradeOften([2, 3], 3, startMs);
    await ingestPools([madeTokenPool(4, 1, 20_000n, 10_000n, startMs)], startMs);
    await ingestPools([madeTokenPool(4, 2, 20_300n, 9_900n, startMs + 1)], startMs + 1);
    await keepUnits([madeUnit(3)]);
    // A day on which the units of all were read, so that nobody asks for them again.
    await withRedis(1, (client) =>
      client.hset(redisKey("market", "kept"), { "*": String(Math.floor(startMs / 86_400_000)) }),
    );
    await flushWhenDue(startMs + 20);
    expect((await rows()).map(({ unit }) => unit)).toEqual([madeUnit(1), madeUnit(3), madeUnit(4)]);
    expect((await rows())[0]?.tradedAt).not.toBeNull();
  });

  test("keeps what somebody watches, also where Redis no longer knows that they do", async () => {
    await savePools([madeTokenPool(2, 1, 20_000n, 10_000n, startMs), madeTokenPool(3, 1, 20_000n, 10_000n, startMs)]);
    const userId = await addUser();
    await db().watch.createMany({ data: [2, 9].map((token) => ({ userId, unit: madeUnit(token) })) });
    // The third is nobody's, and the ninth no pool trades.
    expect(await keptAmong([madeUnit(2), madeUnit(3), madeUnit(9)], startMs)).toEqual(new Set([madeUnit(2)]));
    await tradeOften([2, 3], 3, startMs);
    await flushWhenDue(startMs + 20);
    expect((await rows()).map(({ unit }) => unit)).toEqual([madeUnit(2)]);
  });

  test("keeps with what is somebody's what its pools said first on a day, and nothing of the others or of thin pools", async () => {
    const noon = 86_400_000 * Math.floor(startMs / 86_400_000) + 43_200_000;
    await keepUnits([madeUnit(1), madeUnit(2)]);
    await withRedis(1, (client) => client.set(redisKey("market", "least"), "200000000"));
    const flushed = async (version: number, nowMs: number) => {
      const day = String(Math.floor(nowMs / 86_400_000));
      await withRedis(1, (client) => client.hset(redisKey("market", "kept"), { "*": day }));
      await ingestPools(
        [1, 3].map((token) => madeTokenPool(token, version, 20_000n + 10n * BigInt(version), 10_000n, nowMs)),
        nowMs,
      );
      await ingestPools([madeTokenPool(2, version, 900n, 10_000n, nowMs)], nowMs);
      await isDueAgain();
      const { dbStatements } = await metered(async (usage) => {
        await flushWhenDue(nowMs);
        return usage;
      });
      expect(dbStatements).toBe(1);
    };
    for (const [version, at] of [noon, noon + 3_600_000, noon + 86_400_000].entries()) await flushed(version, at);
    const points = await db().pricePoint.findMany({ orderBy: { at: "asc" } });
    const first = madeTokenPool(1, 0, 20_000n, 10_000n, noon);
    expect(
      points.map(({ reserveQuote, reserveUnit, ...point }) => [point, String(reserveQuote), String(reserveUnit)]),
    ).toEqual(
      [
        { txHash: first.output.txHash, at: new Date(noon), until: new Date(noon), price: "2000000" },
        {
          ...{ txHash: madeTokenPool(1, 2, 0n, 0n, 0).output.txHash, price: "2002000" },
          ...{ at: new Date(noon + 86_400_000), until: new Date(noon + 86_400_000) },
        },
      ].map((point, at) => [
        {
          ...point,
          unit: madeUnit(1),
          poolUnit: first.poolUnit,
          height: null,
          txIndex: null,
          supply: null,
          settled: true,
        },
        at === 0 ? "20000000000" : "20020000000",
        "10000",
      ]),
    );
  });

  test.each([false, true])(
    "that is killed at any point (after its command: %s) leaves the same rows",
    async (isAfter) => {
      const story = async (at: number) => {
        await withRedis(1, (client) => client.flushdb());
        await db().marketToken.deleteMany();
        await tradeOften([1, 2, 3], 12, startMs);
        Object.assign(kill, { at, isAfter, count: 0 });
        const isKilled = await flushWhenDue(startMs + 20).then(
          () => false,
          () => true,
        );
        const commands = kill.count;
        kill.at = Infinity;
        await isDueAgain();
        await flushWhenDue(startMs + 20);
        return { isKilled, commands, rows: await rows() };
      };
      const whole = await story(Infinity);
      expect(whole.rows).toHaveLength(3);
      let kills = 0;
      for (let at = 0; at < whole.commands; at += 1) {
        const { isKilled, rows: left } = await story(at);
        kills += Number(isKilled);
        expect(left, `killed at ${String(at)}`).toEqual(whole.rows);
      }
      // What only counts is not worth a flush: its loss is.
      expect(kills).toBeGreaterThanOrEqual(whole.commands - 1);
    },
  );

  test("asks Postgres nothing where nothing changed, nor where nothing changed that is worth keeping", async () => {
    await trade([1, 2, 3], 1, startMs);
    await flushWhenDue(startMs);
    // What a hundred dollars are is asked for once in an hour.
    await trade([1, 2, 3], 2, startMs + 1);
    await isDueAgain();
    await flushWhenDue(startMs + 1);
    const day = 86_400_000 * Math.floor(startMs / 86_400_000);
    const { dbStatements } = await metered(async (usage) => {
      await isDueAgain();
      await flushWhenDue(startMs + 300_000);
      await trade([1, 2, 3], 3, Math.min(startMs + 400_000, day + 86_399_000));
      await isDueAgain();
      await flushWhenDue(startMs + 600_000);
      return usage;
    });
    expect(dbStatements).toBe(0);
    expect(await rows()).toEqual([]);
  });

  test("is counted: begun, done, rows, and how long the first change had waited", async () => {
    await tradeOften([1, 2], 12, startMs);
    await flushWhenDue(startMs + 90_000);
    await trade([1], 13, startMs + 100_000);
    await isDueAgain();
    Object.assign(kill, { at: 4, isAfter: false, count: 0 });
    await flushWhenDue(startMs + 400_000).catch(() => undefined);
    kill.at = Infinity;
    const told = await flushOutcomes(await readCounters(new Date(startMs)));
    expect(told).toMatchObject({ begun: 2, done: 1, rate: 0.5, rows: 2, last: { changed: 2, rows: 2 } });
    expect(told.last?.lagMs).toBeGreaterThan(89_000);
  });

  test("is what is left where Redis is lost, and the next look brings the rest", async () => {
    await tradeOften([1], 12, startMs);
    await flushWhenDue(startMs + 20);
    await trade([1], 13, startMs + 30);
    const price = async () => (await readTokens([madeUnit(1)], startMs + 40)).get(madeUnit(1))?.price?.price;
    const newest = await price();
    await withRedis(1, (client) => client.flushdb());
    expect(await price()).not.toBe(newest);
    expect(await price()).toBeDefined();
    await trade([1], 13, startMs + 50);
    expect(await price()).toBe(newest);
  });
});
