import "server-only";
import { userDb } from "@/lib/db";
import { Prisma, type SyncJob } from "@/lib/generated/prisma/client";
import type { Network } from "@/lib/cardano/network";
import type { Wallet } from "@/lib/contract/wallet";
import type { StoredWord } from "@/lib/contract/stored-words";

/** A wallet with what stands beside it on every page: its newest job, its last proof, what needs attention. */
export interface WalletRow {
  readonly id: string;
  readonly label: string | null;
  readonly address: string;
  readonly network: Network;
  readonly kind: StoredWord<"wallet.kind">;
  readonly subject: string;
  readonly addedAt: Date;
  readonly lastSyncedAt: Date | null;
  readonly tipHeight: number | null;
  readonly proofStatus: StoredWord<"wallet_proof.status"> | null;
  readonly proofHeight: number | null;
  readonly proofCheckedAt: Date | null;
  readonly assetCount: number;
  readonly quarantined: number;
  readonly jobId: string | null;
  readonly namesDue: boolean;
  /** Null where nobody looks for the prices of its past. */
  readonly valuation: NonNullable<Wallet["valuation"]> | null;
}

export interface WalletWithJob {
  readonly row: WalletRow;
  readonly job: SyncJob | null;
}

/** Of one wallet in the order in which they were added. */
export interface WalletPlace {
  readonly addedAt: Date;
  readonly id: string;
}

type Asked = { readonly id: string } | { readonly after: WalletPlace | null; readonly limit: number };

/** One wallet, or some of the user's in the order in which they were added; two statements however many there are. */
export async function readWallets(userId: string, asked: Asked): Promise<WalletWithJob[]> {
  const rows = await readRows(userId, asked);
  const jobIds = rows.flatMap(({ jobId }) => (jobId === null ? [] : [jobId]));
  const jobs =
    jobIds.length === 0 ? [] : await userDb(userId).syncJob.findMany({ where: { userId, id: { in: jobIds } } });
  const byId = new Map(jobs.map((job) => [job.id, job]));
  return rows.map((row) => ({ row, job: (row.jobId === null ? undefined : byId.get(row.jobId)) ?? null }));
}

/** A round of the look-up is under way, or comes soon; one that waits for longer keeps no page waiting. */
const namesDue = Prisma.sql`EXISTS (SELECT 1 FROM token_lookup l WHERE l.wallet_id = w.id AND l.user_id = w.user_id
  AND l.due_at BETWEEN now() - interval '1 minute' AND now() + interval '1 minute')`;

export async function countWallets(userId: string): Promise<number> {
  const [row] = await userDb(userId).$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM wallet w WHERE w.user_id = ${userId}::uuid AND ${isThere}`;
  return row?.total ?? 0;
}

/** One that was removed is out of sight while its rows go. */
const isThere = Prisma.sql`NOT EXISTS (SELECT 1 FROM removed_wallet r WHERE r.wallet_id = w.id)`;

function readRows(userId: string, asked: Asked): Promise<WalletRow[]> {
  const which =
    "id" in asked
      ? Prisma.sql`AND w.id = ${asked.id}::uuid`
      : asked.after === null
        ? Prisma.empty
        : Prisma.sql`AND (w.added_at, w.id) > (${asked.after.addedAt}::timestamptz, ${asked.after.id}::uuid)`;
  const limit = "id" in asked ? 1 : asked.limit;
  return userDb(userId).$queryRaw<WalletRow[]>`
    SELECT w.id, w.label, w.address, w.network, w.kind, w.subject,
      w.added_at AS "addedAt", w.last_synced_at AS "lastSyncedAt", w.tip_height AS "tipHeight",
      p.status AS "proofStatus", p.height AS "proofHeight", p.checked_at AS "proofCheckedAt",
      coalesce(jsonb_array_length(p.assets), 0) AS "assetCount",
      (SELECT count(*)::int FROM quarantined_transaction q
        WHERE q.wallet_id = w.id AND q.user_id = w.user_id AND q.status = 'open') AS quarantined,
      j.id AS "jobId", ${namesDue} AS "namesDue",
      (SELECT jsonb_build_object('needed', v.needed, 'found', v.found, 'isUnderWay', v.due_at IS NOT NULL AND v.due_at < now() + interval '2 hours')
        FROM valuation v WHERE v.wallet_id = w.id AND v.user_id = w.user_id) AS valuation
    FROM (SELECT w.* FROM wallet w WHERE w.user_id = ${userId}::uuid AND ${isThere} ${which} ORDER BY w.added_at, w.id LIMIT ${limit}) w
    LEFT JOIN wallet_proof p ON p.wallet_id = w.id AND p.user_id = w.user_id
    LEFT JOIN LATERAL (
      SELECT s.id FROM sync_job s WHERE s.wallet_id = w.id AND s.user_id = w.user_id
      ORDER BY s.scheduled_at DESC, s.id DESC LIMIT 1
    ) j ON true
    ORDER BY w.added_at, w.id`;
}
