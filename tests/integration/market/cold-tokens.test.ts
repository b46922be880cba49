import { beforeEach, describe, expect, test } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { db } from "@/lib/db";
import { forgetUntraded } from "@/lib/market/cold-tokens";
import { ingestPools } from "@/lib/market/ingest-pools";
import { savePools } from "@/lib/market/pool-store";
import { peekTokens, readTokens, tokenKey } from "@/lib/market/token-store";
import { metered } from "@/lib/meter";
import { redisKey, withRedis } from "@/lib/redis";
import { withDatabase } from "@/tests/support/database";
import { madeTokenPool, madeUnit } from "@/tests/support/made-token-pools";
import { startTestRedis } from "@/tests/support/redis";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, MARKET: "on" }));

const nowMs = Date.now();
const walked = Array.from({ length: 230 }, (_, at) => at);
const units = walked.map(madeUnit);
const nobodys = "cd".repeat(30) as Unit;

const statements = (work: () => Promise<unknown>) =>
  metered(async (usage) => {
    await work();
    return usage.dbStatements;
  });

/** Whoever reads the same needs no longer than this. */
const readingKeys = () => withRedis(1, (client) => client.keys(redisKey("market", "reading", "*")));

beforeEach(async () => {
  await withRedis(1, (client) => client.flushdb());
  await db().pool.deleteMany();
  await savePools(walked.map((token) => madeTokenPool(token, 1, 20_000n, 10_000n, nowMs)));
});

test("that a pool stays the same is noted within three weeks, of never all at once, and gives it no birth", async () => {
  const since = async (days: number) => {
    const at = nowMs + days * 86_400_000;
    await savePools(walked.map((token) => ({ ...madeTokenPool(token, 1, 20_000n, 10_000n, at), bornAt: at })));
    return db().pool.count({ where: { seenAt: new Date(at), bornAt: null } });
  };
  expect(await since(6)).toBe(0);
  const first = await since(8);
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(walked.length / 2);
  expect(await since(21)).toBe(walked.length);
});

describe("Tokens that Redis lacks", () => {
  test("are read once and put back, as they are in Postgres", async () => {
    const asked = units.slice(0, 20);
    const cold = await peekTokens(asked, nowMs);
    expect(cold.size).toBe(20);
    expect(await readTokens(asked, nowMs)).toEqual(cold);
    expect(await statements(async () => expect(await readTokens(asked, nowMs)).toEqual(cold))).toBe(0);
    expect(await statements(() => peekTokens(asked, nowMs))).toBe(0);
  });

  test("are read by one of all who ask for them at once", async () => {
    const asked = units.slice(0, 20);
    const first = await peekTokens(asked, nowMs);
    const alone = await statements(() => peekTokens(asked, nowMs));
    const all = await statements(async () => {
      const read = await Promise.all(Array.from({ length: 10 }, () => readTokens(asked, nowMs)));
      for (const each of read) expect(each).toEqual(first);
    });
    expect(all).toBe(alone);
    expect(await readingKeys()).toHaveLength(1);
  });

  test("come all the same where one who read them died", async () => {
    await readTokens(units.slice(0, 1), nowMs);
    await withRedis(1, (client) => client.del(tokenKey(madeUnit(0))));
    expect((await readTokens(units.slice(0, 1), nowMs)).size).toBe(1);
  });

  test("are put back some at a time, and what a look wrote meanwhile stays", async () => {
    expect((await readTokens(units, nowMs)).size).toBe(units.length);
    const held = await withRedis(1, (client) => client.exists(...units.map(tokenKey)));
    expect(held).toBe(200);
    const [unit] = units;
    if (unit === undefined) throw new Error("no token was made");
    await withRedis(1, (client) => client.flushdb());
    const late = readTokens([unit], nowMs);
    await ingestPools([madeTokenPool(0, 2, 20_100n, 9_900n, nowMs + 1)], nowMs + 1);
    await late;
    const from = (await readTokens([unit], nowMs)).get(unit)?.price?.from.txHash;
    expect(from).toBe(madeTokenPool(0, 2, 1n, 1n, 0).output.txHash);
  });
});

describe("A unit that no pool trades", () => {
  test("is looked for once in a while, and again after a walk over all pools", async () => {
    expect((await readTokens([nobodys], nowMs)).size).toBe(0);
    expect(await statements(() => readTokens([nobodys], nowMs))).toBe(0);
    await savePools([{ ...madeTokenPool(900, 1, 20_000n, 10_000n, nowMs), units: ["lovelace" as Unit, nobodys] }]);
    expect((await readTokens([nobodys], nowMs)).size).toBe(0);
    await forgetUntraded(nowMs);
    expect((await readTokens([nobodys], nowMs)).size).toBe(1);
  });

  test("is forgotten where more were asked for than are remembered", async () => {
    const key = redisKey("market", "untraded", String(Math.floor(nowMs / 600_000)));
    for (let at = 0; at < 20_000; at += 5_000)
      await withRedis(1, (client) =>
        client.hset(key, Object.fromEntries(Array.from({ length: 5_000 }, (_, nth) => [`u${String(at + nth)}`, "1"]))),
      );
    await readTokens([nobodys], nowMs);
    expect(await withRedis(1, (client) => client.hlen(key))).toBe(20_000);
  });
});
