import { secretKinds, type SecretKind } from "@/lib/cardano/pasted/find-secret";
import { problemCodes, type ProblemCode } from "@/lib/contract/problem";
import { errorWords } from "./error-words";
import type { AddressTrouble } from "./address-trouble";
import { pastedTrouble, type PastedTrouble } from "./pasted-words";

/** Why a form that was sent without script did nothing: a word of a closed list, which the next page finds in its address. */
export type FormTrouble = SecretKind | PastedTrouble | ProblemCode;

export function readFormTrouble(param: string | undefined): FormTrouble | null {
  const known: ReadonlySet<string> = new Set([...secretKinds, ...Object.keys(pastedWords), ...problemCodes]);
  return param !== undefined && known.has(param) ? (param as FormTrouble) : null;
}

export function isSecretTrouble(trouble: FormTrouble): trouble is SecretKind {
  return (secretKinds as readonly string[]).includes(trouble);
}

/** The sentence for it; what was entered is not known any more. */
export function formTroubleWords(trouble: Exclude<FormTrouble, SecretKind>): AddressTrouble {
  if (isPastedTrouble(trouble)) return pastedWords[trouble];
  const { title, next } = errorWords[trouble];
  return { message: `${title}.`, next };
}

function isPastedTrouble(trouble: PastedTrouble | ProblemCode): trouble is PastedTrouble {
  return trouble in pastedWords;
}

const pastedWords: Readonly<Record<PastedTrouble, AddressTrouble>> = {
  nothing: pastedTrouble({ kind: "nothing" }),
  recovery_key: pastedTrouble({ kind: "recovery_key" }),
  thing: pastedTrouble({ kind: "word", handle: null }),
  word: pastedTrouble({ kind: "word", handle: null }),
  broken: {
    message: "This address is not whole, or a character of it is wrong.",
    next: errorWords.invalid_address.next,
  },
  too_many: { message: "These are too many addresses at once.", next: "Add a few at a time." },
  key_or_hash: {
    message: "64 hex digits are a transaction's hash, or a private key.",
    next: "It was not kept. Never enter a private key; to follow a wallet, paste its address.",
  },
  transaction: { message: "This is a transaction, not an address.", next: "Paste an address of the wallet." },
};
