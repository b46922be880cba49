import type { Rule } from "@/lib/ledger/classification";
import { recipientOf } from "@/lib/ledger/counterparty";
import { amountsOfSign, amountWords, shortName, transferFact } from "@/lib/ledger/wording";

/** The wallet signed, something went out and nothing came in. */
export const send: Rule = {
  id: "send",
  version: 1,
  matches: ({ acted, delta, transfer }) => {
    const sent = amountsOfSign(transfer, "negative");
    if (!acted || sent.size === 0 || sent.size < transfer.size) return null;
    const counterparty = recipientOf(delta.movement.foreignOutputs, sent);
    const others = new Set(delta.movement.foreignOutputs.map(({ address }) => address)).size - 1;
    const target = counterparty === null ? "" : ` to ${shortName(counterparty)}`;
    const more = others > 0 ? ` and ${others} other${others === 1 ? "" : "s"}` : "";
    return {
      action: "send",
      direction: "out",
      counterparty,
      summary: `Sent ${amountWords(sent)}${target}${more}`,
      facts: ["the wallet signed", transferFact(transfer)],
    };
  },
};
