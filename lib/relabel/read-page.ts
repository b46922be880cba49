import "server-only";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { storedColumns, storedPage, type StoredPage, type StoredRow } from "@/lib/sync/stored-page";
import type { RelabelRow } from "@/lib/relabel/relabel-store";

/** How many transactions a page holds: read, labelled and committed in well under a second. */
const pageSize = 200;

/** A transaction as it is labelled now. */
export interface StaleRow extends StoredRow {
  readonly id: string;
  readonly walletId: string;
  readonly action: string;
  readonly subtype: string | null;
  readonly direction: string;
  readonly protocol: string | null;
  readonly counterparty: string | null;
  readonly summary: string;
}

export interface Page extends StoredPage {
  /** In chain order, all of one wallet. */
  readonly rows: readonly StaleRow[];
}

/** The next transactions of one wallet that other rules have labelled, after the cursor; null where there are none left. */
export async function readPage(run: RelabelRow): Promise<Page | null> {
  const rows = await readStale(run);
  const [first] = rows;
  if (first === undefined) return null;
  const ofWallet = rows.filter(({ walletId }) => walletId === first.walletId);
  return { rows: ofWallet, ...(await storedPage(run.userId, first.walletId, ofWallet)) };
}

function readStale(run: RelabelRow): Promise<StaleRow[]> {
  const after =
    run.cursorWallet === null
      ? Prisma.empty
      : Prisma.sql`AND (t.wallet_id, t.block_height, t.tx_index) > (${run.cursorWallet}::uuid, ${run.cursorHeight}::int, ${run.cursorIndex}::int)`;
  return userDb(run.userId).$queryRaw<StaleRow[]>`
    SELECT t.id, t.wallet_id AS "walletId", ${storedColumns}, coalesce(t.classified_action, t.action) AS action,
      t.subtype, t.direction, t.protocol, t.counterparty, t.summary
    FROM transaction t
    WHERE t.user_id = ${run.userId}::uuid AND t.labelled_with IS DISTINCT FROM ${run.fingerprint} ${after}
    ORDER BY t.wallet_id, t.block_height, t.tx_index LIMIT ${pageSize}`;
}
