import "server-only";
import type { Pace } from "@/lib/budget/budget";
import type { TxHash } from "@/lib/cardano/brand";
import type { Network } from "@/lib/cardano/network";
import type { Job } from "@/lib/contract/job";
import { db } from "@/lib/db";
import { decoderVersion } from "@/lib/sync/decoder-version";
import type { JobAddress, Tenure } from "@/lib/sync/job-address";
import { claim, standsAt, unleased } from "@/lib/sync/job-state";
import { knowledgeColumns, type WalletKnowledge } from "@/lib/sync/wallet-scopes";

/** Blocks deeper than this never change (Cardano's security parameter k). */
export const finalDepth = 2_160;

/** How many stored transactions are compared with the chain's list at most: five pages. */
const placesCompared = 500;

/** A transaction where the wallet has it stored. */
export interface StoredPlace {
  readonly hash: TxHash;
  readonly height: number;
  readonly txIndex: number;
  /** Unix seconds. */
  readonly time: number;
}

/** The job, its wallet and what is known of its keys, read in the statement that took the lease. */
export interface ClaimedJob extends Tenure, WalletKnowledge {
  readonly userId: string;
  readonly isGuest: boolean;
  readonly walletId: string;
  readonly attempts: number;
  /** 0: a person waits for it. Below: background refresh. */
  readonly priority: number;
  readonly stage: Job["stage"];
  readonly processed: number;
  readonly total: number | null;
  readonly proofChecks: number;
  readonly callLatencyMs: number | null;
  /** As the last step left it. */
  readonly pace: Pace | null;
  readonly startedAt: Date;
  readonly blockfrostCalls: number;
  readonly koiosCalls: number;
  readonly messages: number;
  readonly redisCommands: number;
  readonly dbStatements: number;
  readonly network: Network;
  readonly cursorHeight: number | null;
  readonly cursorTxIndex: number | null;
  readonly proofStatus: string | null;
  readonly proofAgeMs: number | null;
  readonly quarantined: string[];
  /** Raised by what changes whose the person's addresses are. */
  readonly scopeVersion: number;
  /** Heights up to here are final: 2,160 below the newest block that this wallet's syncs have seen. */
  readonly finalHeight: number;
  /** Addresses that are known to be the wallet's. */
  readonly addressCount: number;
  /** Transactions that the wallet has stored. */
  readonly storedCount: number;
  /** The newest stored transactions that a rollback could still take, in chain order, after the newest one that none can. */
  readonly stored: readonly StoredPlace[];
  /** Height above which everything is to be read again first: a full re-sync's, a newer decoder's, a rewind's that is not at its end. */
  readonly rewindTo: number | null;
}

/**
 * Takes the lease of a job at exactly this step by compare-and-set and raises its fence.
 * Null where the message is stale, the job has ended, or somebody else holds the lease.
 */
