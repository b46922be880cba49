import { activeAfterEpochs } from "@/lib/cardano/epoch";
import type { AuditReason, AuditVerdict } from "@/lib/contract/staking-audit";
import type { PoolEpoch } from "@/lib/stake-pools/pool-epochs";

/** The stake of an account that counted in an epoch. */
export interface ActiveStake {
  readonly poolId: string;
  readonly lovelace: bigint;
}

/** A payment for stake, as the chain lists it. */
export interface PaidReward {
  readonly epoch: number;
  readonly type: "member" | "leader";
  readonly poolId: string | null;
  readonly amountLovelace: bigint;
}

export interface AuditRow<R extends PaidReward = PaidReward> {
  readonly epoch: number;
  readonly poolId: string | null;
  readonly activeLovelace: bigint | null;
  readonly expectedLovelace: bigint | null;
  readonly receivedLovelace: bigint;
  readonly verdict: AuditVerdict;
  readonly reason: AuditReason | null;
  /** What `receivedLovelace` is made of. */
  readonly payments: readonly R[];
}

export interface AuditFacts<R extends PaidReward = PaidReward> {
  /** By epoch. */
  readonly stakes: ReadonlyMap<number, ActiveStake>;
  /** Up to this epoch `stakes` has all there are; null where none is known. */
  readonly stakesUntil: number | null;
  readonly poolEpoch: (poolId: string, epoch: number) => PoolEpoch | null;
  readonly rewards: readonly R[];
  /** The last epoch whose reward is in `rewards` if any came; null where the list could not be read. */
  readonly rewardsUntil: number | null;
  /** Epochs in which the stake key was deregistered. */
  readonly goneIn: readonly number[];
  /** Whether the account is one of a pool's owners; null where nobody knows. */
  readonly isOwner: (poolId: string) => boolean | null;
  /** The last epoch whose reward is paid by now, and the one that it is now. */
  readonly settled: number;
  readonly current: number;
}

/** Blockfrost rounds the operator's part with floating numbers, and what is left of it a member's share once more. */
const lessLovelace = 2n;
/** A pool's listed rewards lack what delegators who had left did not get: everybody's share is up to so much more. */
const moreOneIn = 20n;

/**
 * Each epoch's reward against what stake and pool let expect, oldest first, from the first epoch with stake or a reward to
 * the current one. A member is due `(f - cost)(1 - margin) × stake / pool's stake` in whole lovelace, f being what the pool
 * earned (Shelley ledger specification, 5.5.2); of f the chain lists what was paid of it, which is a little less.
 */
export function auditRewards<R extends PaidReward>(facts: AuditFacts<R>): AuditRow<R>[] {
  const { stakes, rewards, current } = facts;
  const epochs = [...stakes.keys(), ...rewards.map(({ epoch }) => epoch)];
  if (epochs.length === 0) return [];
  const first = epochs.reduce((least, epoch) => Math.min(least, epoch));
  const paid = grouped(rewards, ({ epoch }) => epoch);
  return Array.from({ length: Math.max(0, current - first + 1) }, (_, index) => first + index).flatMap((epoch) =>
    rowsOf(epoch, paid.get(epoch) ?? [], facts),
  );
}

function rowsOf<R extends PaidReward>(epoch: number, paid: readonly R[], facts: AuditFacts<R>): AuditRow<R>[] {
  const stake = facts.stakes.get(epoch) ?? null;
  const isMain = ({ type, poolId }: R) => type === "member" && (stake === null || poolId === stake.poolId);
  const [main, others] = [paid.filter(isMain), paid.filter((each) => !isMain(each))];
  const isOperator = others.some(({ type, poolId }) => type === "leader" && poolId === stake?.poolId);
  const rows = [...grouped(others, ({ type, poolId }) => `${type} ${poolId ?? ""}`).values()].map((payments) =>
    otherRow(epoch, payments, main.length > 0),
  );
  // An operator's own stake is paid with the rest of what is the operator's.
  return isOperator && main.length === 0 ? rows : [mainRow(epoch, stake, main, facts), ...rows];
}

/** What came beside the reward of the stake: to the operator of a pool, or by a pool with which the stake was not. */
function otherRow<R extends PaidReward>(epoch: number, payments: readonly R[], isSecond: boolean): AuditRow<R> {
  const [{ type, poolId } = { type: "member", poolId: null }] = payments;
  const row = { epoch, poolId, receivedLovelace: sumOf(payments), payments };
  if (type === "leader")
    return { ...row, activeLovelace: null, expectedLovelace: null, verdict: "unknown", reason: "operator" };
  const verdict = isSecond ? "doubled" : "high";
  return { ...row, activeLovelace: 0n, expectedLovelace: 0n, verdict, reason: null };
}

