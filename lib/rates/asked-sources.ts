import "server-only";
import { env } from "@/lib/env";
import { rateSources, type RateSource } from "@/lib/contract/rates";

/** Those that are switched on, in the order in which they are believed. */
export function askedSources(): readonly RateSource[] {
  return rateSources.filter((source) => env().rates[source] !== undefined);
}
