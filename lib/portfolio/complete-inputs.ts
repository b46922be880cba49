import "server-only";
import { personAsking } from "@/lib/budget/budget";
import { CallWindow } from "@/lib/budget/call-window";
import { txUtxos } from "@/lib/blockfrost/chain";
import { mergeResolvedInputs } from "@/lib/blockfrost/normalise-utxos";
import { loadUtxos, saveUtxos } from "@/lib/blockfrost/raw-store";
import { log } from "@/lib/log";
import type { RawTx } from "@/lib/ledger/raw-tx";

/** Somebody waits for the page: rather one without some of the inputs than one that does not come. */
const patienceMs = 2_500;

/**
 * The transaction with all its inputs, from what was asked before or else by one call to the chain; as it is where the
 * chain cannot be asked or does not answer just now.
 */
export async function completeInputs(userId: string, tx: RawTx): Promise<RawTx> {
  const stored = (await loadUtxos([tx.hash])).get(tx.hash);
  if (stored !== undefined) return mergeResolvedInputs(tx, stored);
  const asker = await personAsking(userId);
  const startedAt = Date.now();
  const window = new CallWindow({
    concurrency: 1,
    closesAt: startedAt + patienceMs / 2,
    endsAt: startedAt + patienceMs,
    callLatencyMs: 200,
    now: Date.now,
    asker,
  });
  try {
    const utxos = await window.call(() => txUtxos(tx.hash));
    if (utxos === null) return tx;
    const complete = mergeResolvedInputs(tx, utxos);
    await saveUtxos([utxos]);
    return complete;
  } catch (error) {
    log.warn("transaction.inputs_unknown", { txHash: tx.hash, error });
    return tx;
  } finally {
    await window.close().catch((error: unknown) => log.warn("transaction.window_not_closed", { error }));
  }
}
