import type { Rule } from "@/lib/ledger/classification";
import type { CertificateKind } from "@/lib/ledger/raw-tx";
import { adaWords } from "@/lib/ledger/wording";

const words = {
  drep_registration: "Registered a DRep",
  drep_retirement: "Retired a DRep",
  drep_update: "Updated a DRep",
  pool_registration: "Registered or changed a stake pool",
  pool_retirement: "Announced a stake pool's retirement",
} as const satisfies Partial<Record<CertificateKind, string>>;

function isNamed(kind: CertificateKind): kind is keyof typeof words {
  return Object.hasOwn(words, kind);
}

/** The deed that names the transaction where it holds several: what takes a deposit first. */
const rank: readonly (keyof typeof words)[] = [
  "drep_registration",
  "drep_retirement",
  "pool_registration",
  "pool_retirement",
  "drep_update",
];

function depositWords(deposit: bigint): string {
  if (deposit === 0n) return "";
  return deposit > 0n ? `; deposit ${adaWords(deposit)}` : `; ${adaWords(-deposit)} of deposit came back`;
}

/** DRep and pool certificates, proposals and votes that the wallet signed. */
export const governance: Rule = {
  id: "governance",
  version: 2,
  matches: ({ tx, delta }) => {
    const kinds = tx.certificates.flatMap(({ kind }) => (isNamed(kind) ? [kind] : []));
    const deeds = new Set<string>(kinds.map((kind) => words[kind]));
    if (tx.proposals.length > 0) deeds.add("Proposed a governance action");
    if (tx.voters.length > 0) deeds.add("Voted on governance actions");
    const { depositLovelace: deposit } = delta;
    // JSON shows no DRep's and no pool's certificate, only that a deposit must have been paid.
    if (deeds.size === 0 && deposit !== 0n) deeds.add("Registered or retired something that takes a deposit");
    if (deeds.size === 0 || !delta.signedByWallet) return null;
    const certified = rank.find((kind) => kinds.includes(kind));
    const proposed = tx.proposals.length > 0 ? "governance_proposal" : tx.voters.length > 0 ? "governance_vote" : null;
    return {
      action: certified ?? proposed ?? "unclassified",
      direction: "none",
      counterparty: null,
      summary: [...deeds].join(", ") + depositWords(deposit),
      facts: ["the wallet signed", ...[...deeds].map((deed) => `certificates, proposals or votes: ${deed}`)],
    };
  },
};
