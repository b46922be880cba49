import "server-only";
import type { CallWindow } from "@/lib/budget/call-window";
import * as chain from "@/lib/blockfrost/chain";
import { AppError } from "@/lib/contract/app-error";

export type ListedReward = NonNullable<Awaited<ReturnType<typeof chain.listRewards>>>[number];

/** From both ends and once more: what one reading skips at the edge of a page another one shows. */
const readings = ["asc", "desc", "asc"] as const;

/** What tells one reward from another. */
function keyOf({ epoch, type, pool_id }: ListedReward): string {
  return `${String(epoch)} ${type} ${pool_id ?? ""}`;
}

/**
 * Every reward once. The list's order leaves open which of an epoch's rows comes first, so that its pages may repeat one and
 * skip another; as many as were repeated are missing, and are looked for again.
 */
export async function readAllRewards(stake: string, window: CallWindow): Promise<ListedReward[]> {
  const found = new Map<string, ListedReward>();
  for (const order of readings) {
    let count = 0;
    for (let page = 1, isLast = false; !isLast; page += 1) {
      const rows = (await window.call(() => chain.listRewards(stake, page, order))) ?? [];
      for (const row of rows) found.set(keyOf(row), row);
      count += rows.length;
      isLast = rows.length < chain.pageSize;
    }
    if (found.size >= count) return [...found.values()].sort((a, b) => a.epoch - b.epoch);
  }
  throw new AppError({
    code: "chain_unavailable",
    detail: "Blockfrost's list of this account's rewards repeats some of them, and others may be missing.",
    retryable: true,
    retryAfterSeconds: 10,
  });
}
