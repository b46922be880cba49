import "server-only";
import { WindowClosed } from "@/lib/budget/call-window";
import type { LedgerRows } from "@/lib/ledger/to-rows";
import { interpret } from "@/lib/sync/interpret";
import type { StoredPage } from "@/lib/sync/stored-page";

/** What stored transactions are told as today, by the same way as a sync; those without an answer keep what they have. */
export async function labelPage({ wallet, entries }: StoredPage): Promise<LedgerRows[]> {
  const labelled: LedgerRows[] = [];
  for (let rest = entries; rest.length > 0;) {
    const { rows, covered } = await interpret(wallet, rest, neverAsks);
    labelled.push(...rows);
    // The one after those covered needs what only the chain could tell.
    rest = rest.slice(covered + 1);
  }
  return labelled;
}

/** The chain is not asked: what is stored has to do. */
const neverAsks = {
  call: () => Promise.reject(new WindowClosed({ reason: "time", retryInMs: 0 })),
};
