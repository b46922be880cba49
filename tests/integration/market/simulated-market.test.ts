import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { lovelaceAt } from "@/dev/chain/market/fair-price";
import { impostor, tokenOf } from "@/dev/chain/market/market-token";
import { startChain } from "@/dev/chain/server";
import { listOutputsOf } from "@/lib/blockfrost/chain";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import { db } from "@/lib/db";
import { isMarketWalked } from "@/lib/market/keep-market-going";
import { marketWindow } from "@/lib/market/market-window";
import type * as PoolStore from "@/lib/market/pool-store";
import type { StoredPool } from "@/lib/market/pool-store";
import { lookedAtScripts, poolsIn } from "@/lib/market/poll-pools";
import { giveUpLook, lookAtMarket } from "@/lib/market/look-at-market";
import type { MarketToken } from "@/lib/market/market-token";
import { walkMessage, walkPayload } from "@/lib/market/messages";
import { readTokens } from "@/lib/market/token-store";
import { seeViewer } from "@/lib/market/viewers";
import { keepUnits } from "@/lib/market/kept-units";
import { stableCoins } from "@/lib/market/stable-coins";
import { walkPools } from "@/lib/market/walk-pools";
import { metered } from "@/lib/meter";
import type { Message } from "@/lib/queue/port";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { openEventStream } from "@/lib/realtime/event-stream";
import { redisKey, withRedis } from "@/lib/redis";
import { addUser, addWallet } from "@/tests/support/rows";
import { withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";

const published = vi.hoisted((): Message[] => []);
vi.mock("@/lib/queue/publish", () => ({
  publish: (messages: readonly Message[]) => {
    published.push(...messages);
    return Promise.resolve();
  },
}));
/** So many times in a row pools cannot be kept, where there are some. */
const failing = vi.hoisted(() => ({ times: 0 }));
vi.mock("@/lib/market/pool-store", async (original) => {
  const store = await original<typeof PoolStore>();
  const savePools: typeof store.savePools = (...pools) => {
    if (failing.times === 0 || pools[0].length === 0) return store.savePools(...pools);
    failing.times -= 1;
    return Promise.reject(new Error("connection terminated"));
  };
  return { ...store, savePools };
});

const redis = await startTestRedis();
const simulated = await startChain({ anchor: Date.now() });
const { chain } = simulated;
afterAll(() => simulated.close());
withDatabase(() => ({
  ...redis.environment,
  MARKET: "on",
  BLOCKFROST_PROJECT_ID: simulated.projectId,
  BLOCKFROST_BASE_URL: simulated.url,
  // A walk has more calls than work in the background gets of a burst.
  BLOCKFROST_RPS: "1000",
  BLOCKFROST_BURST: "10000",
}));

async function sim<T>(command: string, body: unknown): Promise<T> {
  const url = simulated.url.replace("/api/v0", `/_sim/${command}`);
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  expect(response.status, command).toBe(200);
  return (await response.json()) as T;
}

/** Goes through all pools, as the day's messages do. */
async function walk(): Promise<void> {
  await sim("limiter", { burst: 100_000 });
  const day = Math.floor(Date.now() / 86_400_000);
  published.length = 0;
  await walkPools(walkPayload.parse(walkMessage({ day, script: 0, page: 1, failures: 0, round: 0 }, 0).payload));
  for (let next = published.shift(); next !== undefined; next = published.shift())
    await walkPools(walkPayload.parse(next.payload));
}

async function look(): Promise<void> {
  await sim("limiter", { burst: 100_000 });
  expect(await lookAtMarket()).toBe("done");
}

async function told(unit: string): Promise<MarketToken | undefined> {
  return (await readTokens([unit as Unit], Date.now())).get(unit as Unit);
}

async function priceOf(unit: string): Promise<number> {
  const [numerator = "", denominator = "1"] = ((await told(unit))?.price?.price ?? "").split("/");
  return Number(numerator) / Number(denominator);
}

const fair = (ticker: string) => lovelaceAt(tokenOf(ticker), chain.tip().time * 1_000);
/** How far the price that the app shows is from what the market pays. */
const off = async (ticker: string) => Math.abs((await priceOf(tokenOf(ticker).unit)) / fair(ticker) - 1);
const deepest = (ticker: string) =>
  chain.market.pools().find(({ spec }) => spec.token.unit === tokenOf(ticker).unit)?.poolUnit ?? "";

beforeAll(async () => {
  await walk();
  await look();
}, 60_000);

describe("The market of the simulated chain", () => {
  test("has every honest pool, and of the hostile ones none", async () => {
    const rows = await db().pool.findMany({ select: { poolUnit: true } });
    const honest = chain.market.pools().filter(({ spec }) => spec.validity === "real");
    const units = new Set(rows.map(({ poolUnit }) => poolUnit));
    expect(honest.filter(({ poolUnit }) => !units.has(poolUnit)).map(({ spec }) => spec.id)).toEqual([]);
    // The one more fills the wallet's orders.
    expect(units.size).toBe(honest.length + 1);
  });

  test.each(["MIN", "SNEK", "INDY", "HOSKY", "IAG", "AGIX", "NEWM", "NVL", "HOP"])(
    "%s costs what it does",
    async (ticker) => {
      expect(await off(ticker)).toBeLessThan(0.015);
      expect((await told(tokenOf(ticker).unit))?.price?.class).toBe("firm");
    },
  );

  test.each(["DJED", "iUSD", "USDM", "USDA", "USDCx", "USDC", "USDT"])("%s is a dollar", async (ticker) => {
    expect(await off(ticker)).toBeLessThan(0.005);
  });

  test("what only a small pool trades is classed so, and what none trades has no price", async () => {
    expect((await told(tokenOf("THIN").unit))?.price?.class).toBe("thin");
    expect((await told(tokenOf("SPARSE").unit))?.price?.class).toBe("unreliable");
    expect(await told(tokenOf("NOPOOL").unit)).toBeUndefined();
    expect((await told(tokenOf("HOP").unit))?.price?.from.via).toBe(tokenOf("USDM").unit);
    expect(Math.abs((await priceOf(impostor.unit)) / lovelaceAt(impostor, chain.tip().time * 1_000) - 1)).toBeLessThan(
      0.05,
    );
  });

  test("a walk keeps what the pools of what somebody watches say, once a day, and otherwise only of stable coins", async () => {
    const { unit } = tokenOf("SNEK");
    await keepUnits([unit as Unit]);
    await db().pricePoint.deleteMany();
    await walk();
    const points = await db().pricePoint.findMany({ orderBy: [{ unit: "asc" }, { poolUnit: "asc" }] });
    const others = points.filter((point) => point.unit !== unit);
    expect(others.filter((point) => !stableCoins.has(point.unit as Unit))).toEqual([]);
    const ofIt = points.filter((point) => point.unit === unit);
    expect(ofIt.length).toBeGreaterThan(1);
    for (const { poolUnit, txHash, reserveUnit, reserveQuote } of ofIt) {
      const pool = chain.market.pool(poolUnit);
      const step = pool?.steps.last(chain.tip().height) ?? -1;
      const { token, quote } = pool?.steps.at(step).reserves ?? {};
      expect([txHash, reserveUnit.toFixed(), reserveQuote.toFixed()]).toEqual([
        ...[pool?.at(step).tx.hash, String(token), String(quote)],
      ]);
    }
    await walk();
    expect(await db().pricePoint.count()).toBe(points.length);
  });

  test("a trade shows in the next look, with where it comes from", async () => {
    const before = await priceOf(tokenOf("SNEK").unit);
    const trade = await sim<{ txHash: string; height: number }>("market/trades", { pool: deepest("SNEK"), share: 0.2 });
    await look();
    expect((await priceOf(tokenOf("SNEK").unit)) / before).toBeCloseTo(1.2, 2);
    const { price, hours } = (await told(tokenOf("SNEK").unit)) ?? {};
    expect(price?.from).toMatchObject({ txHash: trade.txHash, height: trade.height, poolUnit: deepest("SNEK") });
    expect(hours?.at(-1)?.trades).toBeGreaterThan(0);
  });

  test("a look that finds what is known traded lets the database sleep", async () => {
    await sim("market/trades", { pool: deepest("SNEK"), share: 0.01 });
    await look();
    await sim("market/trades", { pool: deepest("SNEK"), share: 0.01 });
    const before = await told(tokenOf("SNEK").unit);
    const { dbStatements } = await metered(async (usage) => {
      await look();
      return usage;
    });
    expect(dbStatements).toBe(0);
    expect((await told(tokenOf("SNEK").unit))?.price).not.toEqual(before?.price);
  });

  test("a leap of one pool alone is doubted first", async () => {
    const before = await priceOf(tokenOf("NVL").unit);
    await sim("market/trades", { pool: deepest("NVL"), share: 0.8 });
    await look();
    expect(await priceOf(tokenOf("NVL").unit)).toBe(before);
    expect((await told(tokenOf("NVL").unit))?.doubted).not.toBeNull();
  });
});

describe("Whoever looks at a page", () => {
  test("is told within five seconds of the look that a token of theirs costs something else, and of no other token", async () => {
    const userId = randomUUID();
    const unit = tokenOf("SNEK").unit as Unit;
    await seeViewer(Date.now(), { userId, units: [unit] });
    const gone = new AbortController();
    const stream = await openEventStream(userId, {
      lastEventId: null,
      request: gone,
      now: new Date(),
      isAlive: () => Promise.resolve(true),
    });
    await sim("market/trades", { pool: deepest("MIN"), share: 0.01 });
    await sim("market/trades", { pool: deepest("SNEK"), share: 0.05 });
    const beganAt = performance.now();
    const [told] = await Promise.all([firstEvent(stream), look()]);
    gone.abort();
    expect(told).toMatch(/event: price.updated\ndata: /);
    expect(told).toContain(JSON.stringify({ units: [unit] }));
    expect(performance.now() - beganAt).toBeLessThan(5_000);
  });
});

async function firstEvent(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of stream) {
    text += new TextDecoder().decode(chunk);
    if (/\ndata: .*\n\n/.test(text)) return text;
  }
  return text;
}

