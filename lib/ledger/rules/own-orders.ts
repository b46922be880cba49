import type { Action } from "@/lib/ledger/action";
import type { Deed, Rule } from "@/lib/ledger/classification";
import type { ClassificationContext } from "@/lib/ledger/classification-context";
import { matchFact, messageFact, termsFact } from "@/lib/ledger/contract-facts";
import { directionOf } from "@/lib/ledger/direction";
import { feeFact, openingDeed, settlementDeed } from "@/lib/ledger/order-deeds";
import { outRefKey, unknownTxHash, type OutRef } from "@/lib/ledger/raw-tx";
import { transferFact } from "@/lib/ledger/wording";

/** Which deed names the transaction where it did several: what was achieved before what was begun. */
const rank: readonly Action[] = ["order_partial", "order_expire", "order_refund", "order_cancel", "order_place"];

function byRank(a: Deed, b: Deed): number {
  return rank.indexOf(a.action) - rank.indexOf(b.action);
}

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
    const settled = context.ownSettlements.flatMap((settlement) => settlementDeed(settlement, context.scope) ?? []);
    const deeds = [...settled, ...context.ownOrders.map((opening) => openingDeed(opening, context.acted))].sort(byRank);
    const [first] = deeds;
    if (first === undefined) return null;
    const order = context.ownSettlements[0]?.order.output.address;
    const placedAt = context.view.created.find(({ ref }) => ref.index === context.ownOrders[0]?.ref.index);
    const more = deeds.length === 1 ? "" : `, and ${deeds.length - 1} more`;
    return {
      action: first.action,
      ...(first.subtype === null ? {} : { subtype: first.subtype }),
      ...(first.protocol === null ? {} : { protocol: first.protocol }),
      direction: directionOf(context.transfer),
      counterparty: order ?? placedAt?.output.address ?? null,
      summary: first.summary + more,
      facts: factsOf(context),
      deeds,
    };
  },
};
