import "server-only";
import type { AccountedTransaction } from "@/lib/accounting/wallet-book";
import type { AccountingSettings } from "@/lib/contract/accounting";
import { limitReached } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { priceHistory } from "@/lib/gains/price-history";
import { priceRewards, readDatedRewards, type PricedReward } from "@/lib/gains/read-dated-rewards";
import { beforeAll, readHistory, type Place } from "@/lib/gains/read-history";

/** What happened to somebody's wallets: a transaction, or a reward at the date that they chose for it. */
export type Happened =
  | { readonly reward: PricedReward; readonly transaction: null }
  | { readonly transaction: AccountedTransaction; readonly reward: null };

const transactionsPerRead = 2_000;

/**
 * All that a person's wallets ever did, or one as if it were alone, in the order in which it happened: rewards before what a
 * transaction of the same moment did. Throws `limit_reached` for a history that is too long to be told at once.
 */
export async function* walkHistory(
  userId: string,
  settings: AccountingSettings,
  walletId: string | null,
): AsyncGenerator<Happened, void> {
  const dated = await readDatedRewards(userId, settings, walletId);
  let { rewards } = await priceRewards(dated, settings.currency);
  let [until, count]: [Place, number] = [beforeAll, 0];
  for (let isLast = false; !isLast;) {
    const history = await readHistory(userId, walletId, until, transactionsPerRead);
    isLast = history.length < transactionsPerRead;
    until = history.at(-1) ?? until;
    count += history.length;
    if (count > limits.walkedTransactions) throw tooLong();
    const { transactions } = await priceHistory(userId, history, settings.currency);
    const lastAt = isLast ? Infinity : (transactions.at(-1)?.at ?? Infinity);
    yield* inOrder(
      transactions,
      rewards.filter(({ at }) => at <= lastAt),
    );
    rewards = rewards.filter(({ at }) => at > lastAt);
  }
}

/** Both in the order of their times. */
export function* inOrder(
  transactions: readonly AccountedTransaction[],
  rewards: readonly PricedReward[],
): Generator<Happened, void> {
  let next = 0;
  for (const transaction of transactions) {
    for (let due = rewards[next]; due !== undefined && due.at <= transaction.at; due = rewards[next]) {
      yield { reward: due, transaction: null };
      next += 1;
    }
    yield { transaction, reward: null };
  }
  for (const reward of rewards.slice(next)) yield { reward, transaction: null };
}

const tooLong = () =>
  limitReached(
    `more than ${String(limits.walkedTransactions)} transactions`,
    "So many cannot be told at once: ask for one wallet, or for a range once your gains are computed.",
  );