describe("An attacker", () => {
  const million = 1_000_000;
  const { unit: indy } = tokenOf("INDY");

  test("moves no price by a thin pool at a million times, nor by a forged validity token", async () => {
    await sim("market/pools", { unit: indy, depthLovelace: "300000000", times: million });
    await sim("market/pools", { unit: indy, depthLovelace: "900000000000000", times: million, validity: "fake" });
    await look();
    await look();
    expect(await off("INDY")).toBeLessThan(0.015);
  });

  test("moves what a wallet is worth by nothing, whatever they make, trade and wait for", async () => {
    const userId = await addUser();
    const walletId = await addWallet(userId);
    // Their honest pools stand still, so that whatever moves the total is the attackers'.
    const honest = { depthLovelace: "60000000000", everyBlocks: 1_000_000 };
    const made = ["ONE", "TWO"].map((ticker) => sim<{ unit: string }>("market/pools", { ticker, ...honest }));
    const held = (await Promise.all(made)).map(({ unit }) => unit);
    await db().balance.createMany({
      data: ["lovelace", ...held].map((each) => ({
        userId,
        walletId,
        unit: each,
        place: "wallet",
        quantity: 5_000_000,
      })),
    });
    const total = async () => (await getHoldings(userId, { currency: "ADA" })).total;
    await look();
    const before = await total();
    expect(before).toMatchObject({ priced: held.length + 1, unpriced: 0 });
    for (const unit of held) {
      await sim("market/pools", { unit, depthLovelace: "900000000", times: million, everyBlocks: 1 });
      await sim("market/pools", { unit, depthLovelace: "900000000000000", times: million, validity: "fake" });
    }
    await sim("market/pools", { ticker: "ONE", depthLovelace: "500000000000", times: million, everyBlocks: 1 });
    for (let ticks = 0; ticks < 3; ticks += 1) {
      await look();
      chain.advance(2);
      expect(await total()).toEqual(before);
    }
  });

  test("with the ticker of another token has a price of its own", async () => {
    const { unit } = await sim<{ unit: string }>("market/pools", {
      ticker: "INDY",
      depthLovelace: "500000000000",
      times: 50,
    });
    await look();
    expect(await off("INDY")).toBeLessThan(0.015);
    expect(await priceOf(unit)).toBeGreaterThan(10);
  });

  test("who makes the deepest pool of a token moves no price in its first week, however often it is looked at", async () => {
    await db().$executeRaw`UPDATE pool SET seen_at = seen_at - interval '2 days'`;
    await sim("market/pools", { unit: indy, depthLovelace: "9000000000000", times: 10, everyBlocks: 1 });
    for (let i = 0; i < 4; i += 1) {
      await look();
      chain.advance(3);
    }
    expect(await off("INDY")).toBeLessThan(0.015);
    // After it, the pool is the deepest that there is.
    await db().$executeRaw`UPDATE pool SET born_at = born_at - interval '8 days' WHERE born_at IS NOT NULL`;
    const day = String(Math.floor(Date.now() / 86_400_000));
    await withRedis(1, (client) => client.del(redisKey("market", "seen", day)));
    for (let i = 0; i < 2; i += 1) {
      await look();
      chain.advance(3);
    }
    expect((await priceOf(indy)) / fair("INDY")).toBeCloseTo(10, 0);
  });
});

