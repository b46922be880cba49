import { expect, test, vi } from "vitest";
import { db } from "@/lib/db";
import { noteWalk } from "@/lib/market/keep-market-going";
import { beginValuation } from "@/lib/prices/valuation-store";
import { valueWallet } from "@/lib/prices/value-wallet";
import { syncNewWallet } from "@/tests/support/synced-wallet";
import { withUnlimitedChain } from "@/tests/support/unlimited-chain";
import { valuationOf, valued } from "@/tests/support/valued-wallet";
import { walkAllPools } from "@/tests/support/walk-all-pools";

const simulated = await withUnlimitedChain({ isUnwalked: true });

/** What nobody is known to trade. */
const untradedOf = (walletId: string) => db().wantedPrice.count({ where: { walletId, value: null } });
const waiting = { timeout: 60_000, interval: 100 };

test("on a new server that nobody looks at the market of, prices of what was traded are found by its own pools in a few messages; once a walk is under way the others wait for it", async () => {
  const { walletId } = await syncNewWallet(simulated.demoAddress, 60_000);
  await valued(walletId, 60_000);
  const { round, needed, found, calls } = await valuationOf(walletId);
  expect(await db().pool.count()).toBe(0);
  expect(needed).toBeGreaterThan(10);
  expect(found).toBe(needed);
  expect(round).toBeLessThan(5);
  expect(calls).toBeGreaterThan(0);
  expect(await db().wantedPrice.count({ where: { walletId, askedFor: "change", state: "found" } })).toBeGreaterThan(0);
  const before = await untradedOf(walletId);
  expect(before).toBeGreaterThan(0);

  await noteWalk();
  await beginValuation(walletId);
  await vi.waitFor(async () => expect((await valuationOf(walletId)).stoppedBy).toBe("first walk"), waiting);
  await walkAllPools();
  const { seq } = await valuationOf(walletId);
  await valueWallet({ walletId, seq, v: 1 });
  await valued(walletId, 60_000);
  expect(await untradedOf(walletId)).toBeLessThan(before);
}, 150_000);
