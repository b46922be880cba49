import type { Entry } from "@/lib/exports/entry";
import type { ExportSettings } from "@/lib/exports/export-settings";
import { identities, type SymbolOf } from "@/lib/exports/symbols";

/** What a line was, and which tokens it is about: their tickers say nothing for sure. */
export function describe(
  { description, sent, received, fee }: Pick<Entry, "description" | "sent" | "received" | "fee">,
  symbolOf: SymbolOf,
  settings: ExportSettings,
): string {
  return [description, ...identities([sent, received, fee], symbolOf, settings)].join("; ");
}
