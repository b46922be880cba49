import { z } from "zod";
import { limits } from "@/lib/contract/limits";
import { id, quantity, time } from "@/lib/contract/primitives";
import { pool } from "@/lib/contract/staking";

/** How an epoch's reward compares with what the chain's facts let expect. */
export const auditVerdicts = ["as_expected", "missed", "doubled", "low", "high", "none_due", "unknown"] as const;
export type AuditVerdict = (typeof auditVerdicts)[number];
/** Those that a person should look at. */
export const outstandingVerdicts: ReadonlySet<AuditVerdict> = new Set(["missed", "doubled", "low", "high"]);

/** Why none was due, and why it is not known whether one was. */
const auditReasons = [
  "too_young",
  "not_delegated",
  /** The pool made no block. */
  "no_block",
  /** It made blocks and was paid nothing for them, as a rule because its owners' pledge was not there. */
  "pool_unpaid",
  /** The operator's cost and margin left no lovelace for this stake. */
  "nothing_left",
  /** The stake key was deregistered before the reward was paid. */
  "left",
  /** The account is one of the pool's owners, whose share is paid to the operator. */
  "owner",
  /** Paid to it as the pool's operator: by what an owner's stake earned, nobody tells. */
  "operator",
  "stake_unread",
  "pool_unread",
  /** The wallet was not read since, or the chain could not list its rewards. */
  "rewards_unread",
  /** The account's stake is more than all of the pool's. */
  "contradiction",
] as const;
export type AuditReason = (typeof auditReasons)[number];

const auditedEpoch = z.object({
  epoch: z.int(),
  /** When the epoch was over, and all that it earns was earned. */
  earnedAt: time,
  /** When it could or can be spent: as the second epoch after it begins. */
  spendableAt: time,
  /** When a withdrawal took it, and which; null while it is there, or where nothing came. */
  withdrawnAt: time.nullable(),
  transactionId: id.nullable(),
  /** With which the stake counted, or by which was paid. */
  pool: pool.nullable(),
  /** In lovelace; null where nobody knows. */
  activeStake: quantity.nullable(),
  /**
   * The share of what the pool paid to its members, by stake, in whole lovelace; null where nobody knows. Exact from below; what the chain lists
   * of a pool lacks what went to nobody, so that up to a twentieth more is as expected too.
   */
  expected: quantity.nullable(),
  received: quantity,
  /** `received` less `expected`. */
  difference: quantity.nullable(),
  verdict: z.enum(auditVerdicts),
  reason: z.enum(auditReasons).nullable(),
});
export type AuditedEpoch = z.infer<typeof auditedEpoch>;

const auditedAccount = z.object({
  walletId: id,
  stakeAddress: z.string(),
  /** When the chain was last asked for the account's rewards; null before the first sync has ended. */
  asOf: time.nullable(),
  /** How many rows there are of each verdict, on all pages. */
  summary: z.record(z.enum(auditVerdicts), z.int()),
  /** Missed, doubled, unusually low or high: newest first, up to `limits.auditOutstanding`, on every page. */
  outstanding: z.array(auditedEpoch),
  /** Newest first. An epoch has one row for each pool that paid, members and operator apart. */
  epochs: z.array(auditedEpoch),
});
export type AuditedAccount = z.infer<typeof auditedAccount>;

export const stakingAuditQuery = z.strictObject({
  wallet: id.optional(),
  /** Epochs before this one. */
  cursor: z.coerce.number().int().min(0).max(1_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageRows).default(limits.auditEpochs),
});
export const stakingAuditAnswer = z.object({
  /** One for each wallet with a stake key. */
  accounts: z.array(auditedAccount),
  /** For the next, older page of every account; null where none has more. */
  nextCursor: z.string().nullable(),
  /** More facts are to come: ask again. */
  later: z.boolean(),
  /** Calls to the chain that this answer took when it was made, never more than `callLimit`; what is settled is kept and asked for once. */
  calls: z.int(),
  callLimit: z.int(),
});
export type StakingAuditAnswer = z.infer<typeof stakingAuditAnswer>;
