import { epochStart } from "@/lib/cardano/epoch";
import type { Network } from "@/lib/cardano/network";
import { limits } from "@/lib/contract/limits";
import {
  auditVerdicts,
  outstandingVerdicts,
  type AuditedAccount,
  type AuditedEpoch,
  type AuditVerdict,
} from "@/lib/contract/staking-audit";
import type { AllocatedReward } from "@/lib/portfolio/allocate-rewards";
import { paidAfterEpochs, type AuditRow, type PaidReward } from "@/lib/portfolio/audit-rewards";
import type { AccountRow } from "@/lib/portfolio/staking-rows";
import { poolView, type PoolNames } from "@/lib/portfolio/staking-account";

/** A payment for stake with what became of it. */
export type EarnedReward = AllocatedReward & PaidReward;

export function earned(reward: AllocatedReward): EarnedReward[] {
  const { type, epoch } = reward;
  return (type === "member" || type === "leader") && epoch !== null ? [{ ...reward, type, epoch }] : [];
}

/** Epochs from one on and before another. */
export interface EpochRange {
  readonly from: number;
  readonly before: number;
}

/** One account's audit: its rows of a range of epochs, newest first, and what stands out in any. */
export function auditedAccount(
  { walletId, stakeAddress, checkedAt, network }: AccountRow,
  rows: readonly AuditRow<EarnedReward>[],
  { from, before }: EpochRange,
  names: PoolNames,
): AuditedAccount {
  const newestFirst = rows.toReversed();
  const view = (row: AuditRow<EarnedReward>) => auditedEpoch(row, network, names);
  return {
    walletId,
    stakeAddress,
    asOf: checkedAt?.toISOString() ?? null,
    summary: summaryOf(rows),
    outstanding: newestFirst
      .filter(({ verdict }) => outstandingVerdicts.has(verdict))
      .slice(0, limits.auditOutstanding)
      .map(view),
    epochs: newestFirst.filter(({ epoch }) => epoch >= from && epoch < before).map(view),
  };
}

function summaryOf(rows: readonly AuditRow[]): AuditedAccount["summary"] {
  const counts = Object.fromEntries(auditVerdicts.map((verdict) => [verdict, 0])) as Record<AuditVerdict, number>;
  for (const { verdict } of rows) counts[verdict] += 1;
  return counts;
}

function auditedEpoch(row: AuditRow<EarnedReward>, network: Network, names: PoolNames): AuditedEpoch {
  const { epoch, poolId, activeLovelace, expectedLovelace, receivedLovelace, verdict, reason, payments } = row;
  const startOf = (number: number) => epochStart(network, number).toISOString();
  const withdrawal = payments.find((each) => each.withdrawal !== null)?.withdrawal ?? null;
  return {
    epoch,
    earnedAt: startOf(epoch + 1),
    spendableAt: startOf(epoch + paidAfterEpochs),
    withdrawnAt: withdrawal?.at.toISOString() ?? null,
    transactionId: withdrawal?.transactionId ?? null,
    pool: poolId === null ? null : poolView(poolId, names),
    activeStake: activeLovelace?.toString() ?? null,
    expected: expectedLovelace?.toString() ?? null,
    received: receivedLovelace.toString(),
    difference: expectedLovelace === null ? null : (receivedLovelace - expectedLovelace).toString(),
    verdict,
    reason,
  };
}
