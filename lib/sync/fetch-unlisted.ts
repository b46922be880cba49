import "server-only";
import { WindowClosed, type CallWindow } from "@/lib/blockfrost/call-window";
import { tx } from "@/lib/blockfrost/chain";
import type { TxHash } from "@/lib/cardano/brand";
import { AppError } from "@/lib/contract/app-error";
import { outcomeOf } from "@/lib/sync/as-error";
import { byPosition, type HistoryEntry } from "@/lib/sync/fetch-history";
import { fetchTransaction } from "@/lib/sync/fetch-transaction";
import type { FinishFacts } from "@/lib/sync/finish-facts";

/** Transactions that the account's list may miss: somebody else's inputs paid for this key's withdrawal or certificate. */
export function besidesTheList({ withdrawals, certified }: FinishFacts): TxHash[] {
  return [...new Set([...withdrawals, ...certified])];
}

export interface Unlisted {
  /** In chain order; those are left out that this step had no calls for, or could not have. */
  readonly entries: readonly HistoryEntry[];
  /** The first failure that is not merely the end of the step. */
  readonly failure: Error | null;
}

/** Transactions that no list gave a position of. One that cannot be had does not keep the others back. */
export async function fetchUnlisted(hashes: readonly TxHash[], window: CallWindow): Promise<Unlisted> {
  const fetched = await Promise.all(hashes.map((hash) => outcomeOf(fetchOne(hash, window))));
  const failures = fetched.filter((entry): entry is Error => entry instanceof Error);
  return {
    entries: fetched.filter((entry): entry is HistoryEntry => !(entry instanceof Error)).sort(byPosition),
    failure: failures.find((failure) => !(failure instanceof WindowClosed)) ?? null,
  };
}

async function fetchOne(hash: TxHash, window: CallWindow): Promise<HistoryEntry> {
  const [position, fetched] = await Promise.all([window.call(() => tx(hash)), fetchTransaction(hash, window)]);
  if (position?.block_height === undefined || position.block_time === undefined) {
    throw new AppError({
      code: "chain_unavailable",
      detail: `Blockfrost does not say where transaction ${hash} stands.`,
      retryable: true,
      retryAfterSeconds: 10,
    });
  }
  const listed = {
    hash,
    height: position.block_height,
    txIndex: position.index ?? 0,
    time: position.block_time,
    addresses: [],
    isUnlisted: true,
  };
  return {
    listed,
    fetched: fetched.kind === "read" ? { ...fetched, blockHash: fetched.blockHash ?? position.block ?? null } : fetched,
  };
}
