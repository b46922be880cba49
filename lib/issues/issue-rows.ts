import "server-only";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { IssueKind } from "@/lib/contract/issues";
import type { Job } from "@/lib/contract/job";
import type { ProblemCode } from "@/lib/contract/problem";

/** Something that went wrong with one of the user's wallets, or waits, as it is stored. */
export interface IssueRow {
  /** Of the transaction in quarantine, of the job, of the wallet whose proof differs, or of the transaction not explained. */
  readonly id: string;
  readonly kind: IssueKind;
  readonly walletId: string;
  readonly at: Date;
  readonly txHash: string | null;
  readonly code: ProblemCode | null;
  /** What was stored about the cause; null where nothing was. */
  readonly detail: string | null;
  readonly waitingFor: Job["waitingFor"];
  readonly resumesAt: Date | null;
  readonly dismissed: boolean;
}

/** More are counted, not listed: whoever can make one such transaction can make thousands. */
const listedNotExplained = 20;
const countedNotExplained = 10_000;

/** Where readers or rules failed and nobody has said since what the transaction was. */
const isNotExplained = Prisma.sql`(t.trace -> 'failure') IS NOT NULL AND t.action = 'unclassified' AND NOT t.spam`;

/**
 * The user's issues, dismissed ones too, newest first: one statement. A sync is one only while it is its wallet's newest; a
 * dismissed difference is one again when the next comparison finds it.
 */
export function readIssues(userId: string, id: string | null = null): Promise<IssueRow[]> {
  const one = id === null ? Prisma.empty : Prisma.sql`WHERE i.id = ${id}::uuid`;
  return userDb(userId).$queryRaw<IssueRow[]>`
    SELECT i.* FROM (
      SELECT q.id, 'quarantined_transaction' AS kind, q.wallet_id AS "walletId", q.created_at AS at, q.tx_hash AS "txHash",
        NULL AS code, q.error AS detail, NULL AS "waitingFor", NULL::timestamptz AS "resumesAt", q.status = 'dismissed' AS dismissed
      FROM quarantined_transaction q WHERE q.user_id = ${userId}::uuid
      UNION ALL
      SELECT j.id, CASE j.status WHEN 'failed' THEN 'sync_failed' ELSE 'sync_waiting' END, j.wallet_id, coalesce(j.finished_at, j.progressed_at),
        NULL, j.error_code, j.error_detail, j.waiting_for, j.resumes_at, j.dismissed_at IS NOT NULL
      FROM wallet w CROSS JOIN LATERAL (SELECT * FROM sync_job o WHERE o.wallet_id = w.id AND o.user_id = w.user_id ORDER BY o.scheduled_at DESC, o.id DESC LIMIT 1) j
      WHERE w.user_id = ${userId}::uuid AND j.status IN ('failed', 'waiting')
      UNION ALL
      SELECT p.wallet_id, 'proof_diverged', p.wallet_id, p.checked_at, NULL, NULL, p.first_divergence ->> 'reason', NULL, NULL,
        coalesce(p.dismissed_at >= p.checked_at, false)
      FROM wallet w JOIN wallet_proof p ON p.wallet_id = w.id AND p.user_id = w.user_id WHERE w.user_id = ${userId}::uuid AND p.status = 'diverged'
      UNION ALL
      (SELECT t.id, 'not_explained', t.wallet_id, t.tx_timestamp, t.tx_hash, NULL,
        (t.trace #>> '{failure,by}') || ' failed: ' || (t.trace #>> '{failure,reason}'), NULL, NULL, false
      FROM transaction t WHERE t.user_id = ${userId}::uuid AND ${isNotExplained}
      ORDER BY t.tx_timestamp DESC, t.id LIMIT ${listedNotExplained})
    ) i ${one}
    ORDER BY i.at DESC, i.id`;
}

/** How many of the user's transactions are not explained, as far as they are counted. */
export async function countNotExplained(userId: string): Promise<number> {
  const [row] = await userDb(userId).$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM transaction t WHERE t.user_id = ${userId}::uuid AND ${isNotExplained} LIMIT ${countedNotExplained}
    ) found`;
  return row?.count ?? 0;
}
