import type { Rule } from "@/lib/ledger/classification";
import { adaWords, transferFact } from "@/lib/ledger/wording";

/** The wallet spent its own and got all of it back but the fee. */
export const selfTransfer: Rule = {
  id: "self_transfer",
  version: 1,
  matches: ({ acted, delta, transfer }) => {
    if (!acted || transfer.size > 0 || delta.movement.ownInputs.length === 0) return null;
    const fee = delta.feeLovelace === null ? "" : ` for a fee of ${adaWords(delta.feeLovelace)}`;
    return {
      action: "self_transfer",
      direction: "self",
      counterparty: null,
      summary: `Moved funds within the wallet${fee}`,
      facts: [`${delta.movement.ownInputs.length} own input(s) were spent`, transferFact(transfer)],
    };
  },
};
