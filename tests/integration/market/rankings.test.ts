import { beforeEach, describe, expect, test } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { db } from "@/lib/db";
import type { MarketToken } from "@/lib/market/market-token";
import { rankCommands, rankedAtMost, rankingKey, sendAll, tradedKey } from "@/lib/market/rank-tokens";
import { rankedTokens } from "@/lib/market/rankings";
import { rankings } from "@/lib/market/token-ranks";
import { withRedis } from "@/lib/redis";
import { withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, MARKET: "on" }));

const hour = Math.floor(Date.now() / 3_600_000);
const unitOf = (at: number) => `${"ab".repeat(28)}${at.toString(16).padStart(8, "0")}` as Unit;

function token(at: number, volumeAda: number, close = "1"): MarketToken {
  const unit = unitOf(at);
  return {
    unit,
    price: {
      price: close,
      class: "firm",
      depthLovelace: "20000000000",
      pools: 1,
      from: { dex: "minswap-v2", poolUnit: unit, txHash: "00".repeat(32), height: null, via: null },
      at: new Date().toISOString(),
    },
    doubted: null,
    hours: [
      { hour: hour - 25, close: "1", trades: 0, volumeLovelace: "0" },
      { hour, close, trades: volumeAda, volumeLovelace: `${String(volumeAda)}000000` },
    ],
    pools: [],
  };
}

async function rank(tokens: readonly MarketToken[]): Promise<void> {
  await sendAll([
    ...rankCommands(tokens, rankings, Date.now()),
    (pipeline) =>
      pipeline.zadd(tradedKey(), ...(tokens.map(({ unit }) => ({ score: Date.now(), member: unit })) as [never])),
  ]);
}

async function flush(tokens: readonly MarketToken[]): Promise<void> {
  await db().marketToken.createMany({
    data: tokens.map((each) => ({ unit: each.unit, state: each, pricedAt: new Date() })),
  });
}

async function allPages(limit: number): Promise<string[]> {
  const units: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof rankedTokens>> = await rankedTokens("volume", cursor, limit);
    units.push(...page.units);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return units;
}

beforeEach(async () => {
  await withRedis(1, (client) => client.del(tradedKey(), ...rankings.map(rankingKey)));
  await db().marketToken.deleteMany();
});

const tokens = Array.from({ length: 120 }, (_, at) => token(at, 1 + (at % 3)));
/** Of one volume by name, backwards. */
const inOrder = [2, 1, 0].flatMap((rest) =>
  tokens.flatMap(({ unit }, at) => (at % 3 === rest ? [unit] : [])).toReversed(),
);

describe("Tokens by rank", () => {
  test.each([["Redis", rank] as const, ["Postgres", flush] as const])(
    "come from %s page by page, each once, though many share a rank",
    async (_name, store) => {
      await store(tokens);
      for (const limit of [1, 7, 40, 50, 200]) expect(await allPages(limit)).toEqual(inOrder);
    },
  );
  test("are those that rose, those that fell and those that were traded, and none twice", async () => {
    await rank([token(1, 5, "3/2"), token(2, 5, "1/2"), token(3, 9)]);
    const of = async (ranking: (typeof rankings)[number]) => (await rankedTokens(ranking, null, 10)).units;
    expect(await of("gainers")).toEqual([unitOf(1)]);
    expect(await of("losers")).toEqual([unitOf(2)]);
    expect(await of("volume")).toEqual([unitOf(3), unitOf(2), unitOf(1)]);
    expect(await of("hot")).toEqual([unitOf(3), unitOf(2), unitOf(1)]);
    expect(await of("new")).toEqual([]);
    await rank([token(1, 5, "1/4")]);
    expect(await of("gainers")).toEqual([]);
    expect(await of("losers")).toEqual([unitOf(1), unitOf(2)]);
  });
  test("are not more than anybody reads", async () => {
    await rank(Array.from({ length: rankedAtMost + 5 }, (_, at) => token(at, 1 + at)));
    const units = await allPages(400);
    expect(units).toHaveLength(rankedAtMost);
    expect(units[0]).toBe(unitOf(rankedAtMost + 4));
  });
  test("begin anew by no cursor but their own", async () => {
    await rank(tokens);
    for (const cursor of ["", "x", Buffer.from('["1","x"]').toString("base64url")])
      await expect(rankedTokens("volume", cursor, 5)).rejects.toMatchObject({ code: "invalid_request" });
  });
});
