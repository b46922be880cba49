import "server-only";
import { applyCorrections, correctionsAtOnce } from "@/lib/corrections/apply-corrections";
import { readDue, type Due, type DueScope } from "@/lib/corrections/due";
import { judgeTokens } from "@/lib/corrections/judge-tokens";
import { Prisma } from "@/lib/generated/prisma/client";

/** Of each token that is due, transactions that one statement looks at. */
const perToken = 100;

export interface Applied {
  /** Transactions whose labels are others now. */
  readonly changed: number;
  /** Nothing is due any more; else the rest takes another call. */
  readonly isDone: boolean;
}

/** Brings what is due of the user's transactions in line, page by page until nothing is left or the time is over; one page at least. */
export async function applyDue(userId: string, withinMs: number): Promise<Applied> {
  const endsAt = Date.now() + withinMs;
  let changed = 0;
  for (;;) {
    const due = await readDue(userId);
    if (due.length === 0) return { changed, isDone: true };
    const units = due.filter(({ scope }) => scope === "unit");
    if (units.length > 0) {
      await judgeTokens(
        userId,
        units.filter(({ transactionId }) => transactionId === null).map(({ key }) => key),
      );
      changed += await applyToTokens(userId, units);
    }
    for (const range of due.filter(({ scope }) => scope !== "unit")) {
      changed += await applyToRange(userId, range);
      if (Date.now() >= endsAt) break;
    }
    if (Date.now() >= endsAt) return { changed, isDone: (await readDue(userId)).length === 0 };
  }
}

/** The next page of each token's transactions. One that has fewer left than a page holds has come to its end. */
function applyToTokens(userId: string, units: readonly Due[]): Promise<number> {
  const data = JSON.stringify(units.map(({ key, transactionId, version }) => ({ key, after: transactionId, version })));
  return applyCorrections(
    userId,
    Prisma.sql`
      SELECT u.key, u.version, f.transaction_id AS id
      FROM jsonb_to_recordset(${data}::jsonb) AS u(key text, after uuid, version int)
      CROSS JOIN LATERAL (
        SELECT DISTINCT f.transaction_id FROM asset_flow f
        WHERE f.user_id = ${userId}::uuid AND f.unit = u.key AND (u.after IS NULL OR f.transaction_id > u.after)
        ORDER BY f.transaction_id LIMIT ${perToken}
      ) f`,
    Prisma.sql`,
      pages AS (
        SELECT u.key, u.version, count(page.id) AS size, max(page.id::text)::uuid AS last
        FROM jsonb_to_recordset(${data}::jsonb) AS u(key text, version int) LEFT JOIN page ON page.key = u.key GROUP BY 1, 2
      ),
      ended AS (
        DELETE FROM due_correction d USING pages p
        WHERE d.user_id = ${userId}::uuid AND d.scope = 'unit' AND d.key = p.key AND d.version = p.version AND p.size < ${perToken}
      ),
      advanced AS (
        UPDATE due_correction d SET transaction_id = p.last FROM pages p
        WHERE d.user_id = ${userId}::uuid AND d.scope = 'unit' AND d.key = p.key AND d.version = p.version AND p.size >= ${perToken}
      )`,
  );
}

/** The next page of a range, in the chain's order. */
function applyToRange(userId: string, { scope, key, height, txIndex, transactionId, version }: Due): Promise<number> {
  const first = "00000000-0000-0000-0000-000000000000";
  // A height without a place in its block stands for all of it: the last transaction that any block can have.
  const index = txIndex ?? 2_147_483_647;
  const mine = Prisma.sql`d.user_id = ${userId}::uuid AND d.scope = ${scope} AND d.key = ${key} AND d.version = ${version}`;
  return applyCorrections(
    userId,
    Prisma.sql`
      SELECT t.id, t.block_height, t.tx_index FROM transaction t
      WHERE t.user_id = ${userId}::uuid AND ${conditionOf(scope, key)}
        AND (t.block_height, t.tx_index, t.id) > (${height ?? -1}::int, ${index}::int, ${transactionId ?? first}::uuid)
      ORDER BY t.block_height, t.tx_index, t.id LIMIT ${correctionsAtOnce}`,
    Prisma.sql`,
      last AS (
        SELECT id, block_height, tx_index FROM page ORDER BY block_height DESC, tx_index DESC, id DESC LIMIT 1
      ),
      ended AS (
        DELETE FROM due_correction d WHERE ${mine} AND (SELECT count(*) FROM page) < ${correctionsAtOnce}
      ),
      advanced AS (
        UPDATE due_correction d SET height = last.block_height, tx_index = last.tx_index, transaction_id = last.id
        FROM last WHERE ${mine} AND (SELECT count(*) FROM page) >= ${correctionsAtOnce}
      )`,
  );
}

function conditionOf(scope: DueScope, key: string): Prisma.Sql {
  switch (scope) {
    case "wallet":
      return Prisma.sql`t.wallet_id = ${key}::uuid`;
    case "action":
      return Prisma.sql`t.action = ${key}`;
    case "action_key":
      return Prisma.sql`t.action_key = ${key}`;
    case "spam_key":
      return Prisma.sql`t.spam_key = ${key}`;
    case "unit":
      throw new Error("tokens are looked at side by side");
  }
}
