import "server-only";
import { listTransactions, countTransactions, pageSize, type Subject } from "@/lib/blockfrost/chain";
import type { CallWindow } from "@/lib/budget/call-window";
import { AppError } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { env } from "@/lib/env";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";

type Sizes = Pick<ClaimedJob, "storedCount" | "addressCount" | "quarantined" | "rewindTo">;

/** Which limit a wallet has passed by what is stored of it; null where none. */
export function limitPassed({ storedCount, addressCount, quarantined, rewindTo }: Sizes): AppError | null {
  if (storedCount > env().MAX_WALLET_TRANSACTIONS) return tooLarge(env().MAX_WALLET_TRANSACTIONS, "transactions");
  // What is about to be read again is not counted.
  if (rewindTo !== null) return null;
  if (addressCount > limits.walletAddresses) return tooLarge(limits.walletAddresses, "addresses");
  if (quarantined.length > limits.quarantinedTransactions) return unreadable();
  return null;
}

/**
 * How many transactions the chain counts; null where it does not say. A subject that is too large to be summed is told by
 * its list: it has rows far beyond the limit or not. Throws `wallet_too_large`; any other failure is no answer.
 */
export async function sizeWithinLimit(subject: Subject, window: CallWindow): Promise<number | null> {
  const size = await sizeOf(subject, window).catch(() => null);
  const most = env().MAX_WALLET_TRANSACTIONS;
  if (size !== null && size > most) throw tooLarge(most, "transactions");
  return size;
}

/** An account's list has a row for each address that a transaction touches: about two, seldom more than three. */
const rowsPerTransaction = 3;

async function sizeOf(subject: Subject, window: CallWindow): Promise<number | null> {
  const counted = await window.call(() => countTransactions(subject));
  if (counted !== "refused") return counted;
  const page = Math.ceil((env().MAX_WALLET_TRANSACTIONS * rowsPerTransaction) / pageSize) + 1;
  const beyond = await window.call(() => listTransactions(subject, { from: null, page }));
  return beyond !== null && beyond.length > 0 ? Infinity : null;
}

function tooLarge(most: number, what: "transactions" | "addresses"): AppError {
  return new AppError({
    code: "wallet_too_large",
    detail: `This address has more than ${most.toLocaleString("en")} ${what}, as exchanges and contracts have: it is not a person's wallet, and this server does not follow it.`,
  });
}

function unreadable(): AppError {
  return new AppError({
    code: "internal_error",
    detail: `More than ${limits.quarantinedTransactions.toLocaleString("en")} of this wallet's transactions could not be read. What is stored is kept, and a newer version of this app reads on.`,
  });
}
