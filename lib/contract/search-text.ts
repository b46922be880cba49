import { findSecret } from "@/lib/cardano/pasted/find-secret";
import { unstorable } from "@/lib/ledger/bounded-text";

/** Whether a text can be looked for: the database can be asked for it, and it gives nobody's funds away. */
export function isSearchable(text: string): boolean {
  return text !== "" && text.search(unstorable) === -1 && findSecret(text) === null;
}