export async function claimJob(step: JobAddress): Promise<ClaimedJob | null> {
  const rows = await db().$queryRaw<ClaimedJob[]>`
    UPDATE sync_job j
    SET ${claim}
    FROM wallet w CROSS JOIN LATERAL (
      SELECT tip.height - ${finalDepth}::int AS height, coalesce(newest.block_height, 0) AS from_height, coalesce(newest.tx_index, 0) AS from_index
      FROM (SELECT greatest(w.cursor_height, (SELECT max(b.height) FROM chain_breadcrumb b WHERE b.wallet_id = w.id), 0) AS height) tip
      LEFT JOIN LATERAL (
        (SELECT block_height, tx_index FROM transaction WHERE wallet_id = w.id AND block_height <= tip.height - ${finalDepth}::int ORDER BY block_height DESC, tx_index DESC LIMIT 1)
        UNION ALL
        (SELECT block_height, tx_index FROM quarantined_transaction WHERE wallet_id = w.id AND block_height <= tip.height - ${finalDepth}::int ORDER BY block_height DESC, tx_index DESC LIMIT 1)
        ORDER BY block_height DESC, tx_index DESC LIMIT 1
      ) newest ON true
    ) final
    WHERE ${standsAt(step)} AND ${unleased} AND w.id = j.wallet_id
    RETURNING j.id AS "jobId", j.user_id AS "userId", (SELECT u.kind = 'guest' FROM "user" u WHERE u.id = j.user_id) AS "isGuest", j.wallet_id AS "walletId", j.seq, j.epoch, j.fence, j.attempts, j.priority, j.stage,
      j.processed, j.total, j.proof_checks AS "proofChecks", j.call_latency_ms AS "callLatencyMs", j.pace, j.started_at AS "startedAt",
      j.blockfrost_calls AS "blockfrostCalls", j.koios_calls AS "koiosCalls", j.messages, j.redis_commands AS "redisCommands", j.db_statements AS "dbStatements",
      w.network, w.scope_version AS "scopeVersion", ${knowledgeColumns}, w.cursor_height AS "cursorHeight", w.cursor_tx_index AS "cursorTxIndex",
      w.transaction_count AS "storedCount",
      (SELECT count(*)::int FROM wallet_address a WHERE a.wallet_id = w.id) AS "addressCount",
      (SELECT p.status FROM wallet_proof p WHERE p.wallet_id = w.id AND p.scope_version = w.scope_version) AS "proofStatus",
      (SELECT extract(epoch FROM now() - p.checked_at)::float8 * 1000 FROM wallet_proof p WHERE p.wallet_id = w.id) AS "proofAgeMs",
      ARRAY(SELECT DISTINCT a.credential FROM wallet_address a WHERE a.wallet_id = w.id AND a.verified AND a.payment_kind = 'key') AS "verifiedKeys",
      ARRAY(SELECT DISTINCT a.credential FROM wallet_address a WHERE a.wallet_id = w.id AND NOT a.verified AND a.payment_kind = 'key') AS "claimedKeys",
      ARRAY(SELECT q.tx_hash FROM quarantined_transaction q WHERE q.wallet_id = w.id) AS quarantined,
      CASE WHEN w.rewind_to IS NOT NULL THEN w.rewind_to WHEN j.is_full AND j.seq = 0 THEN -1
        ELSE (SELECT min(q.block_height) - 1 FROM quarantined_transaction q WHERE q.wallet_id = w.id AND q.decoder_version < ${decoderVersion}) END AS "rewindTo",
      final.height AS "finalHeight",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('hash', s.tx_hash, 'height', s.block_height, 'txIndex', s.tx_index, 'time', s.time) ORDER BY s.block_height, s.tx_index), '[]')
       FROM (
         (SELECT tx_hash, block_height, tx_index, extract(epoch FROM tx_timestamp)::int8 AS time FROM transaction
          WHERE wallet_id = w.id AND (block_height, tx_index) >= (final.from_height, final.from_index)
          ORDER BY block_height DESC, tx_index DESC LIMIT ${placesCompared})
         UNION ALL
         (SELECT tx_hash, block_height, tx_index, extract(epoch FROM tx_timestamp)::int8 FROM quarantined_transaction
          WHERE wallet_id = w.id AND (block_height, tx_index) >= (final.from_height, final.from_index)
          ORDER BY block_height DESC, tx_index DESC LIMIT ${placesCompared})
         ORDER BY block_height DESC, tx_index DESC LIMIT ${placesCompared}
       ) s) AS stored`;
  return rows[0] ?? null;
}

interface UnclaimedJob {
  readonly seq: number;
  readonly epoch: number;
  readonly isLeased: boolean;
  readonly isFinished: boolean;
}

/** The job behind a message that could not be claimed, to tell a stale message from a leased step. */
export async function findUnclaimed(jobId: string): Promise<UnclaimedJob | null> {
  const rows = await db().$queryRaw<UnclaimedJob[]>`
    SELECT seq, epoch, coalesce(lease_until > now(), false) AS "isLeased", finished_at IS NOT NULL AS "isFinished"
    FROM sync_job WHERE id = ${jobId}::uuid`;
  return rows[0] ?? null;
}
