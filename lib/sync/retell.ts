import "server-only";
import { applyCorrections } from "@/lib/corrections/apply-corrections";
import { makeDue } from "@/lib/corrections/due";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { readDueTelling, type DueTelling } from "@/lib/sync/due-telling";
import { labelPage } from "@/lib/sync/label-page";
import { storedColumns, storedPage, type StoredRow } from "@/lib/sync/stored-page";
import { toldAgain } from "@/lib/sync/told-again";

/** Rows that one page tells again, and rows that it looks through for them. */
const pageSize = 200;
const lookedThrough = 5_000;

export interface Retold {
  readonly told: number;
  /** Nothing is due any more; else the rest takes another call. */
  readonly isDone: boolean;
}

/**
 * Tells rows again whose wallet's or portfolio's addresses are known better than when they were written, from stored bytes,
 * page by page until nothing is left or the time is over. Nothing is asked of the chain. Safe to repeat, also side by side.
 */
export async function retellDue(userId: string, withinMs: number): Promise<Retold> {
  const endsAt = Date.now() + withinMs;
  for (let told = 0; ;) {
    const due = await readDueTelling(userId);
    if (due === null) return { told, isDone: true };
    if (Date.now() >= endsAt) return { told, isDone: false };
    told += await retellPage(userId, due);
  }
}

/** Whether a token with the words of a lure was asked for is told by the rows that moved it. */
const marked = makeDue(Prisma.sql`
  SELECT m.user_id, 'unit', m.unit, NULL::int FROM moved f JOIN token_mark m ON m.user_id = f.user_id AND m.unit = f.unit WHERE m.lure IS NOT NULL`);

interface Row extends StoredRow {
  readonly id: string;
}

async function retellPage(userId: string, due: DueTelling): Promise<number> {
  const { rows, last } = await readRows(userId, due);
  const page = rows.length === 0 ? null : await storedPage(userId, due.walletId, rows);
  const told = page === null ? [] : await labelPage(page);
  if (told.length > 0) {
    await userDb(userId).$executeRaw`
      WITH gate AS (
        -- The wallet is locked before its rows, as a step's commit does, and is known as it was when the page was read.
        SELECT w.id FROM wallet w JOIN due_telling d ON d.wallet_id = w.id
        WHERE w.scope_version = ${page?.wallet.scopeVersion ?? null}::int AND ${sameDue(userId, due)} FOR NO KEY UPDATE OF w
      ),
      ${toldAgain({ userId, walletId: due.walletId, rows: told })},
      due AS (${marked})
      SELECT 1 FROM gate`;
  }
  // After the rows: a crash between the two tells them once more.
  await applyCorrections(
    userId,
    Prisma.sql`SELECT id FROM unnest(${rows.map(({ id }) => id)}::uuid[]) AS r(id)`,
    Prisma.sql`, ${last === null ? ended(userId, due) : advanced(userId, due, last)}`,
  );
  return told.length;
}

/** The due row as it was read, and as far as it had come. */
function sameDue(userId: string, { walletId, scope, version, height, txIndex, transactionId }: DueTelling): Prisma.Sql {
  return Prisma.sql`d.user_id = ${userId}::uuid AND d.wallet_id = ${walletId}::uuid AND d.scope = ${scope} AND d.version = ${version}
    AND (d.height, d.tx_index, d.transaction_id) IS NOT DISTINCT FROM (${height}::int, ${txIndex}::int, ${transactionId}::uuid)`;
}

function ended(userId: string, due: DueTelling): Prisma.Sql {
  return Prisma.sql`ended AS (DELETE FROM due_telling d WHERE ${sameDue(userId, due)})`;
}

function advanced(userId: string, due: DueTelling, { blockHeight, txIndex, id }: Place): Prisma.Sql {
  return Prisma.sql`advanced AS (
    UPDATE due_telling d SET height = ${blockHeight}::int, tx_index = ${txIndex}::int, transaction_id = ${id}::uuid WHERE ${sameDue(userId, due)})`;
}

interface Place {
  readonly blockHeight: number;
  readonly txIndex: number;
  readonly id: string;
}

interface Looked {
  readonly rows: readonly Row[];
  /** The last one that was looked at; null where that was the wallet's last. */
  readonly last: Place | null;
}

/** The next rows that are due, in the chain's order. */
async function readRows(userId: string, due: DueTelling): Promise<Looked> {
  const { walletId, scope, height, txIndex, transactionId } = due;
  const first = "00000000-0000-0000-0000-000000000000";
  // A height without a place in its block stands for all of it: the last transaction that any block can have.
  const index = txIndex ?? 2_147_483_647;
  const isShared = Prisma.sql`t.shared OR EXISTS (
    SELECT 1 FROM transaction o WHERE o.user_id = t.user_id AND o.tx_hash = t.tx_hash AND o.wallet_id <> t.wallet_id)`;
  const limit = scope === "all" ? pageSize : lookedThrough;
  const seen = await userDb(userId).$queryRaw<(Row & { isDue: boolean })[]>`
    SELECT t.id, ${storedColumns}, ${scope === "all" ? Prisma.sql`true` : isShared} AS "isDue" FROM (
      SELECT * FROM transaction t
      WHERE t.user_id = ${userId}::uuid AND t.wallet_id = ${walletId}::uuid
        AND (t.block_height, t.tx_index, t.id) > (${height ?? -1}::int, ${index}::int, ${transactionId ?? first}::uuid)
      ORDER BY t.block_height, t.tx_index, t.id LIMIT ${limit}
    ) t ORDER BY t.block_height, t.tx_index, t.id`;
  const wanted = seen.filter(({ isDue }) => isDue);
  const rows = wanted.slice(0, pageSize);
  if (wanted.length > pageSize) return { rows, last: rows.at(-1) ?? null };
  return { rows, last: seen.length < limit ? null : (seen.at(-1) ?? null) };
}
