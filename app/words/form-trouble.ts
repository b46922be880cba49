import { secretKinds, type SecretKind } from "@/lib/cardano/find-secret";
import { problemCodes, type ProblemCode } from "@/lib/contract/problem";
import { errorWords } from "./error-words";
import type { AddressTrouble } from "./address-trouble";
import { pastedTrouble, type PastedTrouble } from "./pasted-words";

const pastedKinds = [
  "nothing",
  "recovery_key",
  "too_many",
  "transaction",
  "key_or_hash",
  "thing",
  "broken",
  "word",
] as const satisfies readonly PastedTrouble[];

/** Why a form that was sent without script did nothing: a word of a closed list, which the next page finds in its address. */
export type FormTrouble = SecretKind | PastedTrouble | ProblemCode;

const known: ReadonlySet<string> = new Set([...secretKinds, ...pastedKinds, ...problemCodes]);

export function readFormTrouble(param: string | undefined): FormTrouble | null {
  return param !== undefined && known.has(param) ? (param as FormTrouble) : null;
}

export function isSecretTrouble(trouble: FormTrouble): trouble is SecretKind {
  return (secretKinds as readonly string[]).includes(trouble);
}

/** The sentence for it; what was entered is not known any more. */
export function formTroubleWords(trouble: Exclude<FormTrouble, SecretKind>): AddressTrouble {
  switch (trouble) {
    case "thing":
    case "word":
      return pastedTrouble({ kind: "word", handle: null });
    case "broken":
      return {
        message: "This address is not whole, or a character of it is wrong.",
        next: errorWords.invalid_address.next,
      };
    case "too_many":
      return { message: "These are too many addresses at once.", next: "Add a few at a time." };
    case "key_or_hash":
      return {
        message: "64 hex digits are a transaction's hash, or a private key.",
        next: "It was not kept. Never enter a private key; to follow a wallet, paste its address.",
      };
    case "transaction":
      return { message: "This is a transaction, not an address.", next: "Paste an address of the wallet." };
    case "nothing":
    case "recovery_key":
      return pastedTrouble({ kind: trouble });
    default:
      return { message: `${errorWords[trouble].title}.`, next: errorWords[trouble].next };
  }
}
