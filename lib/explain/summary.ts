import { isScriptAddress } from "@/lib/ledger/counterparty";
import { isUnexplained } from "@/lib/ledger/action";
import type { ExplainedLine } from "@/lib/explain/line";
import type { RawTx } from "@/lib/ledger/raw-tx";

/** How much of what was asked could be told. Shares are of 1. */
export interface Summary {
  readonly transactions: number;
  readonly lines: number;
  readonly actions: Readonly<Record<string, { readonly lines: number; readonly share: number }>>;
  readonly protocols: Readonly<Record<string, { readonly lines: number; readonly share: number }>>;
  readonly scriptTransactions: number;
  /** Transactions with a script of which at least one line says no more than that. */
  readonly unclassified: { readonly transactions: number; readonly share: number };
}

function touchesScript(tx: RawTx): boolean {
  const spent = tx.inputs.flatMap(({ resolved }) => resolved?.address ?? []);
  return tx.redeemers.length > 0 || [...spent, ...tx.outputs.map(({ address }) => address)].some(isScriptAddress);
}

function shares(lines: readonly ExplainedLine[], keyOf: (line: ExplainedLine) => string): Summary["actions"] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return Object.fromEntries(sorted.map(([key, count]) => [key, { lines: count, share: shareOf(count, lines.length) }]));
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
}

export function summaryOf(txs: readonly RawTx[], lines: readonly ExplainedLine[]): Summary {
  const scripts = new Set<string>(txs.filter(touchesScript).map(({ hash }) => hash));
  const unexplained = new Set(
    lines.filter(({ action, txHash }) => isUnexplained(action) && scripts.has(txHash)).map(({ txHash }) => txHash),
  );
  return {
    transactions: new Set(txs.map(({ hash }) => hash)).size,
    lines: lines.length,
    actions: shares(lines, ({ action }) => action),
    protocols: shares(lines, ({ protocol }) => protocol ?? "none"),
    scriptTransactions: scripts.size,
    unclassified: { transactions: unexplained.size, share: shareOf(unexplained.size, scripts.size) },
  };
}
