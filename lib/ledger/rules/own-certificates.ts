import type { ClassificationContext } from "@/lib/ledger/classification-context";
import type { CertificateKind, RawCertificate } from "@/lib/ledger/raw-tx";
import { adaWords, shortName } from "@/lib/ledger/wording";

/** Certificates about the wallet's own stake credential, in the order of the transaction. */
function ownCertificates({ tx, scope }: ClassificationContext): RawCertificate[] {
  if (scope.kind === "address") return [];
  return tx.certificates.filter(({ stakeAddress }) => stakeAddress === scope.stakeAddress);
}

export function hasOwnCertificate(context: ClassificationContext, kind: CertificateKind): boolean {
  return ownCertificates(context).some((certificate) => certificate.kind === kind);
}

function effectWords(certificate: RawCertificate): string | null {
  if (certificate.kind === "stake_registration") return "registered the stake key";
  if (certificate.kind === "stake_deregistration") return "deregistered the stake key";
  if (certificate.kind === "stake_delegation") return `delegated stake to ${shortName(certificate.poolId ?? "a pool")}`;
  if (certificate.kind === "vote_delegation") return `delegated the vote to ${drepWords(certificate.drep)}`;
  return null;
}

function drepWords(drep: string | null): string {
  if (drep === "drep_always_abstain") return "abstain";
  if (drep === "drep_always_no_confidence") return "no confidence";
  return shortName(drep ?? "a DRep");
}

function depositWords(depositLovelace: bigint): string {
  if (depositLovelace === 0n) return "";
  return depositLovelace > 0n
    ? `; deposit ${adaWords(depositLovelace)}`
    : `; ${adaWords(-depositLovelace)} of deposit came back`;
}

/** All that own certificates did, and what went along with it. */
export function certificateSummary(context: ClassificationContext): string {
  const effects = ownCertificates(context).map(effectWords);
  const words = [...new Set(effects.filter((effect) => effect !== null))].join(", ");
  const { depositLovelace, withdrawalLovelace } = context.delta;
  const withdrawal = withdrawalLovelace === 0n ? "" : `; withdrew ${adaWords(withdrawalLovelace)} of rewards`;
  return words.charAt(0).toUpperCase() + words.slice(1) + depositWords(depositLovelace) + withdrawal;
}

export function certificateFacts(context: ClassificationContext): string[] {
  const own = ownCertificates(context);
  return own.map(
    ({ index, kind }) => `certificate ${index} is a ${kind.replaceAll("_", " ")} of the own stake credential`,
  );
}
