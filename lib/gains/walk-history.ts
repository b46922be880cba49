import "server-only";
import type Fraction from "fraction.js";
import type { AccountedTransaction } from "@/lib/accounting/wallet-book";
import { adaDecimals } from "@/lib/cardano/amount";
import type { AccountingSettings } from "@/lib/contract/accounting";
import { limitReached } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { datedRewards, rewardEvent, type DatedReward } from "@/lib/gains/account-rewards";
import { openingEvent, readOpenings, type DatedOpening } from "@/lib/gains/opening-events";
import { priceHistory } from "@/lib/gains/price-history";
import { beforeAll, readHistory, type Place } from "@/lib/gains/read-history";
import { readOpenDeposits } from "@/lib/portfolio/deposit-rows";
import { rewardAccount } from "@/lib/portfolio/reward-account";
import { readRewards } from "@/lib/portfolio/staking-rows";
import { getAdaRates } from "@/lib/rates/get-ada-rates";

/** What happened to somebody's wallets: a transaction, a reward at the date that they chose for it, or what they bought elsewhere. */
export type Happened =
  | {
      readonly reward: DatedReward & { readonly price: Fraction | null };
      readonly transaction: null;
      readonly opening: null;
    }
  | { readonly opening: DatedOpening; readonly transaction: null; readonly reward: null }
  | { readonly transaction: AccountedTransaction; readonly reward: null; readonly opening: null };

/** What no transaction tells of, as lots are made of it. */
export const eventApart = ({ reward, opening }: Exclude<Happened, { transaction: AccountedTransaction }>) =>
  reward === null ? openingEvent(opening) : rewardEvent(reward);

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
  const apart = await happenedApart(userId, settings, walletId);
  let [until, count, next]: [Place, number, number] = [beforeAll, 0, 0];
  for (let isLast = false; !isLast;) {
    const history = await readHistory(userId, walletId, until, transactionsPerRead);
    isLast = history.length < transactionsPerRead;
    until = history.at(-1) ?? until;
    count += history.length;
    if (count > limits.accountedTransactions) throw tooLong();
    for (const transaction of await priceHistory(userId, history, settings.currency)) {
      for (let due = apart[next]; due !== undefined && due.at <= transaction.at; due = apart[next]) {
        yield due.happened;
        next += 1;
      }
      yield { transaction, reward: null, opening: null };
    }
  }
  for (const { happened } of apart.slice(next)) yield happened;
}

/** What no transaction tells of, in the order of its dates. One wallet alone knows of nothing elsewhere. */
async function happenedApart(userId: string, settings: AccountingSettings, walletId: string | null) {
  const [rewards, openings] = await Promise.all([
    rewardsOf(userId, settings, walletId),
    walletId === null ? readOpenings(userId, settings.currency) : [],
  ]);
  const all: { at: number; happened: Happened }[] = [
    ...rewards.map((reward) => ({ at: reward.at, happened: { reward, transaction: null, opening: null } })),
    ...openings.map((opening) => ({ at: opening.at, happened: { opening, transaction: null, reward: null } })),
  ];
  return all.toSorted((a, b) => a.at - b.at);
}

const tooLong = () =>
  limitReached(
    `more than ${String(limits.accountedTransactions)} transactions`,
    "Gains of so many cannot be told yet: ask for one wallet.",
  );

/** In the order of their dates; prices are of a lovelace. */
async function rewardsOf(userId: string, { rewardDate, currency }: AccountingSettings, walletId: string | null) {
  const [rows, deposits] = await Promise.all([readRewards(userId, walletId), readOpenDeposits(userId)]);
  const dated = rows.accounts
    .flatMap((account): DatedReward[] =>
      datedRewards(account.walletId, account.network, rewardAccount(account, rows, deposits), rewardDate),
    )
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const times = dated.map(({ at }) => new Date(at));
  const rates = await getAdaRates(currency, times, "hour");
  return dated.map((reward, index) => ({
    ...reward,
    price: rates[index]?.rate?.div(10n ** BigInt(adaDecimals)) ?? null,
  }));
}
