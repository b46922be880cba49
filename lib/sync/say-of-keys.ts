import "server-only";
import type { StoredWord } from "@/lib/contract/stored-words";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { makeTellingDue } from "@/lib/sync/due-telling";

/**
 * Writes what is said of payment keys, or takes it back, and makes due what it changes: every row from where the chain first
 * showed one of them, and what the person's other wallets share with those. What a wallet's software says never overrules its
 * person. False where nothing is new. One statement.
 */
export async function sayOfKeys(
  userId: string,
  credentials: readonly string[],
  word: StoredWord<"key_word.word"> | null,
  saidBy: StoredWord<"key_word.said_by">,
): Promise<boolean> {
  const keys = Prisma.sql`${[...credentials]}::text[]`;
  const said =
    word === null
      ? Prisma.sql`DELETE FROM key_word k WHERE k.user_id = ${userId}::uuid AND k.credential = ANY(${keys}) RETURNING k.credential`
      : Prisma.sql`INSERT INTO key_word AS k (user_id, credential, word, said_by)
        SELECT ${userId}::uuid, c.credential, ${word}, ${saidBy} FROM unnest(${keys}) AS c(credential)
        ON CONFLICT (user_id, credential) DO UPDATE SET word = excluded.word, said_by = excluded.said_by, said_at = now()
          WHERE k.word <> excluded.word AND excluded.said_by = 'person'
        RETURNING k.credential`;
  const rows = await userDb(userId).$queryRaw<{ credential: string }[]>`
    WITH said AS (${said}),
    touched AS (
      SELECT a.wallet_id, min(a.first_seen_height) - 1 AS height FROM wallet_address a JOIN said ON said.credential = a.credential
      WHERE a.user_id = ${userId}::uuid AND a.payment_kind = 'key' GROUP BY 1
    ),
    raised AS (
      UPDATE wallet w SET scope_version = w.scope_version + 1 WHERE w.user_id = ${userId}::uuid AND EXISTS (SELECT 1 FROM said)
    ),
    due AS (${makeTellingDue(Prisma.sql`
      SELECT ${userId}::uuid, t.wallet_id, 'all', t.height FROM touched t
      UNION ALL
      SELECT w.user_id, w.id, 'shared', (SELECT min(height) FROM touched) FROM wallet w
      WHERE w.user_id = ${userId}::uuid AND EXISTS (SELECT 1 FROM touched) AND w.id NOT IN (SELECT wallet_id FROM touched)`)})
    SELECT credential FROM said`;
  return rows.length > 0;
}
