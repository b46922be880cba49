import "server-only";
import { invalidRequest } from "@/lib/http/as-app-error";

const nul = "\0";

/** Refuses the one character that JSON and a query can carry and PostgreSQL's text cannot hold (`invalid_request`). */
export function storable(field: string, value: unknown): unknown {
  if (typeof value === "string" && value.includes(nul)) {
    throw invalidRequest([{ field, reason: "The character U+0000 cannot be stored" }]);
  }
  return value;
}
