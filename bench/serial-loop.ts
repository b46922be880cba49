import { BlockFrostAPI } from "@blockfrost/blockfrost-js";
import { startChain } from "@/dev/chain/server";

/** Seconds that a plain loop takes with the official client as it comes: list the hashes, then each transaction's inputs and outputs. */
export async function measureSerialLoop(transactions: number, latencyMs: number): Promise<number> {
  const chain = await startChain({ latencyMs });
  const { stakeAddress } = chain.chain.addWallet({ seed: "bench-0", transactions });
  const api = new BlockFrostAPI({ projectId: chain.projectId, customBackend: chain.url });
  try {
    const startedAt = performance.now();
    const rows = [];
    for (let page = 1; rows.length === (page - 1) * 100; page += 1) {
      rows.push(...(await api.accountsTransactions(stakeAddress ?? "", { page })));
    }
    for (const hash of new Set(rows.map((row) => row.tx_hash))) await api.txsUtxos(hash);
    await api.accountsUtxosAll(stakeAddress ?? "");
    return (performance.now() - startedAt) / 1000;
  } finally {
    await chain.close();
  }
}
