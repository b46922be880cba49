import type { Rule } from "@/lib/ledger/classification";
import type { Movement } from "@/lib/ledger/movement";
import type { RawOutput } from "@/lib/ledger/raw-tx";
import { recipientOf } from "@/lib/ledger/counterparty";
import { amountsOfSign, amountWords, shortName, transferFact } from "@/lib/ledger/wording";

/** Somebody who pays too gets change, which is no payment. */
function payees({ foreignInputs, foreignOutputs }: Movement): readonly RawOutput[] {
  const payers = new Set(foreignInputs.map(({ address }) => address));
  const paid = foreignOutputs.filter(({ address }) => !payers.has(address));
  return paid.length > 0 ? paid : foreignOutputs;
}

/** The wallet signed, something went out and nothing came in. */
export const send: Rule = {
  id: "send",
  version: 2,
  matches: ({ acted, delta, transfer }) => {
    const sent = amountsOfSign(transfer, "negative");
    if (!acted || sent.size === 0 || sent.size < transfer.size) return null;
    const paid = payees(delta.movement);
    const counterparty = recipientOf(paid, sent);
    const others = new Set(paid.map(({ address }) => address)).size - 1;
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
