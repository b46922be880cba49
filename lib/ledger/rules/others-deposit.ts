import type { Rule } from "@/lib/ledger/classification";
import { isOthersDeposit } from "@/lib/ledger/ledger-entries";
import { transferFact } from "@/lib/ledger/wording";

/** The wallet paid or got the deposit of somebody else's stake key, and nothing else changed hands. */
export const othersDeposit: Rule = {
  id: "others_deposit",
  version: 1,
  matches: ({ ledgerEntries, transfer }) => {
    const [first] = ledgerEntries.filter(isOthersDeposit);
    if (transfer.size > 0 || first === undefined) return null;
    return {
      action: first.action,
      direction: first.action === "send" ? "out" : "in",
      counterparty: null,
      summary: null,
      facts: ["a certificate of another stake key took or gave back its deposit", transferFact(transfer)],
    };
  },
};
