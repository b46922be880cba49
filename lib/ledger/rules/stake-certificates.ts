import type { Action } from "@/lib/ledger/action";
import type { Rule } from "@/lib/ledger/classification";
import { isOwnStakeAddress } from "@/lib/ledger/ownership";
import type { CertificateKind } from "@/lib/ledger/raw-tx";

function stakeCertificate(kind: CertificateKind & Action): Rule {
  return {
    id: kind,
    version: 2,
    matches: ({ ledgerEntries, scope, tx }) => {
      if (!ledgerEntries.some(({ action }) => action === kind)) return null;
      const own = tx.certificates.filter(({ stakeAddress }) => isOwnStakeAddress(stakeAddress, scope));
      return {
        action: kind,
        direction: "none",
        counterparty: null,
        summary: null,
        facts: own.map(
          (certificate) =>
            `certificate ${certificate.index} is a ${certificate.kind.replaceAll("_", " ")} of the own stake credential`,
        ),
      };
    },
  };
}

export const stakeDeregistration = stakeCertificate("stake_deregistration");
export const stakeRegistration = stakeCertificate("stake_registration");
export const stakeDelegation = stakeCertificate("stake_delegation");
export const voteDelegation = stakeCertificate("vote_delegation");
