import type { CatchAllRule } from "@/lib/ledger/classification";
import { amountsOfSign, amountWords, transferFact } from "@/lib/ledger/wording";

/** Whatever no rule before explains; the flows stand for themselves. */
export const unclassified: CatchAllRule = {
  id: "unclassified",
  version: 1,
  matches: ({ delta, transfer }) => {
    const came = amountsOfSign(transfer, "positive");
    const went = amountsOfSign(transfer, "negative");
    const changed = came.size > 0 && went.size > 0;
    return {
      action: "unclassified",
      direction: changed || transfer.size === 0 ? "none" : came.size > 0 ? "in" : "out",
      counterparty: null,
      summary: changed ? `Gave ${amountWords(went)} for ${amountWords(came)}` : "Not yet understood",
      facts: [delta.signedByWallet ? "the wallet signed" : "the wallet did not sign", transferFact(transfer)],
    };
  },
};
