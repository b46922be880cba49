import { expect, test } from "vitest";
import { startChain } from "@/dev/chain/server";
import { env } from "@/lib/env";
import { emptyTables } from "@/tests/support/database";
import { withLocalApp } from "@/tests/support/local-app";
import { syncNewWallet } from "@/tests/support/synced-wallet";
import { walletRows } from "@/tests/support/wallet-rows";

const startedAt = Date.now();
const simulated = await startChain({ anchor: startedAt, now: () => startedAt + (Date.now() - startedAt) * 200 });
const served = { ...simulated, network: "mainnet", close: () => simulated.close() } as const;
withLocalApp(served, { environment: { BLOCKFROST_BURST: "5000" } });

/** The rows that a sync by the given plan leaves, from an empty database. */
async function rowsBy(plan: "cbor" | "full", entered: string) {
  await emptyTables();
  Object.assign(env(), { CALL_PLAN: plan });
  const { walletId, proof, quarantined } = await syncNewWallet(entered);
  expect({ proof, quarantined }).toEqual({ proof: "proven", quarantined: 0 });
  return walletRows(walletId);
}

test.each(["both-plans", "either-way"])(
  "CALL_PLAN=full stores the very rows that the cheap plan stores: %s",
  async (seed) => {
    const { stakeAddress } = simulated.chain.addWallet({ seed, transactions: 90 });
    const cheap = await rowsBy("cbor", stakeAddress ?? "");
    expect(cheap.transaction?.length).toBeGreaterThanOrEqual(90);
    expect(Object.keys(cheap)).toEqual(expect.arrayContaining(["order_opening", "order_closing", "delegation_event"]));
    expect(await rowsBy("full", stakeAddress ?? "")).toEqual(cheap);
  },
);
