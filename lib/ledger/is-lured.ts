import { lovelace } from "@/lib/cardano/unit";
import { memoLovelace } from "@/lib/ledger/spam-patterns";
import type { LedgerRows } from "@/lib/ledger/to-rows";

/** A lure's message that came unasked, with a little ADA and nothing else. What came with tokens, their marks tell. */
export function isLured({ transaction: { likeness }, flows }: Pick<LedgerRows, "transaction" | "flows">): boolean {
  if (!likeness.isUnasked || !likeness.isBait || flows.length === 0) return false;
  if (flows.some(({ unit }) => unit !== lovelace)) return false;
  return flows.reduce((sum, { netChange }) => sum + netChange, 0n) <= memoLovelace;
}