function mainRow<R extends PaidReward>(
  epoch: number,
  stake: ActiveStake | null,
  payments: readonly R[],
  facts: AuditFacts<R>,
): AuditRow<R> {
  const receivedLovelace = sumOf(payments);
  const poolId = stake?.poolId ?? payments[0]?.poolId ?? null;
  const row = { epoch, poolId, receivedLovelace, payments, activeLovelace: stake?.lovelace ?? null };
  const open = { ...row, expectedLovelace: null };
  if (epoch > facts.settled) return { ...open, verdict: "none_due", reason: "too_young" };
  if (stake === null) {
    const isKnown = facts.stakesUntil !== null && epoch <= facts.stakesUntil;
    if (!isKnown) return { ...open, verdict: "unknown", reason: "stake_unread" };
    const none = { ...row, activeLovelace: 0n, expectedLovelace: 0n };
    if (payments.length > 0) return { ...none, verdict: payments.length > 1 ? "doubled" : "high", reason: null };
    return { ...none, verdict: "none_due", reason: "not_delegated" };
  }
  const pool = facts.poolEpoch(stake.poolId, epoch);
  if (pool === null) return { ...open, verdict: "unknown", reason: "pool_unread" };
  if (stake.lovelace > pool.activeStake) return { ...open, verdict: "unknown", reason: "contradiction" };
  const expectedLovelace = expectedOf(stake.lovelace, pool);
  const told = { ...row, expectedLovelace };
  if (payments.length > 0) return { ...told, verdict: verdictOf(stake.lovelace, pool, payments), reason: null };
  const none = noneCame(epoch, stake.poolId, expectedLovelace, pool, facts);
  return { ...told, ...none, ...(none.verdict === "none_due" && { expectedLovelace: 0n }) };
}

/** A member's share of what a pool paid to its members, in whole lovelace; never more than that. */
export function expectedOf(stakeLovelace: bigint, { activeStake, rewards, fees }: PoolEpoch): bigint {
  return activeStake === 0n || rewards <= fees ? 0n : ((rewards - fees) * stakeLovelace) / activeStake;
}

function verdictOf(stakeLovelace: bigint, pool: PoolEpoch, payments: readonly PaidReward[]): AuditVerdict {
  const expected = expectedOf(stakeLovelace, pool);
  const received = sumOf(payments);
  // Each delegator's whole lovelace leaves a part of one to nobody.
  const rounded = (BigInt(pool.delegators + 1) * stakeLovelace) / (pool.activeStake || 1n) + lessLovelace;
  const mostOf = (due: bigint) => due + due / moreOneIn + rounded;
  if (payments.length > 1) return "doubled";
  if (received < expected - lessLovelace) return "low";
  if (received <= mostOf(expected)) return "as_expected";
  const isTwice = received >= 2n * (expected - lessLovelace) && received <= 2n * mostOf(expected);
  return isTwice && expected > lessLovelace ? "doubled" : "high";
}

/** Why nothing came for stake that counted: it was due only where none of the others is the reason. */
function noneCame(
  epoch: number,
  poolId: string,
  expected: bigint,
  pool: PoolEpoch,
  { rewardsUntil, goneIn, isOwner }: Pick<AuditFacts, "rewardsUntil" | "goneIn" | "isOwner">,
): { verdict: AuditVerdict; reason: AuditReason | null } {
  if (rewardsUntil === null || epoch > rewardsUntil) return { verdict: "unknown", reason: "rewards_unread" };
  const none = (reason: AuditReason) => ({ verdict: "none_due", reason }) as const;
  if (pool.blocks === 0) return none("no_block");
  if (pool.rewards === 0n) return none("pool_unpaid");
  if (expected <= lessLovelace) return none("nothing_left");
  // After the snapshot that counted, and before the payment.
  if (goneIn.some((gone) => gone > epoch - activeAfterEpochs && gone < epoch + paidAfterEpochs)) return none("left");
  const owner = isOwner(poolId);
  if (owner === null) return { verdict: "unknown", reason: "pool_unread" };
  return owner ? none("owner") : { verdict: "missed", reason: null };
}

/** A reward is paid as the second epoch after its own begins. */
export const paidAfterEpochs = 2;

function grouped<K, T>(all: readonly T[], keyOf: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}

function sumOf(payments: readonly PaidReward[]): bigint {
  return payments.reduce((sum, { amountLovelace }) => sum + amountLovelace, 0n);
}
