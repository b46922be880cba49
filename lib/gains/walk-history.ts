import "server-only";
import type { AccountedTransaction } from "@/lib/accounting/wallet-book";
import type { AccountingSettings } from "@/lib/contract/accounting";
import { limitReached } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { rewardEvent } from "@/lib/gains/account-rewards";
import { openingEvent, readOpenings, type DatedOpening } from "@/lib/gains/opening-events";
import { priceHistory } from "@/lib/gains/price-history";
import { priceRewards, readDatedRewards, type PricedReward } from "@/lib/gains/read-dated-rewards";
import { beforeAll, readHistory, type Place } from "@/lib/gains/read-history";

/** What no transaction tells of: a reward at the date that the person chose for it, or what they bought elsewhere. */
type HappenedApart =
  | { readonly reward: PricedReward; readonly transaction: null; readonly opening: null }
  | { readonly opening: DatedOpening; readonly transaction: null; readonly reward: null };

/** What happened to somebody's wallets. */
export type Happened =
  HappenedApart | { readonly transaction: AccountedTransaction; readonly reward: null; readonly opening: null };

/** What no transaction tells of, as lots are made of it. */
export const eventApart = ({ reward, opening }: HappenedApart) =>
  reward === null ? openingEvent(opening) : rewardEvent(reward);

const transactionsPerRead = 2_000;

/**
 * All that a person's wallets ever did, or one as if it were alone, in the order in which it happened: rewards and what was bought
 * elsewhere before what a transaction of the same moment did. Throws `limit_reached` for a history that is too long to be told at once.
 */
export async function* walkHistory(
  userId: string,
  settings: AccountingSettings,
  walletId: string | null,
): AsyncGenerator<Happened, void> {
  const [dated, openings] = await Promise.all([
    readDatedRewards(userId, settings, walletId),
    // One wallet alone knows of nothing elsewhere.
    walletId === null ? readOpenings(userId, settings.currency) : [],
  ]);
  const { rewards } = await priceRewards(dated, settings.currency);
  let [until, count, fromMs]: [Place, number, number] = [beforeAll, 0, -Infinity];
  for (let isLast = false; !isLast;) {
    const history = await readHistory(userId, walletId, until, transactionsPerRead);
    isLast = history.length < transactionsPerRead;
    until = history.at(-1) ?? until;
    count += history.length;
    if (count > limits.walkedTransactions) throw tooLong();
    const { transactions } = await priceHistory(userId, history, settings.currency);
    const lastMs = isLast ? Infinity : (transactions.at(-1)?.at ?? Infinity);
    const isDue = ({ at }: { readonly at: number }) => at > fromMs && at <= lastMs;
    yield* inOrder(transactions, rewards.filter(isDue), openings.filter(isDue));
    fromMs = lastMs;
  }
}

/** All of it in the order of its times. */
export function* inOrder(
  transactions: readonly AccountedTransaction[],
  rewards: readonly PricedReward[],
  openings: readonly DatedOpening[],
): Generator<Happened, void> {
  const apart = [
    ...rewards.map((reward) => ({ at: reward.at, happened: { reward, transaction: null, opening: null } })),
    ...openings.map((opening) => ({ at: opening.at, happened: { opening, transaction: null, reward: null } })),
  ].toSorted((a, b) => a.at - b.at);
  let next = 0;
  for (const transaction of transactions) {
    for (let due = apart[next]; due !== undefined && due.at <= transaction.at; due = apart[next]) {
      yield due.happened;
      next += 1;
    }
    yield { transaction, reward: null, opening: null };
  }
  for (const { happened } of apart.slice(next)) yield happened;
}

const tooLong = () =>
  limitReached(
    `more than ${String(limits.walkedTransactions)} transactions`,
    "So many cannot be told at once: ask for one wallet, or for a range once your gains are computed.",
  );
