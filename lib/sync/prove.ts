import type { Proof } from "@/lib/contract/proof";

export interface Balances {
  readonly [unit: string]: bigint;
}

export interface Comparison {
  readonly proven: boolean;
  readonly assets: Proof["assets"];
  readonly withdrawals: Proof["withdrawals"];
  readonly firstDivergence: Proof["firstDivergence"];
}

interface Given {
  readonly computed: Balances;
  readonly onChain: Balances;
  /** Withdrawn rewards by our ledger and by the account's own figure; null without a stake key. */
  readonly withdrawals: { readonly computed: bigint; readonly onChain: bigint } | null;
  /** Transactions set aside as unreadable: the first place to look when the sums differ. */
  readonly quarantined: number;
}

/** Compares our fold of flows with the chain's own figures, unit by unit; ADA first, then by unit. */
export function prove({ computed, onChain, withdrawals, quarantined }: Given): Comparison {
  const units = [...new Set(["lovelace", ...Object.keys(computed), ...Object.keys(onChain)])].sort(lovelaceFirst);
  const assets = units
    .map((unit) => ({ unit, ...compared(computed[unit] ?? 0n, onChain[unit] ?? 0n) }))
    .filter(({ unit, ...row }) => unit === "lovelace" || row.computed !== "0" || row.onChain !== "0");
  const withdrawn = withdrawals === null ? null : compared(withdrawals.computed, withdrawals.onChain);
  const diverged = assets.find((row) => row.difference !== "0");
  const firstDivergence =
    diverged !== undefined
      ? { ...diverged, reason: reasonOf(quarantined) }
      : withdrawn !== null && withdrawn.difference !== "0"
        ? { unit: "lovelace", ...withdrawn, reason: "The rewards that we saw withdrawn are not those of the account." }
        : null;
  return { proven: firstDivergence === null, assets, withdrawals: withdrawn, firstDivergence };
}

function compared(computed: bigint, onChain: bigint) {
  return { computed: computed.toString(), onChain: onChain.toString(), difference: (computed - onChain).toString() };
}

function reasonOf(quarantined: number): string {
  if (quarantined === 0) return "Our sum differs from the chain's unspent outputs.";
  return `${String(quarantined)} transaction${quarantined === 1 ? "" : "s"} could not be read and ${quarantined === 1 ? "is" : "are"} missing from our sum.`;
}

function lovelaceFirst(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "lovelace") return -1;
  if (b === "lovelace") return 1;
  return a < b ? -1 : 1;
}
