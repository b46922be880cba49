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

/**
 * What is the same by both: all that is summed. The bytes do not say which block they stand in; the plain endpoints say who
 * paid, and nothing of vote delegations, so their words differ.
 */
function withoutWords(columns: Readonly<Record<string, unknown>>) {
  const { action: _a, direction: _d, summary: _s, counterparty: _c, trace: _t, block_hash: _b, ...rest } = columns;
  // What a correction would take for the same kind of transaction goes by those words.
  const { classified_action: _o, action_key: _k, spam_key: _p, ...amounts } = rest;
  return amounts;
}

/** The rows that a sync by the given plan leaves, from an empty database. */
async function rowsBy(plan: "cbor" | "full", entered: string) {
  await emptyTables();
  Object.assign(env(), { CALL_PLAN: plan });
  const { walletId, proof, quarantined } = await syncNewWallet(entered);
  expect({ proof, quarantined }).toEqual({ proof: "proven", quarantined: 0 });
  const {
    snapshot: _times,
    transaction = [],
    delegation_event: delegations = [],
    ...rows
  } = await walletRows(walletId);
  const staked = delegations.filter(({ kind }) => kind !== "vote_delegation");
  return { ...rows, delegation_event: staked, transaction: transaction.map(withoutWords) };
}

test("CALL_PLAN=full: the plain endpoints leave the amounts that the bytes leave", async () => {
  const { stakeAddress } = simulated.chain.addWallet({ seed: "both-plans", transactions: 60 });
  const cheap = await rowsBy("cbor", stakeAddress ?? "");
  expect(cheap.transaction.length).toBeGreaterThanOrEqual(60);
  expect(await rowsBy("full", stakeAddress ?? "")).toEqual(cheap);
});
