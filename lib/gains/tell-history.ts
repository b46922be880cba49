import "server-only";
import { accountFor } from "@/lib/accounting/account-for";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import type { EventPurpose } from "@/lib/accounting/event-purpose";
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
  /** Of each event, in their order. */
  readonly purposes: readonly EventPurpose[];
  readonly reviews: readonly Review[];
}

const transactionsPerRead = 2_000;

/** Of all wallets, or of one as if it were alone. Throws `limit_reached` for a history that is too long to be told at once. */
export async function tellHistory(
  userId: string,
  settings: AccountingSettings,
  walletId: string | null = null,
): Promise<ToldHistory> {
  const rewards = await rewardsOf(userId, settings, walletId);
  const told = { events: [] as AccountingEvent[], purposes: [] as EventPurpose[], reviews: [] as Review[] };
  const add = ({ events, purposes, reviews }: ToldHistory) => {
    for (const event of events) told.events.push(event);
    for (const purpose of purposes) told.purposes.push(purpose);
    for (const review of reviews) told.reviews.push(review);
  };
  const open = new OpenAccounts();
  const treatment = treatmentOf(settings);
  let [until, count, next]: [Place, number, number] = [beforeAll, 0, 0];
  for (let isLast = false; !isLast;) {
    const history = await readHistory(userId, walletId, until, transactionsPerRead);
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
  return told;
}

/** In the order of their dates. */
async function rewardsOf(
  userId: string,
  { rewardDate, currency }: AccountingSettings,
  walletId: string | null,
): Promise<(ToldHistory & { readonly at: number })[]> {
  const [rows, deposits] = await Promise.all([readRewards(userId, walletId), readOpenDeposits(userId)]);
  const dated = rows.accounts
    .flatMap((account): DatedReward[] =>
      datedRewards(account.walletId, account.network, rewardAccount(account, rows, deposits), rewardDate),
    )
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const times = dated.map(({ at }) => new Date(at));
  const rates = await getAdaRates(currency, times, "hour");
  return dated.map((reward, index) => {
    const { event, purpose, reviews } = rewardEvent(reward, rates[index]?.rate ?? null);
    return { at: reward.at, events: [event], purposes: [purpose], reviews };
  });
}