describe("Looks at the market", () => {
  test("follow each other at times that all agree on: twice the same look, or one that is lost, has one next", async () => {
    published.length = 0;
    await withRedis(1, (client) => client.del(redisKey("market", "viewer")));
    const tickMs = 3_600_000;
    const nextAt = (Math.floor(Date.now() / tickMs) + 1) * tickMs;
    await look();
    await look();
    await giveUpLook();
    const due = published.map(({ name, identity }) => [name, ...identity]);
    expect(due).toHaveLength(3);
    for (const each of due) expect([nextAt, nextAt + tickMs]).toContain(each[1]);
    expect(new Set(due.map(([name]) => name))).toEqual(new Set(["market-tick"]));
  });
});

const byUnit = (pools: readonly StoredPool[]) => pools.toSorted((a, b) => (a.poolUnit < b.poolUnit ? -1 : 1));

test("what names a pool and lies at its script twice is one pool: the deeper output", async () => {
  const startedAt = Date.now();
  const window = marketWindow(startedAt);
  let pools = 0;
  try {
    for (const script of lookedAtScripts) {
      const rows = (await listOutputsOf(script, 1)) ?? [];
      const found = await poolsIn(script, rows, startedAt, window);
      pools += found.length;
      const copies = rows.map((row) => ({
        ...row,
        tx_hash: "ab".repeat(32) as TxHash,
        amount: row.amount.map(({ unit, quantity }) => ({
          unit,
          quantity: unit === "lovelace" ? quantity / 2n : quantity,
        })),
      }));
      for (const both of [
        [...copies, ...rows],
        [...rows, ...copies],
      ])
        expect(byUnit(await poolsIn(script, both, startedAt, window))).toEqual(byUnit(found));
    }
    expect(pools).toBeGreaterThan(20);
  } finally {
    await window.close();
  }
});

