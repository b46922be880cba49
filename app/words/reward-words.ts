import type {
  DelegationEntry,
  Reward,
  RewardKind,
  RewardType,
  StakingAccount,
  UnreadList,
} from "@/lib/contract/staking";

/** What a payment into the reward account was for. */
export const rewardWords = {
  member: "Staking reward",
  leader: "Pool operator's reward",
  pool_deposit_refund: "Pool deposit returned",
  proposal_deposit_refund: "Proposal's deposit returned",
  treasury: "From the treasury",
  reserves: "From the reserves",
  mir: "Instant reward",
  other: "Other payment",
} as const satisfies Record<RewardType, string>;

/** What stands in a reward account beside what was earned with stake. */
export const kindWords = {
  rewards: "Rewards",
  returned_deposits: "Returned deposits",
  treasury: "From the treasury",
  other: "Other payments",
} as const satisfies Record<RewardKind, string>;

/** Whether a payment was earned with stake; all others are neither in the chart of rewards nor income. */
export function isEarned({ type }: Pick<Reward, "type">): boolean {
  return type === "member" || type === "leader";
}

type Delegation = NonNullable<StakingAccount["delegation"]>;

/** Whether a delegation earns, in few words; null where nobody knows since when it stands. */
export function delegationBadge({ state, activeFrom }: Delegation): { tone: "good" | "warn"; text: string } | null {
  const { is, epoch } = state;
  const since = epoch === null ? "" : ` since epoch ${epoch}`;
  switch (is) {
    case "not_yet":
      return { tone: "warn", text: `Earns from epoch ${epoch ?? ""}` };
    case "earning":
      return activeFrom === null ? null : { tone: "good", text: "Earning" };
    case "retiring":
      return { tone: "warn", text: epoch === null ? "The pool is retiring" : `The pool retires in epoch ${epoch}` };
    case "retired":
      return { tone: "warn", text: `The pool has retired: no rewards${since}` };
    case "unrewarded":
      return { tone: "warn", text: epoch === null ? "No reward yet" : `No reward${since}` };
  }
}

/** What its delegator may do about a pool that pays nothing; null where it earns. */
export function delegationAdvice({ state }: Delegation): string | null {
  if (state.is === "retired") return "Stake that stays with a retired pool earns nothing. Delegate it to another one.";
  if (state.is === "retiring") return "From then on the stake earns nothing. Delegate it to another pool before.";
  if (state.is !== "unrewarded") return null;
  return "The pool may make no blocks any more. Another one may pay better.";
}

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
  for (const { earned, amount, type } of rewards)
    if (earned !== null && isEarned({ type })) sums.set(earned.epoch, (sums.get(earned.epoch) ?? 0n) + BigInt(amount));
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
