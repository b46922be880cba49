import { beforeAll, describe, expect, test, vi } from "vitest";
import { GET as holdingsRoute } from "@/app/api/holdings/route";
import { createGuest } from "@/lib/auth/create-guest";
import { derivedKey } from "@/lib/cache/derived";
import type { HoldingsAnswer } from "@/lib/contract/holdings";
import { db } from "@/lib/db";
import type { Message } from "@/lib/queue/port";
import type * as Publish from "@/lib/queue/publish";
import { redis, redisKey } from "@/lib/redis";
import { addWallet } from "@/lib/wallets/add-wallet";
import { callRoute } from "@/tests/support/call-route";
import { withLocalApp } from "@/tests/support/local-app";
import { startMarketChain } from "@/tests/support/market-chain";
import { syncAgain } from "@/tests/support/synced-wallet";

const published = vi.hoisted((): Message[] => []);
// The market is looked at when the test says so; what a sync asks for goes its way.
vi.mock("@/lib/queue/publish", async (original) => {
  const { publish } = await original<typeof Publish>();
  const ofMarket = new Set(["market-tick", "market-walk"]);
  return {
    publish: (messages: readonly Message[]) => {
      published.push(...messages.filter(({ name }) => ofMarket.has(name)));
      return publish(messages.filter(({ name }) => !ofMarket.has(name)));
    },
  };
});

const market = await startMarketChain(published);
const { chain, sim } = market;
withLocalApp(
  { url: market.url, network: "mainnet", close: () => Promise.resolve() },
  { environment: { ...market.environment, RATE_SOURCES: "none" } },
);

let session: string;
let userId: string;

async function holdings(): Promise<HoldingsAnswer> {
  await redis().del(derivedKey(userId));
  return (await callRoute(holdingsRoute, "/api/holdings?currency=ADA", { session })).json() as Promise<HoldingsAnswer>;
}

/** As if the app had never looked at the market. */
async function forgetMarket(): Promise<void> {
  await redis().flushdb();
  await db().pool.deleteMany();
  await db().marketToken.deleteMany();
}

/** All pools are a week older, for looks from now on. */
async function passWeek(): Promise<void> {
  await db().$executeRaw`UPDATE pool SET born_at = born_at - interval '8 days' WHERE born_at IS NOT NULL`;
  await redis().del(redisKey("market", "seen", String(Math.floor(Date.now() / 86_400_000))));
}

/** What an attacker does in one block. */
type Step = () => Promise<unknown>;
const million = 1_000_000;
const makes = (pool: object) => () => sim("market/pools", pool);

const thin = (unit: string) => makes({ unit, depthLovelace: "300000000", times: million, everyBlocks: 1 });
const forged = (unit: string) =>
  makes({ unit, depthLovelace: "900000000000000", times: million, everyBlocks: 1, validity: "fake" });
const sameTicker = (unit: string) =>
  makes({ ticker: chain.market.token(unit)?.ticker ?? "", depthLovelace: "500000000000", times: 50, everyBlocks: 1 });
/** In a pool of their own: up a million times, almost to nothing, and up again. */
function tradesAlone(unit: string): Step[] {
  let pool = "";
  const makesPool = async () => {
    ({ pool } = (await sim("market/pools", { unit, depthLovelace: "900000000", everyBlocks: 1 })) as { pool: string });
  };
  const shares = [999_999, -0.999_99, 500_000, 9];
  return [makesPool, ...shares.map((share) => () => sim("market/trades", { pool, share }))];
}

interface Attack {
  readonly steps: (unit: string) => Step[];
  /** Whether its pools turn older than a week after the first look: what is deep then counts, with the ADA that truly lies there. */
  readonly growsOld: boolean;
}

const attacks: Readonly<Record<string, Attack>> = {
  "a thin pool at a million times the price": { steps: (unit) => [thin(unit)], growsOld: true },
  "a deep pool with a forged validity token": { steps: (unit) => [forged(unit)], growsOld: true },
  "a token with the same ticker": { steps: (unit) => [sameTicker(unit)], growsOld: true },
  "trades with themselves": { steps: tradesAlone, growsOld: false },
  "all at once": {
    steps: (unit) => [forged(unit), thin(unit), sameTicker(unit), ...tradesAlone(unit)],
    growsOld: false,
  },
};
const looksEach = 3;

/** The total after each look, from now on: with what attackers do, or over as many blocks in which they do nothing. */
async function totals(units: readonly string[], attacked: boolean): Promise<Record<string, HoldingsAnswer["total"][]>> {
  await forgetMarket();
  await market.read();
  // What comes from now on is new: the app has looked for two days.
  await db().$executeRaw`UPDATE pool SET seen_at = seen_at - interval '2 days'`;
  const told: Record<string, HoldingsAnswer["total"][]> = {};
  for (const [name, { steps, growsOld }] of Object.entries(attacks)) {
    for (const step of units.flatMap(steps)) await (attacked ? step() : chain.advance(1));
    told[name] = [];
    for (let looks = 0; looks < looksEach; looks += 1) {
      await sim("limiter", { burst: 100_000 });
      await market.look();
      told[name].push((await holdings()).total);
      if (growsOld && looks === 0) await passWeek();
      chain.advance(2);
    }
  }
  return told;
}

describe("The demo wallet's total", () => {
  let units: string[];
  let height: number;
  let calm: Awaited<ReturnType<typeof totals>>;
  let hostile: Awaited<ReturnType<typeof totals>>;

  beforeAll(async () => {
    const { user, token } = await createGuest(new Date());
    [userId, session] = [user.id, token];
    const { walletId } = await addWallet(userId, { address: market.demoAddress });
    expect((await syncAgain({ userId, walletId })).status).toBe("completed");
    await market.read();
    const priced = (await holdings()).holdings.filter(({ value, unit }) => value !== null && unit !== "lovelace");
    units = priced.map(({ unit }) => unit);
    ({ height } = chain.tip());
    calm = await totals(units, false);
    chain.rollback(chain.tip().height - height);
    hostile = await totals(units, true);
  }, 300_000);

  test("holds tokens worth attacking, whose honest pools trade all the while", () => {
    expect(units.length).toBeGreaterThan(2);
    const all = Object.values(calm).flat();
    expect(new Set(all.map(({ value }) => value)).size).toBeGreaterThan(looksEach);
    expect(all.every(({ value, priced }) => value !== null && priced > units.length)).toBe(true);
  });

  test("was attacked by pools that the app has seen", async () => {
    const made = chain.market
      .pools()
      .filter(({ spec }) => spec.birthHeight > height && units.includes(spec.token.unit) && spec.validity === "real");
    const seen = await db().pool.count({ where: { poolUnit: { in: made.map(({ poolUnit }) => poolUnit) } } });
    expect([made.length, seen]).toEqual([4 * units.length, 4 * units.length]);
  });

  test.each(Object.keys(attacks))("is moved by nothing by %s, look after look", (name) => {
    expect(hostile[name]).toEqual(calm[name]);
  });
});
