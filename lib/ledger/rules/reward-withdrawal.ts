import type { Rule } from "@/lib/ledger/classification";
import { transferFact } from "@/lib/ledger/wording";

/** Own rewards came into the wallet and nothing else changed hands; one that only funds a payment is that payment. */
export const rewardWithdrawal: Rule = {
  id: "reward_withdrawal",
  version: 1,
  matches: ({ delta, transfer }) => {
    if (delta.withdrawalLovelace === 0n || transfer.size > 0) return null;
    return {
      action: "reward_withdrawal",
      direction: "in",
      counterparty: null,
      summary: null,
      facts: ["the own reward account is among the withdrawals", transferFact(transfer)],
    };
  },
};
