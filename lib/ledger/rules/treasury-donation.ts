import type { Rule } from "@/lib/ledger/classification";
import { transferFact } from "@/lib/ledger/wording";

/** The wallet gave to the treasury, and nothing else changed hands. */
export const treasuryDonation: Rule = {
  id: "treasury_donation",
  version: 1,
  matches: ({ ledgerEntries, transfer }) => {
    if (transfer.size > 0 || !ledgerEntries.some(({ action }) => action === "treasury_donation")) return null;
    return {
      action: "treasury_donation",
      direction: "out",
      counterparty: null,
      summary: null,
      facts: ["the body names a donation to the treasury", transferFact(transfer)],
    };
  },
};
