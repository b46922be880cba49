import type { Rule } from "@/lib/ledger/classification";
import { isOthersMoney } from "@/lib/ledger/ledger-entries";
import { transferFact } from "@/lib/ledger/wording";

/** The wallet paid or got a deposit of somebody else's stake key, or got its rewards, and nothing else changed hands. */
export const othersDeposit: Rule = {
  id: "others_deposit",
  version: 2,
  matches: ({ ledgerEntries, transfer }) => {
    const [first] = ledgerEntries.filter(isOthersMoney);
    if (transfer.size > 0 || first === undefined) return null;
    return {
      action: first.action,
      direction: first.action === "send" ? "out" : "in",
      counterparty: null,
      summary: null,
      facts: [
        "another stake key's deposit was paid or came back, or its rewards were withdrawn",
        transferFact(transfer),
      ],
    };
  },
};