test("a walk that is over is known to be", async () => {
  await withRedis(1, (client) => client.del(redisKey("market", "walked")));
  expect(await isMarketWalked()).toBe(false);
  await walk();
  expect(await isMarketWalked()).toBe(true);
});

describe("A walk whose pools cannot be kept", () => {
  async function poolsOfAWalk(failures: number): Promise<number> {
    await db().pool.deleteMany();
    failing.times = failures;
    await walk();
    return db().pool.count();
  }

  test("comes back to the page, and gives up no more than its script", async () => {
    const all = await poolsOfAWalk(0);
    expect([await poolsOfAWalk(1), await poolsOfAWalk(2)]).toEqual([all, all]);
    const others = await poolsOfAWalk(3);
    expect([others < all, others > 0, await isMarketWalked()]).toEqual([true, true, true]);
    await poolsOfAWalk(0);
  });
});

test("a walk that got no calls is gone on with by a message of its own: the queue takes none twice", async () => {
  const first = walkMessage({ day: 1, script: 0, page: 1, failures: 0, round: 0 }, 0);
  published.length = 0;
  // All calls of work in the background are used up until midnight.
  await withRedis(1, (redis) => redis.hset(redisKey("blockfrost", "budget"), { background: 1_000_000 }));
  await walkPools(walkPayload.parse(first.payload));
  const [next] = published;
  expect(walkPayload.parse(next?.payload)).toEqual({ ...walkPayload.parse(first.payload), round: 1 });
  expect(next?.identity).not.toEqual(first.identity);
});
