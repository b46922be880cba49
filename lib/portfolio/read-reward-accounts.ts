import "server-only";
import { z } from "zod";
import { derived } from "@/lib/cache/derived";
import { epochStart } from "@/lib/cardano/epoch";
import { quantity } from "@/lib/contract/primitives";
import { rewardTypes, type RewardKind } from "@/lib/contract/staking";
import type { AllocatedReward } from "@/lib/portfolio/allocate-rewards";
import { readOpenDeposits } from "@/lib/portfolio/deposit-rows";
import { keptDeposits, type OpenDeposit } from "@/lib/portfolio/fold-deposits";
import { rewardAccount } from "@/lib/portfolio/reward-account";
import { sumByKind, type Payment } from "@/lib/portfolio/reward-kinds";
import { readRewards, type RewardRows } from "@/lib/portfolio/staking-rows";
import { lookupRetirements } from "@/lib/stake-pools/lookup-retirements";

const payment = z.object({ type: z.enum(rewardTypes), amount: quantity });
const rewardAccounts = z.object({
  wallets: z.array(
    z.object({
      walletId: z.string(),
      /** Deposits that it paid and that are still kept. */
      deposits: quantity,
      /** What stands in its reward account. */
      standing: z.array(payment),
      /** What each withdrawal took, by transaction. */
      withdrawn: z.array(z.object({ transactionId: z.string(), took: z.array(payment) })),
    }),
  ),
});
type RewardAccounts = z.infer<typeof rewardAccounts>;

/** The reward accounts and the deposits of all of a user's wallets, which are one: what one paid may come back to another. */
function readRewardAccounts(userId: string): Promise<RewardAccounts> {
  return derived(userId, "reward-accounts", rewardAccounts, async () => {
    const [rows, open] = await Promise.all([readRewards(userId, null), readOpenDeposits(userId)]);
    const accounts = rows.accounts.map((account) => ({ account, all: rewardAccount(account, rows, open) }));
    const returned = accounts.flatMap(({ all }) => all.flatMap(({ proposal }) => proposal ?? []));
    const kept = keptDeposits(open, new Set(rows.accounts.map(({ stakeAddress }) => stakeAddress)), {
      pools: poolRefunds(rows),
      proposals: new Set(returned),
      retiredPools: await retiredPools(userId, open),
    });
    const ids = new Set([...rows.accounts.map(({ walletId }) => walletId), ...kept.keys()]);
    const payments = new Map(accounts.map(({ account, all }) => [account.walletId, all]));
    const paymentsOf = (walletId: string) => payments.get(walletId) ?? [];
    return {
      wallets: [...ids].map((walletId) => ({
        walletId,
        deposits: (kept.get(walletId) ?? 0n).toString(),
        standing: paymentsOf(walletId).filter(stands).map(paymentView),
        withdrawn: withdrawnOf(paymentsOf(walletId)),
      })),
    };
  });
}

function poolRefunds({ rewards, accounts }: RewardRows) {
  return rewards.flatMap(({ type, poolId, walletId, epoch, amount }) => {
    const network = accounts.find((account) => account.walletId === walletId)?.network;
    if (type !== "pool_deposit_refund" || network === undefined) return [];
    return [{ poolId, before: epochStart(network, epoch + 1), lovelace: BigInt(amount) }];
  });
}

async function retiredPools(userId: string, open: readonly OpenDeposit[]): Promise<Set<string>> {
  const pools = open.flatMap(({ kind, id }) => (kind === "pool" && id !== null ? [id] : []));
  const retirements = await lookupRetirements(userId, pools, new Date());
  return new Set([...retirements].flatMap(([id, { isRetired }]) => (isRetired ? [id] : [])));
}

function stands({ withdrawal, isUpcoming }: AllocatedReward): boolean {
  return withdrawal === null && !isUpcoming;
}

function paymentView({ type, amountLovelace }: AllocatedReward) {
  return { type, amount: amountLovelace.toString() };
}

function withdrawnOf(payments: readonly AllocatedReward[]) {
  const taken = new Map<string, z.infer<typeof payment>[]>();
  for (const each of payments) {
    if (each.withdrawal === null) continue;
    const { transactionId } = each.withdrawal;
    taken.set(transactionId, [...(taken.get(transactionId) ?? []), paymentView(each)]);
  }
  return [...taken].map(([transactionId, took]) => ({ transactionId, took }));
}

const paymentOf = ({ type, amount }: z.infer<typeof payment>): Payment => ({ type, amountLovelace: BigInt(amount) });

/** What stands in reward accounts, by kind, and in deposits, of one wallet or of all where it is null. */
export async function readBesidesBalances(
  userId: string,
  walletId: string | null,
): Promise<{ deposits: bigint; standing: Map<RewardKind, bigint> }> {
  const { wallets } = await readRewardAccounts(userId);
  const chosen = wallets.filter((wallet) => walletId === null || wallet.walletId === walletId);
  const standing = new Map<RewardKind, bigint>();
  for (const each of chosen)
    for (const [kind, sum] of sumByKind(each.standing.map(paymentOf)))
      standing.set(kind, (standing.get(kind) ?? 0n) + sum);
  return { deposits: chosen.reduce((sum, { deposits }) => sum + BigInt(deposits), 0n), standing };
}

/** What each withdrawal of the user took, by transaction. */
export async function readWithdrawn(userId: string): Promise<Map<string, Payment[]>> {
  const { wallets } = await readRewardAccounts(userId);
  return new Map(
    wallets.flatMap(({ withdrawn }) =>
      withdrawn.map(({ transactionId, took }): [string, Payment[]] => [transactionId, took.map(paymentOf)]),
    ),
  );
}
