import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { GET as candlesRoute } from "@/app/api/market/[unit]/candles/route";
import { GET as tokenRoute } from "@/app/api/market/[unit]/route";
import { PUT as watchRoute } from "@/app/api/market/[unit]/watch/route";
import { GET as listRoute } from "@/app/api/market/route";
import { GET as priceRoute } from "@/app/api/prices/[unit]/route";
import { setLimits } from "@/bench/chain-control";
import { tokenOf } from "@/dev/chain/market/market-token";
import { startChain } from "@/dev/chain/server";
import { startSession } from "@/lib/auth/session";
import type { Unit } from "@/lib/cardano/brand";
import type { MarketAnswer, MarketTokenAnswer } from "@/lib/contract/market";
import { db } from "@/lib/db";
import { giveUpLook, lookAtMarket } from "@/lib/market/look-at-market";
import { walkPools } from "@/lib/market/walk-pools";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { beginValuation } from "@/lib/prices/valuation-store";
import { valueWallet } from "@/lib/prices/value-wallet";
import { startSync } from "@/lib/sync/start-sync";
import { callRoute } from "@/tests/support/call-route";
import { withLocalApp } from "@/tests/support/local-app";
import { takeRedisAway } from "@/tests/support/redis";
import { valuationOf, valued } from "@/tests/support/valued-wallet";
import { syncNewWallet, type SyncedWallet } from "@/tests/support/synced-wallet";
import { walkAllPools } from "@/tests/support/walk-all-pools";

const anchor = Date.now();
const simulated = await startChain({ anchor, now: () => anchor });
withLocalApp(
  { ...simulated, network: "mainnet", close: () => simulated.close() },
  {
    environment: {
      MARKET: "on",
      RATE_SOURCES: "none",
      BLOCKFROST_RPS: "1000",
      BLOCKFROST_BURST: "100000",
      BLOCKFROST_DAILY_QUOTA: "1000000",
      BLOCKFROST_PROJECT_ID: simulated.projectId,
    },
  },
);

const today = Math.floor(anchor / 86_400_000);
const patienceMs = 110_000;
let wallet: SyncedWallet;
let session: string;
let bringBack = () => {};
beforeAll(async () => {
  await setLimits(simulated.url, { burst: 1_000_000 }, {});
  await walkAllPools();
  wallet = await syncNewWallet(simulated.demoAddress, 60_000);
  await valued(wallet.walletId, patienceMs);
  session = await startSession(wallet.userId, { device: "A test", now: new Date(), replaces: null });
}, 120_000);
afterEach(() => bringBack());

const min = tokenOf("MIN").unit;

describe("While Redis is away", () => {
  test("the market is told from Postgres, as of then, and no call fails for it", async () => {
    const before = await getHoldings(wallet.userId, { currency: "ADA" });
    bringBack = takeRedisAway();
    const get = async <T>(answer: Promise<Response>): Promise<T> => {
      const response = await answer;
      expect(response.status).toBe(200);
      return (await response.json()) as T;
    };
    for (const query of ["", "?sort=volume", "?sort=gainers", "?q=min", "?watched=true", "?cursor=50"])
      await get<MarketAnswer>(callRoute(listRoute, `/api/market${query}`, { session }));
    const token = await get<MarketTokenAnswer>(
      callRoute(tokenRoute, `/api/market/${min}`, { params: { unit: min }, session }),
    );
    expect(Number(token.price)).toBeGreaterThan(0);
    expect(Date.parse(token.priceAt ?? "")).toBeLessThanOrEqual(Date.now());
    await get(callRoute(candlesRoute, `/api/market/${min}/candles`, { params: { unit: min }, session }));
    await get(callRoute(priceRoute, `/api/prices/${min}`, { params: { unit: min }, session }));
    const watched = { method: "PUT", params: { unit: min }, session };
    expect((await callRoute(watchRoute, `/api/market/${min}/watch`, watched)).status).toBe(204);
    const after = await getHoldings(wallet.userId, { currency: "ADA" });
    expect(after.total).toEqual(before.total);
  });

  test("a token that nobody knows is not there or told later, whichever command is the first without answer", async () => {
    for (let after = 0; after < 12; after += 1) {
      const unit = `${"cd".repeat(28)}${after.toString(16).padStart(4, "0")}`;
      bringBack = takeRedisAway(after);
      const answer = await callRoute(tokenRoute, `/api/market/${unit}`, { params: { unit }, session });
      bringBack();
      expect([after, [200, 404].includes(answer.status)]).toEqual([after, true]);
    }
  });

  test("a walk over all pools skips none of them", async () => {
    bringBack = takeRedisAway();
    const walk = walkPools({ day: today + 1, script: 0, page: 1, failures: 0, round: 0, v: 1 });
    await expect(walk).rejects.toMatchObject({ code: "cache_unavailable", retryable: true });
  });

  test("a look fails as one that is made again, and given up it leaves the next one", async () => {
    bringBack = takeRedisAway();
    await expect(lookAtMarket()).rejects.toMatchObject({ code: "cache_unavailable", retryable: true });
    expect(await giveUpLook()).toBe("done");
  });

  test("a valuation takes none of the wallet's calls, and finds all when Redis is back", async () => {
    const { walletId } = wallet;
    const { found } = await valuationOf(walletId);
    await db().$transaction([
      db().pricePoint.deleteMany(),
      db().poolBirth.deleteMany(),
      db().wantedPrice.updateMany({ where: { walletId }, data: { state: "open" } }),
      db().valuation.update({ where: { walletId }, data: { calls: 0, callsThatDay: 0, keptHeight: 0 } }),
    ]);
    bringBack = takeRedisAway();
    for (let round = 0; round < 3; round += 1) {
      const { seq } = await db().valuation.update({
        where: { walletId },
        data: { seq: { increment: 1 }, dueAt: new Date() },
      });
      expect(await valueWallet({ walletId, seq, v: 1 })).toBe("done");
    }
    expect(await valuationOf(walletId)).toMatchObject({ calls: 0, stoppedBy: "failed" });
    bringBack();
    await beginValuation(walletId);
    expect((await valued(walletId, patienceMs)).found).toBe(found);
  }, 120_000);

  test("a sync that finds pools waits, fails for nobody, and ends when Redis is back, with nothing lost", async () => {
    const { userId, walletId } = wallet;
    const append = { method: "POST", body: JSON.stringify({ seed: "demo", kind: "place-order" }) };
    const { txHash } = (await (await fetch(new URL("/_sim/append", simulated.url), append)).json()) as {
      txHash: string | null;
    };
    expect(txHash).not.toBeNull();
    bringBack = takeRedisAway();
    await startSync(userId, walletId);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const newest = () => db().syncJob.findFirstOrThrow({ where: { walletId }, orderBy: { scheduledAt: "desc" } });
    expect(await newest()).toMatchObject({ finishedAt: null });
    bringBack();
    await vi.waitFor(async () => expect((await newest()).finishedAt).not.toBeNull(), {
      timeout: patienceMs,
      interval: 100,
    });
    expect(await newest()).toMatchObject({ status: "completed" });
    expect(await db().transaction.count({ where: { walletId, txHash: txHash ?? "" } })).toBe(1);
    expect((await valued(walletId, patienceMs)).readHeight).toBeGreaterThan(0);
    const held = await getHoldings(userId, { wallet: walletId, currency: "ADA" });
    expect(held.holdings.find(({ unit }) => unit === (min as Unit))?.priceClass).not.toBe("none");
  }, 120_000);
});
