import { startChain } from "@/dev/chain/server";

/** Seconds that a plain loop takes: list the hashes, then each transaction's inputs and outputs, then what is unspent. */
export async function measureSerialLoop(transactions: number, latencyMs: number): Promise<number> {
  const chain = await startChain({ latencyMs });
  const { stakeAddress } = chain.chain.addWallet({ seed: "bench-0", transactions });
  const ask = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${chain.url}/${path}`, { headers: { project_id: chain.projectId } });
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)}`);
    return answer.json();
  };
  const all = async <T>(path: string): Promise<T[]> => {
    const rows: T[] = [];
    for (let page = 1; rows.length === (page - 1) * 100; page += 1)
      rows.push(...((await ask(`${path}?page=${String(page)}`)) as T[]));
    return rows;
  };
  try {
    const startedAt = performance.now();
    const account = `accounts/${stakeAddress ?? ""}`;
    const rows = await all<{ readonly tx_hash: string }>(`${account}/transactions`);
    for (const hash of new Set(rows.map((row) => row.tx_hash))) await ask(`txs/${hash}/utxos`);
    await all(`${account}/utxos`);
    return (performance.now() - startedAt) / 1000;
  } finally {
    await chain.close();
  }
}
