import type { Rule } from "@/lib/ledger/classification";
import { largestAddress } from "@/lib/ledger/counterparty";
import { amountsOfSign, amountWords, shortName, transferFact } from "@/lib/ledger/wording";

/** Something came in and nothing went out. */
export const receive: Rule = {
  id: "receive",
  version: 1,
  matches: ({ delta, transfer, tx }) => {
    const received = amountsOfSign(transfer, "positive");
    if (received.size === 0 || received.size < transfer.size) return null;
    const counterparty = largestAddress(delta.movement.foreignInputs);
    const source = counterparty === null ? "" : ` from ${shortName(counterparty)}`;
    return {
      action: "receive",
      direction: "in",
      counterparty,
      summary: `Received ${amountWords(received)}${source}`,
      facts: [
        delta.signedByWallet ? "the wallet signed too" : "the wallet did not sign",
        ...(tx.valid ? [] : ["it is the rest of somebody else's collateral after a failed script"]),
        transferFact(transfer),
      ],
    };
  },
};
