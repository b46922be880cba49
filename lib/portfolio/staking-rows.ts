import "server-only";
import { userDb } from "@/lib/db";
import type { Network } from "@/lib/cardano/network";
import { limits } from "@/lib/contract/limits";
import type { DelegationEntry } from "@/lib/contract/staking";
import { Prisma } from "@/lib/generated/prisma/client";

/** A wallet with a stake key, and what was last read of its account. */
export interface AccountRow {
  readonly walletId: string;
  readonly stakeAddress: string;
  readonly network: Network;
  readonly poolId: string | null;
  readonly drepId: string | null;
  readonly withdrawable: string | null;
  readonly treasuryPaid: string | null;
  readonly checkedAt: Date | null;
  readonly unreadLists: readonly string[];
}

interface InWallet {
  readonly walletId: string;
}
interface InTransaction extends InWallet {
  readonly txHash: string;
  readonly transactionId: string;
  readonly at: Date;
}
export interface RewardRow extends InWallet {
  readonly epoch: number;
  readonly type: string;
  readonly poolId: string;
  readonly amount: string;
}
export interface WithdrawalRow extends InTransaction {
  readonly amount: string;
}
export interface DelegationRow extends InTransaction {
  readonly kind: DelegationEntry["kind"];
  readonly poolId: string | null;
  readonly drepId: string | null;
  readonly deposit: string;
}

/** Reward accounts, and what came into them and was taken out. */
export interface RewardRows {
  readonly accounts: readonly AccountRow[];
  readonly rewards: readonly RewardRow[];
  /** In chain order. */
  readonly withdrawals: readonly WithdrawalRow[];
}

export interface StakingRows extends RewardRows {
  /** In chain order: the newest ones, and of each kind that tells the account's state the last. */
  readonly delegations: readonly DelegationRow[];
}

const newest = Prisma.sql`ORDER BY e.block_height DESC, e.tx_index DESC, e.cert_index DESC`;
/** The last of each says whether and where the account is delegated, however long ago it was. */
const stateKinds = ["stake_registration", "stake_deregistration", "stake_delegation"];

/** What is stored of the reward account of one wallet, or of all of them where it is null. */
export async function readRewards(userId: string, walletId: string | null): Promise<RewardRows> {
  const accounts = await userDb(userId).$queryRaw<AccountRow[]>`
    SELECT w.id AS "walletId", w.subject AS "stakeAddress", w.network, w.pool_id AS "poolId", w.drep_id AS "drepId",
      w.withdrawable::text AS withdrawable, w.treasury_paid::text AS "treasuryPaid", p.checked_at AS "checkedAt",
      coalesce(w.unread_lists, '{}') AS "unreadLists"
    FROM wallet w LEFT JOIN wallet_proof p ON p.wallet_id = w.id AND p.user_id = w.user_id
    WHERE w.user_id = ${userId}::uuid AND w.kind = 'account' AND (${walletId}::uuid IS NULL OR w.id = ${walletId}::uuid)
    ORDER BY w.added_at, w.id`;
  const ids = accounts.map((account) => account.walletId);
  if (ids.length === 0) return { accounts, rewards: [], withdrawals: [] };
  const [rewards, withdrawals] = await Promise.all([
    userDb(userId).$queryRaw<RewardRow[]>`
      SELECT wallet_id AS "walletId", epoch, type, pool_id AS "poolId", amount::text AS amount FROM staking_reward
      WHERE user_id = ${userId}::uuid AND wallet_id = ANY(${ids}::uuid[])`,
    userDb(userId).$queryRaw<WithdrawalRow[]>`
      SELECT wallet_id AS "walletId", tx_hash AS "txHash", id AS "transactionId", tx_timestamp AS at, withdrawal::text AS amount
      FROM transaction WHERE user_id = ${userId}::uuid AND wallet_id = ANY(${ids}::uuid[]) AND withdrawal > 0
      ORDER BY block_height, tx_index`,
  ]);
  return { accounts, rewards, withdrawals };
}

/** The same with what certificates did to the stake keys. */
export async function readStaking(userId: string, walletId: string | null): Promise<StakingRows> {
  const rows = await readRewards(userId, walletId);
  const ids = rows.accounts.map((account) => account.walletId);
  if (ids.length === 0) return { ...rows, delegations: [] };
  const delegations = await userDb(userId).$queryRaw<DelegationRow[]>`
      SELECT e.wallet_id AS "walletId", t.tx_hash AS "txHash", t.id AS "transactionId", t.tx_timestamp AS at, e.kind,
        e.pool_id AS "poolId", e.drep_id AS "drepId", e.deposit::text AS deposit
      FROM unnest(${ids}::uuid[]) AS w(id) CROSS JOIN LATERAL (
        (SELECT e.* FROM delegation_event e WHERE e.user_id = ${userId}::uuid AND e.wallet_id = w.id ${newest} LIMIT ${limits.delegationHistory})
        UNION
        SELECT last.* FROM unnest(${stateKinds}::text[]) AS k(kind) CROSS JOIN LATERAL (
          SELECT e.* FROM delegation_event e WHERE e.user_id = ${userId}::uuid AND e.wallet_id = w.id AND e.kind = k.kind ${newest} LIMIT 1
        ) last
      ) e JOIN transaction t ON t.id = e.transaction_id AND t.user_id = ${userId}::uuid
      ORDER BY t.block_height, t.tx_index, e.cert_index,
        array_position(ARRAY['stake_registration', 'stake_delegation', 'vote_delegation', 'stake_deregistration'], e.kind)`;
  return { ...rows, delegations };
}
