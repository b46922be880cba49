import type { RecordedTx } from "@/lib/explain/recorded-tx";
import type { InputResolver, SpentInput } from "@/lib/ledger/movement";
import { outRefKey, type RawOutput, type RawTx } from "@/lib/ledger/raw-tx";

/** A recorded transaction and what it spends, as far as the recordings tell. */
export interface PlacedTx extends RecordedTx {
  readonly spent: readonly SpentInput[];
}

function byPlace(a: RecordedTx, b: RecordedTx): number {
  return a.height - b.height || a.txIndex - b.txIndex || a.slot - b.slot;
}

function spentBy(tx: RawTx, resolve: InputResolver): SpentInput[] {
  return tx.inputs.map(({ ref, resolved }) => {
    const output = resolved ?? resolve(ref);
    return { ref, output: typeof output === "object" ? output : null };
  });
}

/** Outputs of all recorded transactions by reference, for inputs that the recording itself does not resolve. */
export function resolverOf(recorded: readonly RecordedTx[]): InputResolver {
  const outputs = new Map<string, RawOutput>();
  for (const { tx } of recorded) {
    for (const output of tx.outputs) outputs.set(outRefKey({ txHash: tx.hash, index: output.index }), output);
  }
  return (ref) => outputs.get(outRefKey(ref));
}

/** Recorded transactions in chain order, with what they spend. */
export function inChainOrder(recorded: readonly RecordedTx[]): PlacedTx[] {
  const resolve = resolverOf(recorded);
  return [...recorded].sort(byPlace).map((entry) => ({ ...entry, spent: spentBy(entry.tx, resolve) }));
}
