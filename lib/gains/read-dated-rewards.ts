import "server-only";
import type Fraction from "fraction.js";
import { adaDecimals } from "@/lib/cardano/amount";
import type { AccountingSettings } from "@/lib/contract/accounting";
import type { Currency } from "@/lib/contract/rates";
import { datedRewards, type DatedReward } from "@/lib/gains/account-rewards";
import { readOpenDeposits } from "@/lib/portfolio/deposit-rows";
import { rewardAccount } from "@/lib/portfolio/reward-account";
import { readRewards } from "@/lib/portfolio/staking-rows";
import { getAdaRates } from "@/lib/rates/get-ada-rates";

export type PricedReward = DatedReward & { readonly price: Fraction | null };

/** What came into the reward accounts of all wallets, or of one, in the order of the dates that the person chose. */
export async function readDatedRewards(
  userId: string,
  { rewardDate }: Pick<AccountingSettings, "rewardDate">,
  walletId: string | null,
): Promise<DatedReward[]> {
  const [rows, deposits] = await Promise.all([readRewards(userId, walletId), readOpenDeposits(userId)]);
  return rows.accounts
    .flatMap((account) =>
      datedRewards(account.walletId, account.network, rewardAccount(account, rows, deposits), rewardDate),
    )
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** With what a lovelace cost at their dates. `late`: some of these rates are still to be fetched. */
export async function priceRewards(
  rewards: readonly DatedReward[],
  currency: Currency,
): Promise<{ readonly rewards: PricedReward[]; readonly late: boolean }> {
  const times = rewards.map(({ at }) => new Date(at));
  const rates = await getAdaRates(currency, times, "hour");
  const priced = rewards.map((reward, index) => ({
    ...reward,
    price: rates[index]?.rate?.div(10n ** BigInt(adaDecimals)) ?? null,
  }));
  return { rewards: priced, late: rates.some(({ later }) => later) };
}
