import type { Action } from "@/lib/ledger/action";
import type { Rule } from "@/lib/ledger/classification";

/** Which names a transaction that does several: what takes a deposit first; last what only a deposit tells of. */
const rank = [
  "drep_registration",
  "drep_retirement",
  "pool_registration",
  "pool_retirement",
  "drep_update",
  "governance_proposal",
  "governance_vote",
  "unclassified",
] as const satisfies readonly Action[];

/** DRep and pool certificates, proposals and votes that the wallet signed. */
export const governance: Rule = {
  id: "governance",
  version: 3,
  matches: ({ delta, ledgerEntries }) => {
    const done = ledgerEntries.filter(({ action }) => rank.some((known) => known === action));
    const action = rank.find((known) => done.some((entry) => entry.action === known));
    if (action === undefined || !delta.signedByWallet) return null;
    return {
      action,
      direction: "none",
      counterparty: null,
      summary: null,
      facts: [
        "the wallet signed",
        ...new Set(done.map(({ summary }) => `certificates, proposals or votes: ${summary ?? ""}`)),
      ],
    };
  },
};
