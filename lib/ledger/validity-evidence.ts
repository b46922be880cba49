import type { InputResolver } from "@/lib/ledger/movement";
import type { RawTx } from "@/lib/ledger/raw-tx";

/**
 * What the validity of a transaction whose scripts could have failed is known by, since its hash does not cover it. `list`: the
 * wallet's list names what only its success touches. `chain`: the chain's own answer about this transaction. `proof`: its
 * flag, and that all sums of the wallet equal the chain's.
 */
export const validityEvidence = ["list", "chain", "proof"] as const;
export type ValidityEvidence = (typeof validityEvidence)[number];

/**
 * Of a transaction that succeeded. A failed one would have touched the addresses of its collateral, and of what is given back
 * of it, and no others.
 * @param listed addresses that the wallet's list names for it; null where something that failure excludes has named it
 */
export function evidenceOf(
  { collateralInputs, collateralReturn }: RawTx,
  listed: readonly string[] | null,
  resolve: InputResolver,
): ValidityEvidence | null {
  if (collateralInputs.length === 0) return null;
  if (listed === null) return "list";
  const ifFailed = new Set(collateralReturn === undefined ? [] : [collateralReturn]);
  for (const ref of collateralInputs) {
    const spent = resolve(ref);
    if (spent === "unreadable") return "proof";
    if (spent !== undefined) ifFailed.add(spent.address);
  }
  return listed.some((address) => !ifFailed.has(address)) ? "list" : "proof";
}
