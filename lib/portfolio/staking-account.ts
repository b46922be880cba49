import { activeAfterEpochs, epochAt, epochStart } from "@/lib/cardano/epoch";
import type { Network } from "@/lib/cardano/network";
import { limits } from "@/lib/contract/limits";
import { unreadLists, type DelegationEntry, type Pool, type Reward, type StakingAccount } from "@/lib/contract/staking";
import type { AllocatedReward } from "@/lib/portfolio/allocate-rewards";
import { delegationState } from "@/lib/portfolio/delegation-state";
import { rewardAccount } from "@/lib/portfolio/reward-account";
import type { OpenDeposit } from "@/lib/portfolio/fold-deposits";
import { sumByKind } from "@/lib/portfolio/reward-kinds";
import type { AccountRow, DelegationRow, StakingRows } from "@/lib/portfolio/staking-rows";
import type { Retirement } from "@/lib/stake-pools/lookup-retirements";

/** Pool names by id, as far as they are known. */
export type PoolNames = ReadonlyMap<string, { readonly ticker: string | null; readonly name: string | null }>;

export interface StakingContext {
  readonly names: PoolNames;
  readonly retirements: ReadonlyMap<string, Retirement>;
  /** Open deposits of all of the user's wallets. */
  readonly deposits: readonly OpenDeposit[];
  readonly epoch: number;
}

/** One account's staking, made of its rows. */
export function stakingAccount(
  account: AccountRow,
  rows: Omit<StakingRows, "accounts">,
  context: StakingContext,
): StakingAccount {
  const isOwn = (row: { readonly walletId: string }) => row.walletId === account.walletId;
  const delegations = rows.delegations.filter(isOwn);
  const { network } = account;
  const { names } = context;
  const rewards = rewardAccount(account, rows, context.deposits);
  const withdrawn = rows.withdrawals.filter(isOwn).reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const withdrawable = BigInt(account.withdrawable ?? 0);
  const upcoming = rewards.reduce(
    (sum, { isUpcoming, amountLovelace }) => sum + (isUpcoming ? amountLovelace : 0n),
    0n,
  );
  return {
    walletId: account.walletId,
    stakeAddress: account.stakeAddress,
    registered: isRegistered(delegations),
    delegation: delegationOf(account, delegations, rewards, context),
    drep: account.drepId,
    total: (withdrawn + withdrawable).toString(),
    withdrawn: withdrawn.toString(),
    withdrawable: withdrawable.toString(),
    byKind: kindsOf(rewards),
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

function kindsOf(rewards: readonly AllocatedReward[]): StakingAccount["byKind"] {
  const there = rewards.filter(({ isUpcoming }) => !isUpcoming);
  const standing = sumByKind(there.filter(({ withdrawal }) => withdrawal === null));
  return [...sumByKind(there)].map(([kind, total]) => ({
    kind,
    total: total.toString(),
    withdrawable: (standing.get(kind) ?? 0n).toString(),
  }));
}

function isRegistered(delegations: readonly DelegationRow[]): boolean | null {
  const last = delegations.findLast(({ kind }) => kind === "stake_registration" || kind === "stake_deregistration");
  return last === undefined ? null : last.kind === "stake_registration";
}

function delegationOf(
  { poolId, network, checkedAt }: AccountRow,
  delegations: readonly DelegationRow[],
  rewards: readonly AllocatedReward[],
  { names, retirements, epoch }: StakingContext,
): StakingAccount["delegation"] {
  if (poolId === null) return null;
  const last = delegations.findLast(({ kind }) => kind === "stake_delegation");
  const made = last?.poolId === poolId ? last : null;
  const from = made === null ? null : activeFrom(made.at, network);
  return {
    pool: poolView(poolId, names),
    since: made === null ? null : { ...placeOf(made), ...epochOf(made.at, network) },
    activeFrom: from,
    state: delegationState({
      activeFrom: from?.epoch ?? null,
      retirement: retirements.get(poolId) ?? null,
      lastReward: lastRewardOf(rewards, poolId),
      epoch,
      readIn: checkedAt === null ? null : epochAt(network, checkedAt),
    }),
  };
}

/** The last epoch in which stake with this pool earned anything; its operator's own earns what the pool does. */
function lastRewardOf(rewards: readonly AllocatedReward[], poolId: string): number | null {
  const epochs = rewards.flatMap(({ type, poolId: by, epoch }) =>
    (type === "member" || type === "leader") && by === poolId ? (epoch ?? []) : [],
  );
  return epochs.length === 0 ? null : Math.max(...epochs);
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

export function poolView(id: string, names: PoolNames): Pool {
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
