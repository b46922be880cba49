import { expect, test, vi } from "vitest";
import { db } from "@/lib/db";
import { valueWallet } from "@/lib/prices/value-wallet";
import { syncNewWallet } from "@/tests/support/synced-wallet";
import { withUnlimitedChain } from "@/tests/support/unlimited-chain";

const simulated = await withUnlimitedChain({ beginsWalk: true });

const valuationOf = (walletId: string) => db().valuation.findUniqueOrThrow({ where: { walletId } });

/** What nobody is known to trade. */
const untradedOf = (walletId: string) => db().wantedPrice.count({ where: { walletId, value: null } });
const waiting = { timeout: 60_000, interval: 100 };

test("on a new server that nobody looks at the market of, prices of what was traded are found by its own pools in a few messages, and the first walk begins for the others", async () => {
  const { walletId } = await syncNewWallet(simulated.demoAddress, 60_000);
  await vi.waitFor(async () => {
    const { stoppedBy, dueAt } = await valuationOf(walletId);
    expect({ stoppedBy, isDue: dueAt !== null }).toEqual({ stoppedBy: "first walk", isDue: true });
  }, waiting);
  const { seq, round, needed, found } = await valuationOf(walletId);
  expect(await db().pool.count()).toBe(0);
  expect(needed).toBeGreaterThan(10);
  expect(found).toBe(needed);
  expect(round).toBeLessThan(5);
  expect(await db().wantedPrice.count({ where: { walletId, askedFor: "change", state: "found" } })).toBeGreaterThan(0);
  const before = await untradedOf(walletId);
  expect(before).toBeGreaterThan(0);

  expect(await valueWallet({ walletId, seq, v: 1 })).toBe("done");
  await vi.waitFor(async () => expect(await db().pool.count()).toBeGreaterThan(20), waiting);
  await vi.waitFor(async () => {
    const next = await valuationOf(walletId);
    await valueWallet({ walletId, seq: next.seq, v: 1 });
    expect(await untradedOf(walletId)).toBeLessThan(before);
  }, waiting);
}, 150_000);
