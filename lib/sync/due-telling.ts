import "server-only";
import type { StoredWord } from "@/lib/contract/stored-words";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** Rows of one wallet that are to be told again, and how far that has come. */
export interface DueTelling {
  readonly walletId: string;
  /** All from a height on, or those only that other wallets of the person's have a say in. */
  readonly scope: StoredWord<"due_telling.scope">;
  readonly height: number | null;
  readonly txIndex: number | null;
  readonly transactionId: string | null;
  /** What becomes due anew meanwhile has another one, and is not ended by who tells this. */
  readonly version: number;
}

/**
 * Makes rows due to be told again, in the statement of what changed whose an address is: `rows` selects (user_id, wallet_id,
 * scope, height), the height null for all of a wallet, else that of the newest transaction below. What is under way begins
 * again where that is lower.
 */
export const makeTellingDue = (rows: Prisma.Sql) => Prisma.sql`
  INSERT INTO due_telling AS d (user_id, wallet_id, scope, height)
  SELECT DISTINCT ON (wallet_id, scope) user_id, wallet_id, scope, height FROM (${rows}) AS r(user_id, wallet_id, scope, height)
  ORDER BY wallet_id, scope, height NULLS FIRST
  ON CONFLICT (wallet_id, scope) DO UPDATE SET height = least(coalesce(d.height - 1, -1), coalesce(excluded.height, -1)),
    tx_index = NULL, transaction_id = NULL, version = d.version + 1`;

/** What is to be told again first: a wallet's own before what it shares. Null where nothing is. */
export async function readDueTelling(userId: string): Promise<DueTelling | null> {
  const [due] = await userDb(userId).$queryRaw<DueTelling[]>`
    SELECT wallet_id AS "walletId", scope, height, tx_index AS "txIndex", transaction_id AS "transactionId", version
    FROM due_telling WHERE user_id = ${userId}::uuid ORDER BY scope, wallet_id LIMIT 1`;
  return due ?? null;
}

/** A wallet's rows of code that counted only proven keys are due as well: it may have written some after the migration that made them so. */
export async function makeOldDue({ userId, walletId }: { userId: string; walletId: string }): Promise<void> {
  await userDb(userId).$executeRaw`
    ${makeTellingDue(Prisma.sql`
      SELECT w.user_id, w.id, 'all', NULL::int FROM wallet w
      WHERE w.user_id = ${userId}::uuid AND w.id = ${walletId}::uuid
        AND NOT EXISTS (SELECT 1 FROM due_telling d WHERE d.wallet_id = w.id AND d.scope = 'all')`)}`;
}

/** The wallets of two accounts are one person's from now on: what they share, and what was said of keys, is told anew. */
export async function makeAllToTell(userId: string): Promise<void> {
  await userDb(userId).$executeRaw`
    WITH raised AS (UPDATE wallet w SET scope_version = w.scope_version + 1 WHERE w.user_id = ${userId}::uuid)
    ${makeTellingDue(Prisma.sql`
      SELECT w.user_id, w.id, 'shared', NULL::int FROM wallet w WHERE w.user_id = ${userId}::uuid
      UNION ALL
      SELECT a.user_id, a.wallet_id, 'all', min(a.first_seen_height) - 1 FROM wallet_address a
      WHERE a.user_id = ${userId}::uuid AND (a.payment_kind = 'key' AND EXISTS (SELECT 1 FROM key_word k WHERE k.user_id = a.user_id AND k.credential = a.credential)
        OR EXISTS (SELECT 1 FROM wallet o WHERE o.user_id = a.user_id AND o.subject = a.address AND o.id <> a.wallet_id))
      GROUP BY 1, 2`)}`;
}
