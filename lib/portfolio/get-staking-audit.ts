import "server-only";
import type { z } from "zod";
import { CallAllowance } from "@/lib/blockfrost/call-allowance";
import { derived } from "@/lib/cache/derived";
import { epochAt } from "@/lib/cardano/epoch";
import { limits } from "@/lib/contract/limits";
import { stakingAuditAnswer, type StakingAuditAnswer, type stakingAuditQuery } from "@/lib/contract/staking-audit";
import { env } from "@/lib/env";
import { readDeregistrations } from "@/lib/portfolio/active-stakes";
import { askOwners, gatherFacts, type AuditedFacts } from "@/lib/portfolio/audit-facts";
import { auditRewards, paidAfterEpochs, type AuditRow } from "@/lib/portfolio/audit-rewards";
import { auditedAccount, earned, type EarnedReward } from "@/lib/portfolio/audited-account";
import { readOpenDeposits } from "@/lib/portfolio/deposit-rows";
import { requireWallet } from "@/lib/portfolio/require-wallet";
import { rewardAccount } from "@/lib/portfolio/reward-account";
import { readRewards, type AccountRow } from "@/lib/portfolio/staking-rows";
import { lookupPools } from "@/lib/stake-pools/lookup-pools";

/** After an epoch has begun, its source may still be writing what the one before paid. */
const settlingMs = 3_600_000;

/** The last epoch whose rewards are paid and told. */
export function settledEpoch(at: Date): number {
  return epochAt(env().CARDANO_NETWORK, new Date(at.getTime() - settlingMs)) - paidAfterEpochs;
}

/**
 * Each epoch's reward of the user's accounts against what stake and pool let expect. What is not known yet is asked of the chain, in
 * no more than `limits.auditCalls` calls and some seconds, and kept; `later` says that there is more to ask. Throws
 * `not_found` for anybody else's wallet.
 */
export async function getStakingAudit(
  userId: string,
  query: z.output<typeof stakingAuditQuery>,
): Promise<StakingAuditAnswer> {
  const { wallet: walletId = null, cursor, limit } = query;
  if (walletId !== null) await requireWallet(userId, walletId);
  const read = () => answer(userId, query, new Date());
  // Pages that anybody may cut as they like are not kept.
  if (cursor !== undefined || limit !== limits.auditEpochs) return read();
  return derived(userId, `staking-audit:${walletId ?? "all"}`, stakingAuditAnswer, read, ({ later }) => !later);
}

async function answer(
  userId: string,
  { wallet, cursor, limit }: z.output<typeof stakingAuditQuery>,
  now: Date,
): Promise<StakingAuditAnswer> {
  const calls = new CallAllowance(limits.auditCalls);
  const { audited, later } = await auditAll(userId, wallet ?? null, now, calls);
  const poolIds = audited.flatMap(({ rows }) => rows.flatMap(({ poolId }) => poolId ?? []));
  const names = await lookupPools(userId, poolIds);
  const before = cursor ?? epochAt(env().CARDANO_NETWORK, now) + 1;
  const from = before - limit;
  const isMore = audited.some(({ rows }) => rows.some(({ epoch }) => epoch < from));
  return {
    accounts: audited.map(({ account, rows }) => auditedAccount(account, rows, { from, before }, names)),
    nextCursor: isMore ? String(from) : null,
    later,
    calls: calls.made,
    callLimit: limits.auditCalls,
  };
}

interface Audited {
  readonly account: AccountRow;
  readonly rows: readonly AuditRow<EarnedReward>[];
}

async function auditAll(
  userId: string,
  walletId: string | null,
  now: Date,
  calls: CallAllowance,
): Promise<{ audited: Audited[]; later: boolean }> {
  const [rows, deposits] = await Promise.all([readRewards(userId, walletId), readOpenDeposits(userId)]);
  const isRead = ({ checkedAt }: AccountRow) => checkedAt !== null;
  const settled = settledEpoch(now);
  const [facts, gone] = await Promise.all([
    gatherFacts(userId, rows.accounts.filter(isRead), settled, calls),
    readDeregistrations(
      userId,
      rows.accounts.map((account) => account.walletId),
    ),
  ]);
  const auditBy = (owners: ReadonlyMap<string, readonly string[]>) =>
    rows.accounts.map((account) => {
      const { walletId: id, network, checkedAt, unreadLists, stakeAddress } = account;
      if (checkedAt === null) return { account, rows: [] };
      const audit = auditRewards({
        stakes: facts.stakes.get(id)?.stakes ?? new Map(),
        stakesUntil: facts.stakes.get(id)?.until ?? null,
        poolEpoch: facts.poolEpoch,
        rewards: rewardAccount(account, rows, deposits).flatMap(earned),
        rewardsUntil: unreadLists.includes("rewards") ? null : settledEpoch(checkedAt),
        goneIn: (gone.get(id) ?? []).map((at) => epochAt(network, at)),
        isOwner: (poolId) => owners.get(poolId)?.includes(stakeAddress) ?? null,
        settled,
        current: epochAt(network, now),
      });
      return { account, rows: audit };
    });
  const suspects = suspectsOf(auditBy(new Map()), facts);
  if (suspects.length === 0) return { audited: auditBy(new Map()), later: facts.later };
  const owners = await askOwners(userId, suspects, calls);
  return { audited: auditBy(owners), later: facts.later || suspects.some((poolId) => !owners.has(poolId)) };
}

/** Pools that paid and sent nothing, of which it is still to be asked whether the account is an owner's. */
function suspectsOf(audited: readonly Audited[], { poolEpoch }: AuditedFacts): string[] {
  return audited.flatMap(({ rows }) =>
    rows.flatMap(({ poolId, epoch, reason }) =>
      reason === "pool_unread" && poolId !== null && poolEpoch(poolId, epoch) !== null ? [poolId] : [],
    ),
  );
}
