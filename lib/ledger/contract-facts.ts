import type { ContractOutput } from "@/lib/ledger/contract-view";
import type { RawTx } from "@/lib/ledger/raw-tx";
import type { OrderTerms } from "@/lib/protocols/order-terms";
import { adaWords, amountWords, shortName } from "@/lib/ledger/wording";

const maxMessage = 120;
/** Of a longer message the rest is not looked at: a search for lures takes a time that grows with its square. */
const maxReadMessage = 4_096;

/** Which credential was matched, on whose word, and what its redeemer was. */
export function matchFact({ match, credential, redeemer }: ContractOutput): string {
  const told = redeemer?.kind === "constr" ? `, redeemer ${redeemer.alternative}` : "";
  if (match === null) return `script ${credential} is not known${told}`;
  const { fact, protocol } = match;
  const doubt = fact.grade === "C" ? ", on the word of a single source" : "";
  return `script ${credential} is ${protocol.name}'s ${fact.role.replaceAll("_", " ")} (${fact.source}${doubt})${told}`;
}

/** What an order's datum says, or why it says nothing. */
export function termsFact({ terms, problem }: ContractOutput): string | null {
  if (terms === null) return problem;
  const offer = terms.offered === null ? "what lies there" : amountWords(terms.offered);
  const minimum = terms.wanted.flatMap(leastWords);
  const wants = minimum.length === 0 ? "" : `, wants at least ${minimum.join(" and ")}`;
  const fee = terms.maxFeeLovelace === null ? "" : `, allows a fee of ${adaWords(terms.maxFeeLovelace)}`;
  const paid = terms.receiver === null ? "" : `, pays ${shortName(terms.receiver)}`;
  return `its datum is a ${terms.kind.replaceAll("_", " ")} order: offers ${offer}${wants}${fee}${paid}`;
}

function leastWords({ unit, minimum }: OrderTerms["wanted"][number]): string[] {
  if (minimum === null) return [];
  return [unit === null ? `${minimum} of the smallest unit` : amountWords(new Map([[unit, minimum]]))];
}

function linesOf(message: unknown): string[] {
  if (typeof message === "string") return [message];
  return Array.isArray(message) ? message.filter((line): line is string => typeof line === "string") : [];
}

/** What label 674 (CIP-20) says: free text that anyone may write; empty where there is none. */
export function messageOf({ metadata }: RawTx): string {
  const content = metadata?.get("674");
  const message = typeof content === "object" && content !== null && "msg" in content ? content.msg : null;
  return linesOf(message).join(" ").slice(0, maxReadMessage).trim();
}

/** The message as a fact: it only ever stands beside other evidence. */
export function messageFact(tx: RawTx): string | null {
  const text = messageOf(tx);
  return text === "" ? null : `metadata label 674 says “${text.slice(0, maxMessage)}”`;
}
