import "server-only";
import { listTransactions, countTransactions, pageSize, type Subject } from "@/lib/blockfrost/chain";
import type { CallWindow } from "@/lib/blockfrost/call-window";
import { AppError } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { env } from "@/lib/env";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";

/** Throws `wallet_too_large` past the number of transactions up to which this server follows a wallet. */
export function assertFollowable(transactions: number): void {
  const most = env().MAX_WALLET_TRANSACTIONS;
  if (transactions <= most) return;
  throw new AppError({
    code: "wallet_too_large",
    detail: `This address has more than ${most.toLocaleString("en")} transactions, as exchanges and contracts have: it is not a person's wallet, and this server does not follow it.`,
  });
}

/** Throws `wallet_too_large` for too many addresses, and `internal_error` where our decoder fails far too often. */
export function assertRowsWithinLimits({
  addressCount,
  quarantined,
}: Pick<ClaimedJob, "addressCount" | "quarantined">): void {
  if (addressCount > limits.walletAddresses)
    throw new AppError({
      code: "wallet_too_large",
      detail: `More than ${limits.walletAddresses.toLocaleString("en")} addresses belong to this wallet, as to exchanges: this server does not follow it.`,
    });
  if (quarantined.length > limits.quarantinedTransactions)
    throw new AppError({
      code: "internal_error",
      detail: `More than ${limits.quarantinedTransactions.toLocaleString("en")} of this wallet's transactions could not be read. What is stored is kept, and a newer version of this app reads on.`,
    });
}

/** An account's list has a row for each address that a transaction touches: about two, seldom more than three. */
const rowsPerTransaction = 3;

/**
 * How many transactions the chain counts; null where it does not say. A subject that is too large to be summed is told by
 * its list: it has rows far beyond the limit or not. Throws `wallet_too_large`.
 */
export async function followableSize(subject: Subject, window: CallWindow): Promise<number | null> {
  const counted = await window.call(() => countTransactions(subject));
  if (counted !== "refused") {
    assertFollowable(counted ?? 0);
    return counted;
  }
  const page = Math.ceil((env().MAX_WALLET_TRANSACTIONS * rowsPerTransaction) / pageSize) + 1;
  const beyond = await window.call(() => listTransactions(subject, { from: null, page }));
  if (beyond !== null && beyond.length > 0) assertFollowable(Infinity);
  return null;
}
