import type { OutRef, RawTx } from "@/lib/ledger/raw-tx";

function inOrder(a: OutRef, b: OutRef): number {
  return a.txHash < b.txHash ? -1 : a.txHash > b.txHash ? 1 : a.index - b.index;
}

/**
 * What scripts were told when an input was spent, as CBOR in hex; null where nothing. Redeemers name an input by its place
 * among all inputs in the ledger's order.
 */
export function spendRedeemers(tx: RawTx): (ref: OutRef) => string | null {
  const sorted = tx.inputs.map(({ ref }) => ref).sort(inOrder);
  return (ref) => {
    const place = sorted.findIndex((other) => inOrder(other, ref) === 0);
    const found = tx.redeemers.find(({ purpose, index }) => purpose === "spend" && index === place);
    return found?.dataCborHex ?? null;
  };
}
