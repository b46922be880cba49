import "server-only";
import { invalidRequest } from "@/lib/http/as-app-error";

/** Half of a pair of UTF-16, which no UTF-8 can say. */
const lone = /\p{Surrogate}/u;

/** Refuses what JSON and a query can carry and PostgreSQL's text cannot hold (`invalid_request`). */
export function storable(field: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (value.includes("\0")) throw invalidRequest([{ field, reason: "The character U+0000 cannot be stored" }]);
  if (lone.test(value))
    throw invalidRequest([{ field, reason: "Half of a character (a lone surrogate) cannot be stored" }]);
  return value;
}
