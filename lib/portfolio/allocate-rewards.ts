import { epochAt } from "@/lib/cardano/epoch";
import type { Network } from "@/lib/cardano/network";
import type { RewardType } from "@/lib/contract/staking";

/** A payment into the reward account, as the chain lists it. */
interface ListedReward {
  readonly type: RewardType;
  readonly epoch: number;
  readonly poolId: string | null;
  readonly amountLovelace: bigint;
}

/** A withdrawal, which takes everything that is in the account. */
export interface AccountWithdrawal {
  readonly txHash: string;
  readonly transactionId: string;
  readonly at: Date;
  readonly amountLovelace: bigint;
}

/** A payment and what became of it. */
export interface AllocatedReward {
  readonly type: RewardType;
  /** Null for what no list names. */
  readonly epoch: number | null;
  readonly spendableEpoch: number | null;
  readonly poolId: string | null;
  readonly amountLovelace: bigint;
  readonly withdrawal: AccountWithdrawal | null;
  readonly isUpcoming: boolean;
  /** Whose deposit it returns, of a `proposal_deposit_refund`. */
  readonly proposal: string | null;
}

/** A proposal whose deposit comes back to this account. */
export interface AccountProposal {
  readonly id: string;
  readonly at: Date;
  readonly depositLovelace: bigint;
}

interface Given {
  readonly network: Network;
  readonly rewards: readonly ListedReward[];
  /** In chain order. */
  readonly withdrawals: readonly AccountWithdrawal[];
  /** What the chain said can be withdrawn, and when it said so; null where it was not asked. */
  readonly withdrawable: { readonly amountLovelace: bigint; readonly at: Date } | null;
  /** In chain order. */
  readonly proposals: readonly AccountProposal[];
  /** All that the treasury ever paid into the account. */
  readonly treasuryLovelace: bigint;
}

/** Epochs between the one that a payment is listed under and the one in which it can be spent. */
const spendableAfter = {
  member: 2,
  leader: 2,
  pool_deposit_refund: 0,
  proposal_deposit_refund: 0,
  treasury: 1,
  reserves: 1,
  mir: 1,
  other: 2,
} as const satisfies Record<RewardType, number>;

type Pending = AllocatedReward & { readonly spendableEpoch: number };

/**
 * Ties each payment to the withdrawal that took it, oldest first. What a withdrawal or the balance holds beside the listed
 * payments are deposits of proposals that came back, what the treasury paid, or a payment `other`, so that the payments of
 * each withdrawal sum up to it, and those that are left to what can be withdrawn.
 */
export function allocateRewards(given: Given): AllocatedReward[] {
  const { network, rewards, withdrawals, withdrawable } = given;
  const beside = unlistedOf(given);
  let pending = rewards.map(asPending).sort(bySpendable);
  const allocated: AllocatedReward[] = [];
  for (const withdrawal of withdrawals) {
    const epoch = epochAt(network, withdrawal.at);
    const taken = pending.filter(({ spendableEpoch }) => spendableEpoch <= epoch);
    pending = pending.filter(({ spendableEpoch }) => spendableEpoch > epoch);
    allocated.push(...taken.map((each) => ({ ...each, withdrawal })));
    allocated.push(...beside(withdrawal.amountLovelace - sumOf(taken), withdrawal.at, withdrawal));
  }
  if (withdrawable === null) return [...allocated, ...pending.map((each) => ({ ...each, isUpcoming: true }))];
  const cut = lastPaidEpoch(pending, withdrawable.amountLovelace, epochAt(network, withdrawable.at));
  const there = pending.filter(({ spendableEpoch }) => spendableEpoch <= cut);
  const later = pending.filter(({ spendableEpoch }) => spendableEpoch > cut);
  return [
    ...allocated,
    ...there,
    ...beside(withdrawable.amountLovelace - sumOf(there), withdrawable.at, null),
    ...later.map((each) => ({ ...each, isUpcoming: true })),
  ];
}

/** Around an epoch's first block the balance may still be the one of the epoch before. */
function lastPaidEpoch(pending: readonly Pending[], balance: bigint, epoch: number): number {
  const fits = (last: number) => sumOf(pending.filter(({ spendableEpoch }) => spendableEpoch <= last)) === balance;
  return !fits(epoch) && fits(epoch - 1) ? epoch - 1 : epoch;
}

function asPending(reward: ListedReward): Pending {
  return {
    ...reward,
    spendableEpoch: reward.epoch + spendableAfter[reward.type],
    withdrawal: null,
    isUpcoming: false,
    proposal: null,
  };
}

const unlisted = { epoch: null, spendableEpoch: null, poolId: null, isUpcoming: false, proposal: null } as const;

/** Says what amounts are that no list names; asked for one after the other, since each is what another one cannot be. */
function unlistedOf({ network, rewards, proposals, treasuryLovelace }: Given) {
  const fromTreasury = rewards.filter(({ type }) => type === "treasury" || type === "mir");
  let treasury = treasuryLovelace - sumOf(fromTreasury);
  let open = [...proposals];
  return (amountLovelace: bigint, at: Date, withdrawal: AccountWithdrawal | null): AllocatedReward[] => {
    const parts: AllocatedReward[] = [];
    let left = amountLovelace;
    const add = (type: RewardType, part: bigint, proposal: string | null = null) => {
      left -= part;
      parts.push({ ...unlisted, type, amountLovelace: part, withdrawal, proposal });
    };
    if (left !== treasury) {
      for (const { id, depositLovelace, at: proposedAt } of open) {
        if (depositLovelace > left || epochAt(network, proposedAt) >= epochAt(network, at)) continue;
        add("proposal_deposit_refund", depositLovelace, id);
      }
      open = open.filter(({ id }) => !parts.some(({ proposal }) => proposal === id));
    }
    const paid = left < treasury ? left : treasury;
    if (paid > 0n) {
      treasury -= paid;
      add("treasury", paid);
    }
    if (left !== 0n) add("other", left);
    return parts;
  };
}

function bySpendable(a: Pending, b: Pending): number {
  const [one = "", other = ""] = [a, b].map(({ type, poolId }) => `${type} ${poolId ?? ""}`);
  return a.spendableEpoch - b.spendableEpoch || (one < other ? -1 : Number(one > other));
}

function sumOf(rewards: readonly { readonly amountLovelace: bigint }[]): bigint {
  return rewards.reduce((sum, { amountLovelace }) => sum + amountLovelace, 0n);
}
