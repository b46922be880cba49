import type { Unit } from "@/lib/cardano/brand";
import { label } from "@/lib/ledger/label";
import type { Classification } from "@/lib/ledger/classification";
import type { Flow } from "@/lib/ledger/flows";
import type { InputResolver } from "@/lib/ledger/movement";
import type { WalletScope } from "@/lib/ledger/ownership";
import { outRefKey, type RawOutput, type RawTx } from "@/lib/ledger/raw-tx";
import { scopeAfter, walletDelta, type WalletDelta } from "@/lib/ledger/wallet-delta";

interface FoldedTx {
  readonly tx: RawTx;
  readonly delta: WalletDelta;
  readonly classification: Classification;
}

export interface FoldedWallet {
  readonly history: readonly FoldedTx[];
  readonly scope: WalletScope;
  /** Balances by place and unit, zero ones left out. */
  readonly places: Readonly<Record<string, Readonly<Record<Unit, bigint>>>>;
}

/** Outputs of a history by reference, as a store of own history answers. */
function resolverOf(history: readonly RawTx[]): InputResolver {
  const outputs = new Map<string, RawOutput>();
  for (const tx of history) {
    for (const output of tx.outputs) outputs.set(outRefKey({ txHash: tx.hash, index: output.index }), output);
  }
  return (ref) => outputs.get(outRefKey(ref));
}

function balances(flows: readonly Flow[]): FoldedWallet["places"] {
  const places: Record<string, Record<Unit, bigint>> = {};
  for (const { unit, place, netChange } of flows) {
    const sums = (places[place] ??= {});
    sums[unit] = (sums[unit] ?? 0n) + netChange;
    if (sums[unit] === 0n) Reflect.deleteProperty(sums, unit);
  }
  return Object.fromEntries(Object.entries(places).filter(([, sums]) => Object.keys(sums).length > 0));
}

/** Folds transactions in chain order, as a sync does: scope grows. */
export function foldWallet(txs: readonly RawTx[], start: WalletScope): FoldedWallet {
  const resolve = resolverOf(txs);
  const history: FoldedTx[] = [];
  let scope = start;
  for (const tx of txs) {
    const delta = walletDelta(tx, scope, resolve);
    scope = scopeAfter(scope, delta);
    history.push({ tx, delta, classification: label(tx, scope, delta, () => performance.now()) });
  }
  const flows = history.flatMap(({ delta }) => delta.flows);
  return { history, scope, places: balances(flows) };
}
