import type { Action } from "@/lib/ledger/action";
import type { Rule } from "@/lib/ledger/classification";
import type { CertificateKind } from "@/lib/ledger/raw-tx";
import { certificateFacts, certificateSummary, hasOwnCertificate } from "@/lib/ledger/rules/own-certificates";

function stakeCertificate(kind: CertificateKind & Action): Rule {
  return {
    id: kind,
    version: 1,
    matches: (context) => {
      if (!hasOwnCertificate(context, kind)) return null;
      return {
        action: kind,
        direction: "none",
        counterparty: null,
        summary: certificateSummary(context),
        facts: certificateFacts(context),
      };
    },
  };
}

export const stakeDeregistration = stakeCertificate("stake_deregistration");
export const stakeRegistration = stakeCertificate("stake_registration");
export const stakeDelegation = stakeCertificate("stake_delegation");
export const voteDelegation = stakeCertificate("vote_delegation");
