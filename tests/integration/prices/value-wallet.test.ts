import Fraction from "fraction.js";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { formatAmount } from "@/lib/cardano/amount";
import { transactionsQuery } from "@/lib/contract/transactions";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { getTransaction } from "@/lib/portfolio/get-transaction";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import { db } from "@/lib/db";
import { withRedis } from "@/lib/redis";
import { noteWalk } from "@/lib/market/keep-market-going";
import { readPastPrices } from "@/lib/prices/read-past-prices";
import { instantOf } from "@/lib/prices/seek-price";
import { valueWallet } from "@/lib/prices/value-wallet";
import { beginValuation, claimValuation } from "@/lib/prices/valuation-store";
import { valuationOf, valued } from "@/tests/support/valued-wallet";
import { syncNewWallet } from "@/tests/support/synced-wallet";
import { walkAllPools } from "@/tests/support/walk-all-pools";
import { withUnlimitedChain } from "@/tests/support/unlimited-chain";

const simulated = await withUnlimitedChain();
const { chain } = simulated;

const patienceMs = 80_000;

const wantedOf = (walletId: string) => db().wantedPrice.findMany({ where: { walletId, state: { not: "open" } } });

beforeAll(walkAllPools, 60_000);

const address = simulated.demoAddress;

describe("The prices of a wallet's past", () => {
  let walletId = "";
  let userId = "";
  beforeAll(async () => {
    ({ walletId, userId } = await syncNewWallet(address, 60_000));
    await valued(walletId, patienceMs);
  }, 120_000);

  test("are found, for fewer calls than two a price, and say how far they are", async () => {
    const { needed, found, calls } = await valuationOf(walletId);
    expect(needed).toBeGreaterThan(10);
    const young = await db().wantedPrice.count({ where: { walletId, state: "open", value: { not: null } } });
    expect(needed - found).toBeLessThanOrEqual(young);
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(2 * found);
  });

  test("are those of the pools as they stood at that height, to the exact fraction", async () => {
    let compared = 0;
    const wanted = await wantedOf(walletId);
    const asked = wanted.map((each) => ({
      unit: each.unit as Unit,
      at: new Date(instantOf({ at: each.at, height: each.height, several: each.several }).at),
    }));
    const prices = await readPastPrices(asked);
    for (const [index, price] of prices.entries()) {
      const at = asked[index]?.at.getTime() ?? 0;
      if (price == null || price.rank === "between" || price.from === null) continue;
      const pool = chain.market.pool(price.from.poolUnit);
      if (pool === null || pool.spec.quote !== null || pool.spec.token.unit !== asked[index]?.unit) continue;
      let last = pool.steps.last(chain.tip().height);
      while (last >= 0 && chain.blocks.at(pool.steps.at(last).height).time * 1_000 > at) last -= 1;
      const { quote, token } = pool.steps.at(last).reserves;
      expect(price.price.equals(new Fraction(quote, token)), `${pool.spec.id} at ${String(at)}`).toBe(true);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(5);
  });

  test("value each movement of the wallet, in ADA and by the hour's rate, and none between its own places", async () => {
    const { transactions } = await listTransactions(
      userId,
      transactionsQuery.parse({ wallet: walletId, limit: 200, sort: "oldest" }),
    );
    const flows = transactions.flatMap(({ flows: of, action }) => of.map((flow) => ({ ...flow, action })));
    const valued = flows.filter(({ worth }) => worth?.ada != null);
    expect(valued.length).toBeGreaterThan(20);
    for (const { unit, netChange, worth, worthNow, action } of flows) {
      if (unit === "lovelace" && worth !== null) expect(worthNow).toBe(worth?.ada);
      if (action === "internal_transfer") expect([worth, worthNow]).toEqual([null, null]);
      else if (unit === "lovelace") expect(worth?.ada).toBe(formatAmount(BigInt(netChange), 6));
      else if (worth?.ada == null) expect(worth?.reason).toMatch(/^(later|none exists)$/);
      else expect(worth.ada.startsWith("-")).toBe(netChange.startsWith("-"));
    }
    expect(valued.filter(({ unit }) => unit !== "lovelace").length).toBeGreaterThan(5);
    const nowKnown = flows.filter(({ unit, worthNow }) => unit !== "lovelace" && worthNow != null);
    expect(nowKnown.length).toBeGreaterThan(5);
    for (const { netChange, worthNow } of nowKnown)
      expect(worthNow?.startsWith("-")).toBe(netChange.startsWith("-") && worthNow !== "0");
    const fills = flows.filter(({ worth }) => worth?.rank === "fill");
    expect(fills.map(({ action }) => action)).toEqual(expect.arrayContaining(["order_fill"]));
    const one = transactions.find(({ flows: of }) => of.some(({ worth }) => worth?.rank === "fill"));
    const detail = await getTransaction(userId, one?.id ?? "", "ADA");
    const token = detail.events.find(({ unit, role }) => unit !== "lovelace" && role === "principal");
    expect(token?.worth).toMatchObject({ rank: "fill", reason: null });
  });

  test("value holdings of the past", async () => {
    const wanted = await db().wantedPrice.findMany({
      where: { walletId, state: "found" },
      orderBy: { at: "desc" },
      take: 1,
    });
    const at = new Date((wanted[0]?.at.getTime() ?? 0) + 1);
    const then = await getHoldings(userId, { asOf: at.toISOString(), currency: "ADA" });
    const [price] = await readPastPrices([{ unit: (wanted[0]?.unit ?? "") as Unit, at }]);
    const holding = then.holdings.find(({ unit }) => unit === wanted[0]?.unit);
    expect(holding?.provenance?.txHash).toBe(price?.from?.txHash);
    expect(holding?.value).not.toBeNull();
  });

  test("cost the next person with the same tokens no call", async () => {
    const next = await syncNewWallet(address, 60_000);
    const { calls, needed, found } = await valued(next.walletId, patienceMs);
    expect({ calls, needed, found }).toEqual({
      calls: 0,
      needed: (await valuationOf(walletId)).needed,
      found: (await valuationOf(walletId)).found,
    });
  });

  test("stay as they are when a message comes twice, late, or beside itself", async () => {
    const rows = () => Promise.all([db().pricePoint.count(), db().wantedPrice.count({ where: { walletId } })]);
    const before = await rows();
    await beginValuation(walletId);
    const { seq } = await valuationOf(walletId);
    await Promise.all([valueWallet({ walletId, seq, v: 1 }), valueWallet({ walletId, seq, v: 1 })]);
    expect(await valueWallet({ walletId, seq: 0, v: 1 })).toBe("stale");
    await valued(walletId, patienceMs);
    expect(await rows()).toEqual(before);
    expect((await valuationOf(walletId)).found).toBeGreaterThan(0);
  });
});

describe("A valuation", () => {
  async function anew(): Promise<{ userId: string; walletId: string }> {
    await db().$transaction([
      db().pricePoint.deleteMany(),
      db().pricePool.deleteMany(),
      db().poolBirth.deleteMany(),
      db().valuation.deleteMany(),
      db().wantedPrice.deleteMany(),
    ]);
    const { userId, walletId } = await syncNewWallet(address, 60_000);
    await valued(walletId, patienceMs);
    return { userId, walletId };
  }

  /** As if nothing had been asked for, with so many calls made before. */
  async function reset(walletId: string, made: number, that: number): Promise<number> {
    await db().$transaction([db().pricePoint.deleteMany(), db().poolBirth.deleteMany()]);
    await db().wantedPrice.updateMany({ where: { walletId }, data: { state: "open" } });
    const { seq } = await db().valuation.update({
      where: { walletId },
      data: {
        ...{ dueAt: new Date(), seq: { increment: 1 }, round: 0, calls: made, callsThatDay: that },
        ...{ callsOn: new Date(), keptHeight: -1, readHeight: -1, readIndex: 0, found: 0 },
      },
    });
    return seq;
  }

  test("makes no call beyond its cap, and goes on the next day", async () => {
    const { walletId } = await anew();
    await valueWallet({ walletId, seq: await reset(walletId, 995, 995), v: 1 });
    const first = await valuationOf(walletId);
    expect(first.calls).toBeLessThanOrEqual(1_000);
    expect(first).toMatchObject({ stoppedBy: "closed" });
    expect(first.found).toBeLessThan(first.needed);
    expect(first.dueAt?.getTime()).toBeGreaterThan(Date.now());
    await valueWallet({ walletId, seq: await reset(walletId, 1_000, 200), v: 1 });
    expect((await valuationOf(walletId)).calls).toBe(1_000);
    await valueWallet({ walletId, seq: await reset(walletId, 1_000, 0), v: 1 });
    await valued(walletId, patienceMs);
    const last = await valuationOf(walletId);
    expect(last.calls).toBeGreaterThan(1_000);
    expect(last.found).toBe(last.needed);
  }, 90_000);

  test("that is killed loses nothing: its message comes again", async () => {
    const { walletId } = await anew();
    const seq = await reset(walletId, 0, 0);
    // It took its calls and died.
    await claimValuation(walletId, seq);
    await valueWallet({ walletId, seq, v: 1 });
    expect(await valueWallet({ walletId, seq, v: 1 })).toBe("stale");
    await valued(walletId, patienceMs);
    const { found, needed, calls } = await valuationOf(walletId);
    expect(found).toBe(needed);
    // Those that were taken by the message that died count as made.
    expect(calls).toBeGreaterThanOrEqual(150);
  }, 90_000);

  test("that began before the first walk over all pools looks again, some times, and no more once it is over", async () => {
    await anew();
    await db().pool.deleteMany();
    await db().marketToken.deleteMany();
    await withRedis(1, (redis) => redis.flushdb());
    await noteWalk();
    const { walletId } = await syncNewWallet(address, 60_000);
    await vi.waitFor(async () => expect((await valuationOf(walletId)).stoppedBy).toBe("first walk"), patienceMs);
    const before = await valuationOf(walletId);
    expect(before.dueAt?.getTime()).toBeGreaterThan(Date.now() + 15_000);
    await walkAllPools();
    await valueWallet({ walletId, seq: before.seq, v: 1 });
    await valued(walletId, patienceMs);
    const { needed, found } = await valuationOf(walletId);
    expect(needed).toBeGreaterThan(before.needed + 3);
    expect(found).toBeGreaterThan(before.found + 3);
    await db().pool.updateMany({ data: { seenAt: new Date(Date.now() - 86_400_000) } });
    await db().wantedPrice.updateMany({ where: { walletId }, data: { state: "none" } });
    const { seq } = await valuationOf(walletId);
    await db().valuation.update({ where: { walletId }, data: { dueAt: new Date() } });
    await valueWallet({ walletId, seq, v: 1 });
    expect((await valuationOf(walletId)).dueAt).toBeNull();
  }, 180_000);

  test("says that the chain's backend is too old, and asks it a day later", async () => {
    const { walletId } = await anew();
    chain.market.ignoresRange = true;
    try {
      await valueWallet({ walletId, seq: await reset(walletId, 0, 0), v: 1 });
    } finally {
      chain.market.ignoresRange = false;
    }
    const { stoppedBy, dueAt } = await valuationOf(walletId);
    expect(stoppedBy).toBe("no range");
    expect(dueAt?.getTime()).toBeGreaterThan(Date.now());
  }, 90_000);
});
