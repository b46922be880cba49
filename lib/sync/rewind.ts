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

/** Marked tokens are to be judged by what is left. */
const due = makeDue(Prisma.sql`
  SELECT m.user_id, 'unit', m.unit, NULL::int FROM dropped t JOIN asset_flow f ON f.transaction_id = t.id
  JOIN token_mark m ON m.user_id = t.user_id AND m.unit = f.unit AND m.lure IS NOT NULL`);

/** What one statement takes at most; the rest of a block goes with its first transaction. */
const mostAtOnce = { transactions: 1_000, snapshots: 20_000 };
/** No statement begins later than this after the rewind did. */
const worksForMs = 4_500;

/**
 * Takes back everything above a height and hands on to a step that reads it again: newest first, in fenced statements of
 * bounded work, each of which leaves cursor and sums exact. Where time is over before the end, the next step goes on.
 * Throws `queue_unavailable`, after which the same message comes again and publishes the successor.
 */
export async function rewind(
  job: ClaimedJob,
  ancestor: number,
  usage: Usage,
  { raws = [] as StepRows["raws"], most = mostAtOnce, worksFor = worksForMs } = {},
): Promise<void> {
  const endsAt = performance.now() + worksFor;
  for (let part = 0; ; part += 1) {
    const isLast = performance.now() >= endsAt;
    const taken = await takeBack(job, ancestor, usage, { raws: part === 0 ? raws : [], most, isLast });
    if (taken === undefined) return;
    log.warn("sync.rewound", { jobId: job.jobId, seq: job.seq, ancestor, ...taken });
    if (taken.handsOn) return dispatch(job.jobId, stepMessage(after(job), 0), null);
  }
}

interface Part {
  /** Above it nothing is left. */
  readonly height: number;
  /** The job's next step is committed: at the height that was wanted, or because time is over. */
  readonly handsOn: boolean;
}

interface PartOptions {
  readonly raws: StepRows["raws"];
  readonly most: typeof mostAtOnce;
  readonly isLast: boolean;
}

/**
 * One statement: transactions with their flows, quarantine, addresses, breadcrumbs, the snapshots that counted them, and the
 * proof. What a person wrote on a transaction waits for its return. What signatures above the height had told of older addresses
 * is not known any more. Outdated snapshots go first, while the transactions that tell them are still there.
 */
async function takeBack(
  job: ClaimedJob,
  ancestor: number,
  usage: Usage,
  { raws, most, isLast }: PartOptions,
): Promise<Part | undefined> {
  const [part] = await userDb(job.userId).$queryRaw<Part[]>`
    WITH goal AS (SELECT ${ancestor}::int AS height),
    outdated AS (
      SELECT s.ctid AS place FROM goal CROSS JOIN LATERAL (
        SELECT t.tx_timestamp FROM transaction t WHERE t.wallet_id = ${job.walletId}::uuid AND t.block_height > goal.height ORDER BY t.block_height, t.tx_index LIMIT 1
      ) first JOIN portfolio_holdings_snapshot s ON s.wallet_id = ${job.walletId}::uuid AND s.as_of >= first.tx_timestamp
      LIMIT ${most.snapshots}
    ),
    above AS (
      SELECT max(block_height) AS newest, (array_agg(block_height ORDER BY block_height DESC))[${most.transactions + 1}::int] AS kept FROM (
        SELECT t.block_height FROM goal JOIN transaction t ON t.wallet_id = ${job.walletId}::uuid AND t.block_height > goal.height
        ORDER BY t.block_height DESC LIMIT ${most.transactions + 1}
      ) t
    ),
    part AS (
      SELECT goal.height AS goal, CASE WHEN (SELECT count(*) FROM outdated) = ${most.snapshots} THEN above.newest
        WHEN above.kept IS NULL THEN goal.height ELSE least(above.kept, above.newest - 1) END AS height
      FROM goal, above
    ),
    job AS (
      UPDATE sync_job j SET ${backTo({ ...usage, messages: usage.messages + 1, dbStatements: usage.dbStatements + 1 })}
      FROM (SELECT *, height = goal OR ${isLast}::boolean AS hands_on FROM part) target
      WHERE ${claimed(job)}
      RETURNING j.id, j.user_id, j.wallet_id, target.height, target.goal, target.hands_on, ${JSON.stringify({ raws })}::jsonb AS d
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
      DELETE FROM portfolio_holdings_snapshot s USING job WHERE s.wallet_id = job.wallet_id AND s.ctid = ANY (ARRAY(SELECT place FROM outdated))
    ),
    quarantine AS (
      DELETE FROM quarantined_transaction q USING job WHERE q.wallet_id = job.wallet_id AND q.block_height > job.height
    ),
    addresses AS (
      DELETE FROM wallet_address a USING job WHERE a.wallet_id = job.wallet_id AND a.first_seen_height > job.height
    ),
    untold AS (
      UPDATE wallet_address a SET verified = a.verified AND coalesce(a.verified_height <= job.height, true),
        verified_height = CASE WHEN a.verified_height <= job.height THEN a.verified_height END,
        emptied_height = CASE WHEN a.emptied_height <= job.height THEN a.emptied_height END
      FROM job WHERE a.wallet_id = job.wallet_id AND a.first_seen_height <= job.height
        AND (a.verified_height > job.height OR a.emptied_height > job.height)
    ),
    breadcrumbs AS (
      DELETE FROM chain_breadcrumb b USING job WHERE b.wallet_id = job.wallet_id AND b.height > job.height
    ),
    proof AS (
      DELETE FROM wallet_proof p USING job WHERE p.wallet_id = job.wallet_id
    ),
    wallet_cursor AS (
      UPDATE wallet w SET rewind_to = CASE WHEN job.height > job.goal THEN job.goal END, cursor_height = newest.block_height, cursor_tx_index = newest.tx_index, cursor_tx_hash = newest.tx_hash
      FROM job LEFT JOIN LATERAL (
        (SELECT block_height, tx_index, tx_hash FROM transaction WHERE wallet_id = job.wallet_id AND block_height <= job.height ORDER BY block_height DESC, tx_index DESC LIMIT 1)
        UNION ALL
        (SELECT block_height, tx_index, tx_hash FROM quarantined_transaction WHERE wallet_id = job.wallet_id AND block_height <= job.height ORDER BY block_height DESC, tx_index DESC LIMIT 1)
        ORDER BY block_height DESC, tx_index DESC LIMIT 1
      ) newest ON true
      WHERE w.id = job.wallet_id
    )
    SELECT height, hands_on AS "handsOn", (SELECT count(*) FROM raws) AS kept FROM job`;
  return part;
}
