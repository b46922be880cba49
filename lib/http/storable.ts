import "server-only";
import { invalidRequest } from "@/lib/http/as-app-error";
import { unstorable } from "@/lib/ledger/bounded-text";

/** Refuses what JSON and a query can carry and PostgreSQL's text cannot hold (`invalid_request`). */
export function storable(field: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const at = value.search(unstorable);
  if (at === -1) return value;
  const what = value[at] === "\0" ? "The character U+0000" : "Half of a character (a lone surrogate)";
  throw invalidRequest([{ field, reason: `${what} cannot be stored` }]);
}
