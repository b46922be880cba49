import { activeAfterEpochs, epochAt, epochStart } from "@/lib/cardano/epoch";
import type { Network } from "@/lib/cardano/network";
import { limits } from "@/lib/contract/limits";
import {
  rewardTypes,
  unreadLists,
  type DelegationEntry,
  type Pool,
  type Reward,
  type StakingAccount,
} from "@/lib/contract/staking";
import { allocateRewards, type AllocatedReward } from "@/lib/portfolio/allocate-rewards";
import type { AccountRow, DelegationRow, RewardRow, StakingRows, WithdrawalRow } from "@/lib/portfolio/staking-rows";

/** Pool names by id, as far as they are known. */
export type PoolNames = ReadonlyMap<string, { readonly ticker: string | null; readonly name: string | null }>;

/** One account's staking, made of its rows. */
export function stakingAccount(
  account: AccountRow,
  rows: Omit<StakingRows, "accounts">,
  names: PoolNames,
): StakingAccount {
  const isOwn = (row: { readonly walletId: string }) => row.walletId === account.walletId;
  const withdrawals = rows.withdrawals.filter(isOwn);
  const delegations = rows.delegations.filter(isOwn);
  const { network } = account;
  const rewards = allocateRewards({
    network,
    rewards: rows.rewards.filter(isOwn).map(listedReward),
    withdrawals: withdrawals.map(withdrawalOf),
    withdrawable:
      account.withdrawable === null || account.checkedAt === null
        ? null
        : { amountLovelace: BigInt(account.withdrawable), at: account.checkedAt },
  });
  const withdrawn = withdrawals.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const withdrawable = BigInt(account.withdrawable ?? 0);
  const upcoming = rewards.reduce(
    (sum, { isUpcoming, amountLovelace }) => sum + (isUpcoming ? amountLovelace : 0n),
    0n,
  );
  return {
    walletId: account.walletId,
    stakeAddress: account.stakeAddress,
    registered: isRegistered(delegations),
    delegation: delegationOf(account, delegations, names),
    drep: account.drepId,
    total: (withdrawn + withdrawable).toString(),
    withdrawn: withdrawn.toString(),
    withdrawable: withdrawable.toString(),
    upcoming: upcoming.toString(),
    asOf: account.checkedAt?.toISOString() ?? null,
    rewards: rewards.map((reward) => rewardView(reward, network, names)).sort(newestFirst),
    history: delegations
      .slice(-limits.delegationHistory)
      .map((row) => delegationView(row, network, names))
      .reverse(),
    unread: unreadLists.filter((list) => account.unreadLists.includes(list)),
  };
}

function listedReward({ type, epoch, poolId, amount }: RewardRow) {
  return {
    type: rewardTypes.find((known) => known === type) ?? "other",
    epoch,
    poolId: poolId === "" ? null : poolId,
    amountLovelace: BigInt(amount),
  };
}

function withdrawalOf({ txHash, transactionId, at, amount }: WithdrawalRow) {
  return { txHash, transactionId, at, amountLovelace: BigInt(amount) };
}

function isRegistered(delegations: readonly DelegationRow[]): boolean | null {
  const last = delegations.findLast(({ kind }) => kind === "stake_registration" || kind === "stake_deregistration");
  return last === undefined ? null : last.kind === "stake_registration";
}

function delegationOf({ poolId, network }: AccountRow, delegations: readonly DelegationRow[], names: PoolNames) {
  if (poolId === null) return null;
  const last = delegations.findLast(({ kind }) => kind === "stake_delegation");
  const made = last?.poolId === poolId ? last : null;
  return {
    pool: poolView(poolId, names),
    since: made === null ? null : { ...placeOf(made), ...epochOf(made.at, network) },
    activeFrom: made === null ? null : activeFrom(made.at, network),
  };
}

function delegationView(row: DelegationRow, network: Network, names: PoolNames): DelegationEntry {
  return {
    kind: row.kind,
    ...epochOf(row.at, network),
    activeFrom: row.kind === "stake_delegation" ? activeFrom(row.at, network) : null,
    pool: row.poolId === null ? null : poolView(row.poolId, names),
    drep: row.drepId,
    deposit: row.deposit,
    ...placeOf(row),
  };
}

function rewardView(reward: AllocatedReward, network: Network, names: PoolNames): Reward {
  const { epoch, spendableEpoch, poolId, withdrawal } = reward;
  return {
    type: reward.type,
    pool: poolId === null ? null : poolView(poolId, names),
    amount: reward.amountLovelace.toString(),
    earned: epoch === null ? null : { epoch, from: startOf(network, epoch), until: startOf(network, epoch + 1) },
    spendable: spendableEpoch === null ? null : { epoch: spendableEpoch, at: startOf(network, spendableEpoch) },
    withdrawn: withdrawal === null ? null : { ...epochOf(withdrawal.at, network), ...placeOf(withdrawal) },
  };
}

function poolView(id: string, names: PoolNames): Pool {
  return { id, ticker: names.get(id)?.ticker ?? null, name: names.get(id)?.name ?? null };
}

function placeOf({ txHash, transactionId }: { readonly txHash: string; readonly transactionId: string }) {
  return { txHash, transactionId };
}

function epochOf(at: Date, network: Network) {
  return { epoch: epochAt(network, at), at: at.toISOString() };
}

function activeFrom(at: Date, network: Network) {
  const epoch = epochAt(network, at) + activeAfterEpochs;
  return { epoch, at: startOf(network, epoch) };
}

function startOf(network: Network, epoch: number): string {
  return epochStart(network, epoch).toISOString();
}

/** By when they could be spent; what no list names by when it was withdrawn, or first where it still can be. */
function newestFirst(a: Reward, b: Reward): number {
  const [one, other] = [a, b].map(({ spendable, withdrawn }) => spendable?.at ?? withdrawn?.at ?? "9");
  if (one === other) return 0;
  return (one ?? "") > (other ?? "") ? -1 : 1;
}
