import "server-only";
import type { TxHash } from "@/lib/cardano/brand";
import { personAsking } from "@/lib/budget/budget";
import { CallWindow } from "@/lib/budget/call-window";
import { txUtxos } from "@/lib/blockfrost/chain";
import { mergeResolvedInputs } from "@/lib/blockfrost/normalise-utxos";
import { loadRawTransactions, loadUtxos, saveUtxos } from "@/lib/blockfrost/raw-store";
import { log } from "@/lib/log";
import type { RawInput, RawTx } from "@/lib/ledger/raw-tx";

/** Somebody waits for the page: rather one without some of the inputs than one that does not come. */
const patienceMs = 2_500;
const callsAtOnce = 4;

/**
 * The transaction with all its inputs, from the transactions that made them, from what was asked before, or else by one call to
 * the chain; with as many as are known where that cannot be asked or does not answer just now.
 */
export async function completeInputs(userId: string, tx: RawTx): Promise<RawTx> {
  const [complete = tx] = await completeAll(userId, [tx], 1);
  return complete;
}

/** The same for many, in the order given; for so many of them the chain may be asked, a call each. */
export async function completeAll(userId: string, txs: readonly RawTx[], mostCalls: number): Promise<RawTx[]> {
  const unknown = txs.flatMap((tx) =>
    tx.inputs.flatMap(({ ref, resolved }) => (resolved === null ? [ref.txHash] : [])),
  );
  const makers = await loadRawTransactions([...new Set(unknown)]);
  const madeBy = ({ ref, resolved }: RawInput): RawInput => {
    const made = makers.get(ref.txHash)?.outputs.find(({ index }) => index === ref.index);
    return { ref, resolved: resolved ?? made ?? null };
  };
  const known = txs.map((tx) => ({ ...tx, inputs: tx.inputs.map(madeBy) }));
  const open = known.filter((tx) => !hasAllInputs(tx));
  const stored = await loadUtxos(open.map(({ hash }) => hash));
  const asked = await askInputs(userId, open.filter(({ hash }) => !stored.has(hash)).slice(0, mostCalls));
  return known.map((tx) => {
    const utxos = hasAllInputs(tx) ? undefined : stored.get(tx.hash);
    return utxos === undefined ? (asked.get(tx.hash) ?? tx) : mergeResolvedInputs(tx, utxos);
  });
}

export const hasAllInputs = ({ inputs }: RawTx): boolean => inputs.every(({ resolved }) => resolved !== null);

/** Those that the chain answered for, whole. */
async function askInputs(userId: string, txs: readonly RawTx[]): Promise<Map<TxHash, RawTx>> {
  if (txs.length === 0) return new Map();
  const asker = await personAsking(userId);
  const startedAt = Date.now();
  const window = new CallWindow({
    concurrency: Math.min(txs.length, callsAtOnce),
    closesAt: startedAt + patienceMs / 2,
    endsAt: startedAt + patienceMs,
    callLatencyMs: 200,
    now: Date.now,
    asker,
  });
  try {
    const answers = await Promise.all(txs.map((tx) => askOne(window, tx)));
    return new Map(answers.flatMap((tx) => (tx === null ? [] : [[tx.hash, tx]])));
  } finally {
    await window.close().catch((error: unknown) => log.warn("transaction.window_not_closed", { error }));
  }
}

async function askOne(window: CallWindow, tx: RawTx): Promise<RawTx | null> {
  try {
    const utxos = await window.call(() => txUtxos(tx.hash));
    if (utxos === null) return null;
    const complete = mergeResolvedInputs(tx, utxos);
    await saveUtxos([utxos]);
    return complete;
  } catch (error) {
    log.warn("transaction.inputs_unknown", { txHash: tx.hash, error });
    return null;
  }
}
