import "server-only";
import type { StoredWord } from "@/lib/contract/stored-words";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** Transactions of one wallet, with one action, of one likeness, or with one token. */
export type DueScope = StoredWord<"due_correction.scope">;

/** A range of a user's transactions that is to be looked at, and how far that has come. */
export interface Due {
  readonly scope: DueScope;
  readonly key: string;
  readonly height: number | null;
  readonly txIndex: number | null;
  readonly transactionId: string | null;
  /** What becomes due anew meanwhile has another one, and is not ended by who looked at this. */
  readonly version: number;
}

/**
 * Makes ranges due, in the statement of what changed them: `rows` selects (user_id, scope, key, height), the height null for
 * all of a range, else that of the newest transaction below it. What is under way begins again where that is lower.
 */
export const makeDue = (rows: Prisma.Sql) => Prisma.sql`
  INSERT INTO due_correction AS d (user_id, scope, key, height)
  SELECT DISTINCT ON (user_id, scope, key) user_id, scope, key, height FROM (${rows}) AS r(user_id, scope, key, height)
  ORDER BY user_id, scope, key, height NULLS FIRST
  ON CONFLICT (user_id, scope, key) DO UPDATE SET height = least(coalesce(d.height - 1, -1), coalesce(excluded.height, -1)),
    tx_index = NULL, transaction_id = NULL, version = d.version + 1`;

/**
 * Part of the statement that makes or takes back rules of a user's, for those syncs that may be writing at this moment what
 * neither sees of the other: they wait for one another on the job's row, and whoever comes second knows.
 */
export const tellSyncs = (userId: string, when: Prisma.Sql) => Prisma.sql`
  UPDATE sync_job SET rules_changed = true
  WHERE user_id = ${userId}::uuid AND active_wallet_id IS NOT NULL AND ${when}`;

/** Ranges that one statement goes on with. */
const duesAtOnce = 20;

export function readDue(userId: string): Promise<Due[]> {
  return userDb(userId).$queryRaw<Due[]>`
    SELECT scope, key, height, tx_index AS "txIndex", transaction_id AS "transactionId", version
    FROM due_correction WHERE user_id = ${userId}::uuid ORDER BY scope = 'unit' DESC, scope, key LIMIT ${duesAtOnce}`;
}

/** Everything that the user has is to be looked at: newer rules have labelled it, or nobody knows what was missed. */
export async function makeAllDue(userId: string): Promise<void> {
  await userDb(userId).$executeRaw`
    ${makeDue(Prisma.sql`
      SELECT w.user_id, 'wallet', w.id::text, NULL::int FROM wallet w WHERE w.user_id = ${userId}::uuid
      UNION ALL
      SELECT m.user_id, 'unit', m.unit, NULL FROM token_mark m WHERE m.user_id = ${userId}::uuid AND (m.lure IS NOT NULL OR m.own_spam IS NOT NULL)`)}`;
}
