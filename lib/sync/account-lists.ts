import "server-only";
import { UnexpectedAnswer } from "@/lib/blockfrost/ask";
import { SourceRefused } from "@/lib/budget/refused";
import type { CallWindow } from "@/lib/budget/call-window";
import * as chain from "@/lib/blockfrost/chain";
import type { TxHash } from "@/lib/cardano/brand";
import type { UnreadList } from "@/lib/contract/staking";
import { AppError } from "@/lib/contract/app-error";
import { log } from "@/lib/log";
import { readAllRewards, type ListedReward } from "@/lib/sync/read-all-rewards";

/** A transaction with a withdrawal or certificate of the stake key, and where it stands if its list tells. */
export interface AccountEvent {
  readonly hash: TxHash;
  readonly height: number | null;
  readonly time: Date | null;
}

/** What the account's own lists tell beside its transactions. */
export interface AccountLists {
  readonly rewards: readonly ListedReward[];
  readonly events: readonly AccountEvent[];
  /** Lists that could not be read: staking tells less, no sum is wrong for it. */
  readonly unread: readonly UnreadList[];
}

export const noLists: AccountLists = { rewards: [], events: [], unread: [] };

/** A list that the chain cannot give this often in a row is gone without. */
const patientAttempts = 4;

interface Asking {
  readonly window: CallWindow;
  /** How often this step was tried, this time included. */
  readonly attempts: number;
}

/** All lists side by side. Throws `WindowClosed`, a refusal, and what may pass by trying again. */
export async function readAccountLists(stake: string, { window, attempts }: Asking): Promise<AccountLists> {
  const unread: UnreadList[] = [];
  const orUnread = async <T>(name: UnreadList, reading: Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await reading;
    } catch (error) {
      if (!isGoneWithout(error, attempts)) throw error;
      log.warn("sync.list_unread", { list: name, error });
      unread.push(name);
      return [];
    }
  };
  const [rewards, ...events] = await Promise.all([
    orUnread("rewards", readAllRewards(stake, window)),
    orUnread(
      "withdrawals",
      allPages(window, (page) => chain.listWithdrawals(stake, page)),
    ),
    orUnread(
      "registrations",
      allPages(window, (page) => chain.listRegistrations(stake, page)),
    ),
    orUnread(
      "delegations",
      allPages(window, (page) => chain.listDelegations(stake, page)),
    ),
  ]);
  return {
    rewards,
    events: events.flat().map((row) => ({
      hash: row.tx_hash,
      height: row.block_height ?? null,
      time: row.block_time ?? null,
    })),
    unread: unread.sort(),
  };
}

/** An answer of another form would be the same again; a failure may pass. */
export function isGoneWithout(error: unknown, attempts: number): boolean {
  if (error instanceof UnexpectedAnswer) return true;
  if (!(error instanceof AppError) || error instanceof SourceRefused) return false;
  return error.code === "chain_unavailable" && attempts >= patientAttempts;
}

export async function allPages<T>(window: CallWindow, read: (page: number) => Promise<T[] | null>): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; ; page += 1) {
    const rows = (await window.call(() => read(page))) ?? [];
    all.push(...rows);
    if (rows.length < chain.pageSize) return all;
  }
}
