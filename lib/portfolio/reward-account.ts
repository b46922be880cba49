import { rewardTypes } from "@/lib/contract/staking";
import { allocateRewards, type AccountProposal, type AllocatedReward } from "@/lib/portfolio/allocate-rewards";
import type { OpenDeposit } from "@/lib/portfolio/fold-deposits";
import type { AccountRow, RewardRow, RewardRows, WithdrawalRow } from "@/lib/portfolio/staking-rows";

/** All that came into one reward account, and what became of it. */
export function rewardAccount(
  account: AccountRow,
  rows: Omit<RewardRows, "accounts">,
  deposits: readonly OpenDeposit[],
): AllocatedReward[] {
  const isOwn = (row: { readonly walletId: string }) => row.walletId === account.walletId;
  const { network, withdrawable, checkedAt, treasuryPaid } = account;
  return allocateRewards({
    network,
    rewards: rows.rewards.filter(isOwn).map(listedReward),
    withdrawals: rows.withdrawals.filter(isOwn).map(withdrawalOf),
    withdrawable: withdrawable === null ? null : { amountLovelace: BigInt(withdrawable), at: checkedAt ?? lateEnough },
    proposals: deposits.flatMap((deposit) => proposalTo(account.stakeAddress, deposit)),
    treasuryLovelace: BigInt(treasuryPaid ?? 0),
  });
}

/** Of a balance without the time at which it was read every listed payment is taken to be in it. */
const lateEnough = new Date("9999-01-01");

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

function proposalTo(stakeAddress: string, { kind, id, returnAddress, at, lovelace }: OpenDeposit): AccountProposal[] {
  return kind === "proposal" && id !== null && returnAddress === stakeAddress
    ? [{ id, at, depositLovelace: lovelace }]
    : [];
}
