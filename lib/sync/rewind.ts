import "server-only";
import { makeDue } from "@/lib/corrections/due";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { log } from "@/lib/log";
import type { Usage } from "@/lib/meter";
import { after } from "@/lib/sync/commit-and-dispatch";
import { rawsPart, type StepRows } from "@/lib/sync/commit-step";
import { dispatch } from "@/lib/sync/dispatch";
import { claimed, rewind as backTo } from "@/lib/sync/job-state";
import { stepMessage } from "@/lib/sync/messages";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";

/** What another wallet shows of the dropped transactions was perhaps a transfer between both; marked tokens are to be judged by what is left. */
const due = makeDue(Prisma.sql`
  SELECT user_id, 'action', 'internal_transfer', block_height - 1 FROM dropped WHERE action = 'internal_transfer'
  UNION ALL
  SELECT m.user_id, 'unit', m.unit, NULL FROM dropped t JOIN asset_flow f ON f.transaction_id = t.id
  JOIN token_mark m ON m.user_id = t.user_id AND m.unit = f.unit AND m.lure IS NOT NULL`);

/**
 * Takes back everything above a height and hands on to a step that reads it again, in one fenced statement: transactions
 * with their flows, quarantine, addresses, breadcrumbs, the snapshots that counted them, and the proof. What a person
 * wrote on a transaction waits for its return. Goes deeper where a signature above the height had told whose an older
 * address is. Throws `queue_unavailable`, after which the same message comes again and publishes the successor.
 */
export async function rewind(
  job: ClaimedJob,
  ancestor: number,
  usage: Usage,
  raws: StepRows["raws"] = [],
): Promise<void> {
  const done = await userDb(job.userId).$queryRaw<{ id: string }[]>`
    WITH RECURSIVE down AS (
      SELECT ${ancestor}::int AS height
      UNION
      SELECT least(down.height, (SELECT min(a.first_seen_height) - 1 FROM wallet_address a
        WHERE a.wallet_id = ${job.walletId}::uuid AND a.verified_height > down.height AND a.first_seen_height <= down.height))
      FROM down
    ),
    job AS (
      UPDATE sync_job j SET ${backTo({ ...usage, messages: usage.messages + 1, dbStatements: usage.dbStatements + 1 })}
      FROM (SELECT min(height) AS height FROM down) target
      WHERE ${claimed(job)}
      RETURNING j.id, j.user_id, j.wallet_id, target.height, ${JSON.stringify({ raws })}::jsonb AS d
    ),
    ${rawsPart},
    dropped AS (
      DELETE FROM transaction t USING job WHERE t.wallet_id = job.wallet_id AND t.block_height > job.height
      RETURNING t.*
    ),
    edits AS (
      INSERT INTO orphaned_edit (user_id, wallet_id, tx_hash, action, note, tags, spam)
      SELECT user_id, wallet_id, tx_hash, own_action, note, tags, own_spam FROM dropped
      WHERE note IS NOT NULL OR tags <> '{}' OR own_action IS NOT NULL OR own_spam IS NOT NULL
      ON CONFLICT (wallet_id, tx_hash) DO UPDATE SET action = excluded.action, note = excluded.note, tags = excluded.tags, spam = excluded.spam
    ),
    due AS (${due}),
    snapshots AS (
      DELETE FROM portfolio_holdings_snapshot s USING job WHERE s.wallet_id = job.wallet_id AND s.as_of >= (SELECT min(tx_timestamp) FROM dropped)
    ),
    quarantine AS (
      DELETE FROM quarantined_transaction q USING job WHERE q.wallet_id = job.wallet_id AND q.block_height > job.height
    ),
    addresses AS (
      DELETE FROM wallet_address a USING job WHERE a.wallet_id = job.wallet_id AND a.first_seen_height > job.height
    ),
    breadcrumbs AS (
      DELETE FROM chain_breadcrumb b USING job WHERE b.wallet_id = job.wallet_id AND b.height > job.height
    ),
    proof AS (
      DELETE FROM wallet_proof p USING job WHERE p.wallet_id = job.wallet_id
    ),
    wallet_cursor AS (
      UPDATE wallet w SET cursor_height = newest.block_height, cursor_tx_index = newest.tx_index, cursor_tx_hash = newest.tx_hash
      FROM job LEFT JOIN LATERAL (
        (SELECT block_height, tx_index, tx_hash FROM transaction WHERE wallet_id = job.wallet_id AND block_height <= job.height ORDER BY block_height DESC, tx_index DESC LIMIT 1)
        UNION ALL
        (SELECT block_height, tx_index, tx_hash FROM quarantined_transaction WHERE wallet_id = job.wallet_id AND block_height <= job.height ORDER BY block_height DESC, tx_index DESC LIMIT 1)
        ORDER BY block_height DESC, tx_index DESC LIMIT 1
      ) newest ON true
      WHERE w.id = job.wallet_id
    )
    SELECT id FROM job`;
  if (done.length === 0) return;
  log.warn("sync.rewound", { jobId: job.jobId, seq: job.seq, ancestor });
  await dispatch(job.jobId, stepMessage(after(job), 0), null);
}
