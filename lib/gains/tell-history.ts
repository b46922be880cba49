import "server-only";
import { accountFor } from "@/lib/accounting/account-for";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import { OpenAccounts, type Review } from "@/lib/accounting/wallet-book";
import type { AccountingSettings } from "@/lib/contract/accounting";
import { limitReached } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { datedRewards, rewardEvent, type DatedReward } from "@/lib/gains/account-rewards";
import { priceHistory } from "@/lib/gains/price-history";
import { beforeAll, readHistory, type Place } from "@/lib/gains/read-history";
import { treatmentOf } from "@/lib/gains/tax-years";
import { readOpenDeposits } from "@/lib/portfolio/deposit-rows";
import { rewardAccount } from "@/lib/portfolio/reward-account";
import { readRewards } from "@/lib/portfolio/staking-rows";
import { getAdaRates } from "@/lib/rates/get-ada-rates";

/** All that a person's wallets ever did, as lots are made of it. */
interface ToldHistory {
  /** In the order in which they happened: rewards before what a transaction of the same moment did. */
  readonly events: readonly AccountingEvent[];
  readonly reviews: readonly Review[];
  /** The last transaction; before all where there is none. */
  readonly until: Place;
}

const transactionsPerRead = 2_000;

/** Throws `limit_reached` for a history that is too long to be told at once. */
export async function tellHistory(userId: string, settings: AccountingSettings): Promise<ToldHistory> {
  const rewards = await rewardsOf(userId, settings);
  const told: { events: AccountingEvent[]; reviews: Review[] } = { events: [], reviews: [] };
  const add = ({ events, reviews }: Pick<ToldHistory, "events" | "reviews">) => {
    for (const event of events) told.events.push(event);
    for (const review of reviews) told.reviews.push(review);
  };
  const open = new OpenAccounts();
  const treatment = treatmentOf(settings);
  let [until, count, next] = [beforeAll, 0, 0];
  for (let isLast = false; !isLast;) {
    const history = await readHistory(userId, until, transactionsPerRead);
    isLast = history.length < transactionsPerRead;
    until = history.at(-1) ?? until;
    count += history.length;
    if (count > limits.accountedTransactions)
      throw limitReached(
        `more than ${String(limits.accountedTransactions)} transactions`,
        "Gains of so many cannot be told yet.",
      );
    for (const transaction of await priceHistory(userId, history, settings.currency)) {
      for (let due = rewards[next]; due !== undefined && due.at <= transaction.at; due = rewards[next]) {
        add(due);
        next += 1;
      }
      add(accountFor(transaction, treatment, open));
    }
  }
  for (const reward of rewards.slice(next)) add(reward);
  return { ...told, until: { height: until.height, index: until.index } };
}

/** In the order of their dates. */
async function rewardsOf(userId: string, { rewardDate, currency }: AccountingSettings) {
  const [rows, deposits] = await Promise.all([readRewards(userId, null), readOpenDeposits(userId)]);
  const dated = rows.accounts
    .flatMap((account): DatedReward[] =>
      datedRewards(account.walletId, account.network, rewardAccount(account, rows, deposits), rewardDate),
    )
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const times = dated.map(({ at }) => new Date(at));
  const rates = await getAdaRates(currency, times, "hour");
  return dated.map((reward, index) => {
    const { event, reviews } = rewardEvent(reward, rates[index]?.rate ?? null);
    return { at: reward.at, events: [event], reviews };
  });
}
