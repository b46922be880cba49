import type { Rule } from "@/lib/ledger/classification";
import { adaWords } from "@/lib/ledger/wording";

/** A script failed and took the wallet's own collateral. Somebody else's failure that pays us back is a receive. */
export const failedScript: Rule = {
  id: "failed_script",
  version: 1,
  matches: ({ tx, delta }) => {
    if (tx.valid || delta.movement.ownInputs.length === 0) return null;
    const lost = delta.feeLovelace;
    return {
      action: "failed_script",
      direction: "out",
      counterparty: null,
      summary:
        lost === null
          ? "A script failed; collateral was taken"
          : `A script failed; ${adaWords(lost)} of collateral was taken`,
      facts: [
        "the chain marks the transaction as failed",
        `${delta.movement.ownInputs.length} own collateral input(s) were spent`,
      ],
    };
  },
};
