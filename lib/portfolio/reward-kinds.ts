import { rewardKinds, type RewardKind, type RewardType } from "@/lib/contract/staking";

/** For what a payment into a reward account was: only rewards for stake are earned. */
const kindOfReward = {
  member: "rewards",
  leader: "rewards",
  pool_deposit_refund: "returned_deposits",
  proposal_deposit_refund: "returned_deposits",
  treasury: "treasury",
  reserves: "treasury",
  mir: "treasury",
  other: "other",
} as const satisfies Record<RewardType, RewardKind>;

export interface Payment {
  readonly type: RewardType;
  readonly amountLovelace: bigint;
}

/**
 * Payments by kind, none below zero. What lists name and the account does not hold is an `other` payment of less than
 * nothing: it is taken off the rest, from the rewards first.
 */
export function sumByKind(payments: readonly Payment[]): Map<RewardKind, bigint> {
  const sums = new Map<RewardKind, bigint>(rewardKinds.map((kind) => [kind, 0n]));
  for (const { type, amountLovelace } of payments) {
    const kind = kindOfReward[type];
    sums.set(kind, (sums.get(kind) ?? 0n) + amountLovelace);
  }
  let lacking = 0n;
  for (const [kind, sum] of sums) {
    if (sum >= 0n) continue;
    lacking -= sum;
    sums.set(kind, 0n);
  }
  for (const [kind, sum] of sums) {
    const taken = sum < lacking ? sum : lacking;
    lacking -= taken;
    sums.set(kind, sum - taken);
  }
  return new Map([...sums].filter(([, sum]) => sum > 0n));
}
