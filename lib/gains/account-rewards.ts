import type Fraction from "fraction.js";
import type { Acquisition } from "@/lib/accounting/accounting-event";
import type { EventPurpose } from "@/lib/accounting/event-purpose";
import type { Review } from "@/lib/accounting/wallet-book";
import { epochStart } from "@/lib/cardano/epoch";
import type { Network } from "@/lib/cardano/network";
import { lovelace } from "@/lib/cardano/unit";
import type { AccountingSettings } from "@/lib/contract/accounting";
import type { AllocatedReward } from "@/lib/portfolio/allocate-rewards";

/** A reward of a wallet that counts, and when. */
export interface DatedReward {
  readonly id: string;
  readonly wallet: string;
  /** That earned it; null for what no list names. */
  readonly epoch: number | null;
  readonly at: number;
  readonly quantity: bigint;
}

/** Deposits that come back into the reward account were never given away. */
const isRefund = ({ type }: AllocatedReward) => type === "pool_deposit_refund" || type === "proposal_deposit_refund";

/**
 * The rewards of an account as income, each once, at the end of its epoch, when it could be spent or when it was taken out. What no
 * list names is dated by the withdrawal that took it; what is not taken out yet has no such date and does not count.
 */
export function datedRewards(
  wallet: string,
  network: Network,
  rewards: readonly AllocatedReward[],
  rewardDate: AccountingSettings["rewardDate"],
): DatedReward[] {
  return rewards.flatMap((reward): DatedReward[] => {
    const { type, epoch, poolId, withdrawal, amountLovelace } = reward;
    const at = dateOf(network, reward, rewardDate)?.getTime();
    if (isRefund(reward) || amountLovelace <= 0n || at === undefined) return [];
    const of = epoch === null ? (withdrawal?.txHash ?? "standing") : `${String(epoch)}:${poolId ?? ""}`;
    return [{ id: `reward:${wallet}:${type}:${of}`, wallet, epoch, at, quantity: amountLovelace }];
  });
}

function dateOf(
  network: Network,
  { epoch, spendableEpoch, withdrawal, isUpcoming }: AllocatedReward,
  rewardDate: AccountingSettings["rewardDate"],
): Date | undefined {
  if (rewardDate === "withdrawn" || epoch === null || spendableEpoch === null) return withdrawal?.at;
  if (rewardDate === "earned") return epochStart(network, epoch + 1);
  return isUpcoming ? undefined : epochStart(network, spendableEpoch);
}

/** Income at what a lovelace cost then; null where nobody knows that. */
export function rewardEvent({ id, wallet, at, quantity, price }: DatedReward & { readonly price: Fraction | null }): {
  events: [Acquisition];
  purposes: [EventPurpose];
  reviews: Review[];
} {
  const basis = price?.mul(quantity) ?? null;
  const of = { id, at, asset: lovelace, wallet, quantity };
  return {
    events: [{ kind: "acquisition", ...of, basis, price, income: basis }],
    purposes: [{ eventId: id, purpose: "income", protocol: null, deal: id, values: new Map([[lovelace, basis]]) }],
    reviews: basis === null ? [{ eventId: id, why: "unpriced" }] : [],
  };
}
