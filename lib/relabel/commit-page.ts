import "server-only";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { LedgerRows } from "@/lib/ledger/to-rows";
import type { LabelChange } from "@/lib/relabel/label-changes";
import type { Page } from "@/lib/relabel/read-page";
import type { RelabelRow } from "@/lib/relabel/relabel-store";
import { toldAgain } from "@/lib/sync/told-again";

/**
 * Notes what would change on a page, in one statement with the step to the next page. False where another delivery of the
 * same message has been faster: then nothing was written.
 */
export async function commitCheck(run: RelabelRow, page: Page, changes: readonly LabelChange[], skipped: number) {
  const noted = changes.map(({ row, after }) => ({
    id: row.id,
    before: { action: row.action, protocol: row.protocol, summary: row.summary },
    after: { action: after.action, protocol: after.protocol, summary: after.summary },
  }));
  const written = await userDb(run.userId).$queryRaw<{ id: string }[]>`
    WITH ${stepOn(run, page, skipped)},
    noted AS (
      INSERT INTO relabel_change (user_id, wallet_id, relabel_id, transaction_id, before, after)
      SELECT t.user_id, t.wallet_id, run.id, t.id, c.before, c.after
      FROM run, jsonb_to_recordset(${JSON.stringify(noted)}::jsonb) AS c(id uuid, before jsonb, after jsonb)
      JOIN transaction t ON t.id = c.id AND t.user_id = ${run.userId}::uuid
      ON CONFLICT (relabel_id, transaction_id) DO NOTHING
    )
    SELECT id FROM run`;
  return written.length > 0;
}

/** Writes what the rules of today say of a page; what a person said stays beside it. As `commitCheck`. */
export async function commitLabels(run: RelabelRow, page: Page, labelled: readonly LedgerRows[], skipped: number) {
  const written = await userDb(run.userId).$queryRaw<{ id: string }[]>`
    WITH ${stepOn(run, page, skipped)},
    gate AS (SELECT id FROM run),
    ${toldAgain({ userId: run.userId, walletId: page.wallet.walletId, rows: labelled })}
    SELECT id FROM run`;
  return written.length > 0;
}

/** The compare-and-set on which every other part of a statement depends. */
function stepOn(run: RelabelRow, { rows, wallet }: Page, skipped: number): Prisma.Sql {
  const last = rows.at(-1);
  return Prisma.sql`run AS (
      UPDATE relabel r SET seq = r.seq + 1, cursor_wallet = ${wallet.walletId}::uuid, cursor_height = ${last?.blockHeight ?? null}::int,
        cursor_index = ${last?.txIndex ?? null}::int, checked = r.checked + ${rows.length}, skipped = r.skipped + ${skipped}, updated_at = now()
      WHERE r.id = ${run.id}::uuid AND r.user_id = ${run.userId}::uuid AND r.seq = ${run.seq} AND r.status = ${run.status}
      RETURNING r.id
    )`;
}
