import { differenceOf, sizesOf } from "@/lib/ledger/amounts";
import type { Rule } from "@/lib/ledger/classification";
import { matchFact, messageFact } from "@/lib/ledger/contract-facts";
import { totalsOf } from "@/lib/ledger/flows";
import { directionOf } from "@/lib/ledger/direction";
import { amountWords, transferFact } from "@/lib/ledger/wording";
import { protocolName } from "@/lib/protocols/registry";

/** The wallet carried out orders of others: as their batcher, or as the taker who trades against them. */
export const orderExecution: Rule = {
  id: "order_execution",
  version: 1,
  matches: ({ acted, delta, otherSettlements, transfer, tx }) => {
    const [first] = otherSettlements;
    if (!acted || first?.order.match == null) return null;
    // Value that stood under the own stake part meanwhile is not what the wallet trades with.
    const traded = differenceOf(transfer, totalsOf(delta.flows.filter(({ place }) => place === "contract")));
    const gave = sizesOf(traded, "negative");
    const got = sizesOf(traded, "positive");
    const isTrade = gave.size > 0 && got.size > 0;
    const name = protocolName(first.order.match.id);
    const count = `${otherSettlements.length} order${otherSettlements.length === 1 ? "" : "s"}`;
    const facts = [
      `${count} of others were consumed`,
      matchFact(first.order),
      "the wallet signed",
      messageFact(tx),
      transferFact(transfer),
    ];
    return {
      action: isTrade ? "direct_swap" : "order_execution",
      direction: directionOf(transfer),
      protocol: first.order.match.id,
      counterparty: first.order.output.address,
      summary: isTrade
        ? `Swapped ${amountWords(gave)} for ${amountWords(got)} against ${count} on ${name}`
        : `Carried out ${count} of others on ${name}`,
      facts: facts.filter((fact) => fact !== null),
      holdsForOthers: true,
    };
  },
};
