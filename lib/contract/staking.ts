import { z } from "zod";
import { quantity, time } from "@/lib/contract/primitives";
import { delegationKinds } from "@/lib/ledger/closed-words";

const id = z.uuid();

export const rewardTypes = [
  "member",
  "leader",
  "pool_deposit_refund",
  /** No list names it: told by what the account holds beside what is listed. */
  "proposal_deposit_refund",
  "treasury",
  "reserves",
  /** Instant, of before Conway, where nobody tells from which of the two. */
  "mir",
  "other",
] as const;
export type RewardType = (typeof rewardTypes)[number];

/** What stands in a reward account, by what it was paid for; only the first was earned with stake. */
export const rewardKinds = ["rewards", "returned_deposits", "treasury", "other"] as const;
export type RewardKind = (typeof rewardKinds)[number];

const delegationStates = ["not_yet", "earning", "retiring", "retired", "unrewarded"] as const;

export const unreadLists = ["rewards", "instant_rewards", "withdrawals", "registrations", "delegations"] as const;
/** A list of the account that the chain could not give. */
export type UnreadList = (typeof unreadLists)[number];

export const pool = z.object({ id: z.string(), ticker: z.string().nullable(), name: z.string().nullable() });
export type Pool = z.infer<typeof pool>;
const epochTime = z.object({ epoch: z.int(), at: time });

const reward = z.object({
  type: z.enum(rewardTypes),
  pool: pool.nullable(),
  /** Negative only for `other`: listed by the chain, but not in the account when it was emptied. */
  amount: quantity,
  /** The epoch it was earned in; null for `other`, of which only the account's balance tells. */
  earned: z.object({ epoch: z.int(), from: time, until: time }).nullable(),
  /** From when on it can be withdrawn. */
  spendable: epochTime.nullable(),
  /** The withdrawal that took it; each takes all that is there. */
  withdrawn: epochTime.extend({ txHash: z.string(), transactionId: id }).nullable(),
});
export type Reward = z.infer<typeof reward>;

const delegationEvent = z.object({
  kind: z.enum(delegationKinds),
  epoch: z.int(),
  at: time,
  /** From which epoch on a delegation earns. */
  activeFrom: epochTime.nullable(),
  pool: pool.nullable(),
  drep: z.string().nullable(),
  deposit: quantity,
  txHash: z.string(),
  transactionId: id,
});
export type DelegationEntry = z.infer<typeof delegationEvent>;

const sums = {
  /** All that was ever paid into the account: `withdrawn` and `withdrawable` together. */
  total: quantity,
  withdrawn: quantity,
  withdrawable: quantity,
  /** `total` and `withdrawable` by what they were paid for; kinds of which there is nothing are left out. */
  byKind: z.array(z.object({ kind: z.enum(rewardKinds), total: quantity, withdrawable: quantity })),
  /** Earned and listed, not spendable before a later epoch. */
  upcoming: quantity,
};

const stakingAccount = z.object({
  walletId: id,
  stakeAddress: z.string(),
  /** Null where no certificate was seen. */
  registered: z.boolean().nullable(),
  delegation: z
    .object({
      pool,
      /** When the delegation was made, and from which epoch on it earns; null where its certificate was not seen. */
      since: epochTime.extend({ txHash: z.string(), transactionId: id }).nullable(),
      activeFrom: epochTime.nullable(),
      /**
       * Whether it earns, and the epoch that goes with it: from which on it will (`not_yet`); in which the pool retires or
       * retired; of the last reward (`unrewarded`, which is so for some epochs now). Null where that is not known.
       */
      state: z.object({ is: z.enum(delegationStates), epoch: z.int().nullable() }),
    })
    .nullable(),
  drep: z.string().nullable(),
  ...sums,
  /** When the chain was last asked for these; null before the first sync has ended. */
  asOf: time.nullable(),
  /** Newest first. */
  rewards: z.array(reward),
  /** Newest first, up to `limits.delegationHistory`. */
  history: z.array(delegationEvent),
  /** Lists that the chain could not give at the last sync: what they would tell may be missing here. */
  unread: z.array(z.enum(unreadLists)),
});
export type StakingAccount = z.infer<typeof stakingAccount>;

export const stakingQuery = z.strictObject({ wallet: id.optional() });
export const stakingAnswer = z.object({
  epoch: z.object({ number: z.int(), from: time, until: time }),
  ...sums,
  /** One for each wallet with a stake key. */
  accounts: z.array(stakingAccount),
});
export type StakingAnswer = z.infer<typeof stakingAnswer>;
