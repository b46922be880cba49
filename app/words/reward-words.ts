import type { DelegationEntry, Reward, RewardType, UnreadList } from "@/lib/contract/staking";

/** What a payment into the reward account was for. */
export const rewardWords = {
  member: "Staking reward",
  leader: "Pool operator's reward",
  pool_deposit_refund: "Pool deposit returned",
  treasury: "From the treasury",
  reserves: "From the reserves",
  mir: "Instant reward",
  other: "Other payment",
} as const satisfies Record<RewardType, string>;

/** What a certificate did to the stake key. */
export const delegationWords = {
  stake_registration: "Stake key registered",
  stake_deregistration: "Stake key deregistered",
  stake_delegation: "Delegated to",
  vote_delegation: "Vote given to",
} as const satisfies Record<DelegationEntry["kind"], string>;

const listWords = {
  rewards: "rewards",
  instant_rewards: "instant rewards",
  withdrawals: "withdrawals",
  registrations: "registrations",
  delegations: "delegations",
} as const satisfies Record<UnreadList, string>;

/** What may be missing from an account's staking; null where every list was read. */
export function unreadWords(unread: readonly UnreadList[]): string | null {
  if (unread.length === 0) return null;
  const lists = new Intl.ListFormat("en").format(unread.map((list) => listWords[list]));
  return `The chain could not list this account's ${lists} at the last sync, so some may be missing here. The next sync asks again; no balance depends on it.`;
}

export interface EpochBar {
  readonly epoch: number;
  readonly amount: bigint;
  /** In thousandths of the largest bar. */
  readonly height: number;
  readonly isUpcoming: boolean;
}

/** What was earned in each of the last epochs, every epoch in between included, oldest first. */
export function epochBars(rewards: readonly Reward[], currentEpoch: number, limit: number): EpochBar[] {
  const sums = new Map<number, bigint>();
  for (const { earned, amount } of rewards)
    if (earned !== null) sums.set(earned.epoch, (sums.get(earned.epoch) ?? 0n) + BigInt(amount));
  const epochs = [...sums.keys()];
  if (epochs.length === 0) return [];
  const last = Math.max(...epochs);
  const first = Math.max(Math.min(...epochs), last - limit + 1);
  const shown = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const largest = shown.reduce((most, epoch) => ((sums.get(epoch) ?? 0n) > most ? (sums.get(epoch) ?? 0n) : most), 1n);
  return shown.map((epoch) => {
    const amount = sums.get(epoch) ?? 0n;
    return { epoch, amount, height: Number((amount * 1000n) / largest), isUpcoming: epoch + 2 > currentEpoch };
  });
}
