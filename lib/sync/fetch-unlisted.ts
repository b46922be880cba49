import "server-only";
import { UnexpectedAnswer } from "@/lib/blockfrost/ask";
import { WindowClosed, type CallWindow } from "@/lib/budget/call-window";
import { txPlace } from "@/lib/blockfrost/chain";
import type { TxHash } from "@/lib/cardano/brand";
import { AppError } from "@/lib/contract/app-error";
import type { AccountEvent } from "@/lib/sync/account-lists";
import { outcomeOf } from "@/lib/sync/as-error";
import { byPosition, type HistoryEntry } from "@/lib/sync/fetch-history";
import { fetchTransaction } from "@/lib/sync/fetch-transaction";
import type { Sources } from "@/lib/sync/sources";
import type { FinishFacts } from "@/lib/sync/finish-facts";

/** Transactions that the account's list may miss: somebody else's inputs paid for this key's withdrawal or certificate. */
export function besidesTheList({ events }: Pick<FinishFacts, "events">): AccountEvent[] {
  return [...new Map(events.map((event) => [event.hash, event])).values()];
}

export interface Unlisted {
  /** In chain order; those are left out that this step had no calls for, or could not have. */
  readonly entries: readonly HistoryEntry[];
  /** The first failure that is not merely the end of the step. */
  readonly failure: Error | null;
}

/** Transactions that no list gave a position of. One that cannot be had does not keep the others back. */
export async function fetchUnlisted(events: readonly AccountEvent[], sources: Sources): Promise<Unlisted> {
  const placed = await Promise.all(events.map((event) => outcomeOf(placeOf(event, sources.window))));
  const fetching = placed.map((place) =>
    place instanceof Error ? Promise.resolve(place) : outcomeOf(fetchOne(place, sources)),
  );
  sources.bulk?.flush();
  const fetched = await Promise.all(fetching);
  const failures = fetched.filter((entry): entry is Error => entry instanceof Error);
  return {
    entries: fetched.filter((entry): entry is HistoryEntry => !(entry instanceof Error)).sort(byPosition),
    failure: failures.find((failure) => !(failure instanceof WindowClosed)) ?? null,
  };
}

interface Placed {
  readonly listed: HistoryEntry["listed"];
  readonly blockHash: string | null;
}

async function fetchOne({ listed, blockHash }: Placed, sources: Sources): Promise<HistoryEntry> {
  const fetched = await fetchTransaction(listed.hash, listed.time, sources);
  return {
    listed,
    fetched: fetched.kind === "read" ? { ...fetched, blockHash: fetched.blockHash ?? blockHash } : fetched,
  };
}

async function placeOf(event: AccountEvent, window: CallWindow): Promise<Placed> {
  const { hash } = event;
  const place = await askPlace(hash, window);
  const height = place?.block_height ?? event.height;
  const time = place?.block_time ?? event.time;
  if (height === null || time === null) throw placeUnknown(hash);
  const listed = { hash, height, txIndex: place?.index ?? 0, time, addresses: [], isUnlisted: true };
  return { listed, blockHash: place?.block ?? null };
}

/** Null where the answer does not say it: the list that named the transaction may. */
async function askPlace(hash: TxHash, window: CallWindow) {
  try {
    const place = await window.call(() => txPlace(hash));
    // Not there yet, and soon to be: its bytes may come from elsewhere, its place does not.
    if (place === null) throw placeUnknown(hash);
    return place;
  } catch (error) {
    if (error instanceof UnexpectedAnswer) return null;
    throw error;
  }
}

function placeUnknown(hash: TxHash): AppError {
  return new AppError({
    code: "chain_unavailable",
    detail: `Blockfrost does not say where transaction ${hash} stands.`,
    retryable: true,
    retryAfterSeconds: 10,
  });
}
