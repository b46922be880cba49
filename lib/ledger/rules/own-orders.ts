import type { Rule } from "@/lib/ledger/classification";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import { matchFact, messageFact, termsFact } from "@/lib/ledger/contract-facts";
import { directionOf } from "@/lib/ledger/direction";
import { feeFact } from "@/lib/ledger/order-entries";
import { outRefKey, unknownTxHash, type OutRef } from "@/lib/ledger/raw-tx";
import { transferFact } from "@/lib/ledger/wording";

function consumedFact(ref: OutRef): string {
  return ref.txHash === unknownTxHash ? "it consumes an order" : `it consumes the order ${outRefKey(ref)}`;
}

function factsOf({ ownSettlements, ownOrders, view, delta, tx, transfer }: ClassificationContext): string[] {
  const settled = ownSettlements.flatMap((settlement) => [
    consumedFact(settlement.order.ref),
    matchFact(settlement.order),
    termsFact(settlement.order),
    settlement.reason,
    feeFact(settlement),
  ]);
  const placed = view.created
    .filter(({ ref }) => ownOrders.some((opening) => opening.ref.index === ref.index))
    .flatMap((order) => [`output ${order.output.index} is an order`, matchFact(order), termsFact(order)]);
  const signed = delta.signedByWallet ? "the wallet signed" : "the wallet did not sign: somebody else executed it";
  const facts = [...settled, ...placed, messageFact(tx), signed, transferFact(transfer)];
  return facts.filter((fact) => fact !== null);
}

/** Orders of the wallet were placed, carried out or taken back. */
export const ownOrders: Rule = {
  id: "own_orders",
  version: 1,
  matches: (context) => {
    const [first] = context.orderEntries;
    if (first === undefined) return null;
    const settled = context.ownSettlements[0]?.order.output.address;
    const placed = context.view.created.find(({ ref }) => ref.index === context.ownOrders[0]?.ref.index);
    return {
      action: first.action,
      ...(first.subtype === null ? {} : { subtype: first.subtype }),
      ...(first.protocol === null ? {} : { protocol: first.protocol }),
      direction: directionOf(context.transfer),
      counterparty: settled ?? placed?.output.address ?? null,
      summary: null,
      facts: factsOf(context),
    };
  },
};
