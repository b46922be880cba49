import "server-only";
import { makeDue, tellSyncs } from "@/lib/corrections/due";
import { correctNow } from "@/lib/corrections/run-corrections";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/contract/app-error";
import type { CorrectionRule } from "@/lib/contract/corrections";
import { countedAlike } from "@/lib/contract/transaction-detail";
import { knownId } from "@/lib/contract/known-id";
import { readLikenessKey } from "@/lib/ledger/likeness-key";

interface RuleRow extends Omit<CorrectionRule, "createdAt" | "about"> {
  readonly key: string;
  readonly createdAt: Date;
}

/** The rules that the person made, newest first. */
export async function listRules(userId: string): Promise<CorrectionRule[]> {
  const rows = await userDb(userId).$queryRaw<RuleRow[]>`
    SELECT r.id, r.key, r.action, r.spam, r.created_at AS "createdAt",
      (SELECT count(*)::int FROM (
        (SELECT 1 FROM transaction t WHERE r.action IS NOT NULL AND t.user_id = ${userId}::uuid AND t.action_key = r.key LIMIT ${countedAlike})
        UNION ALL
        (SELECT 1 FROM transaction t WHERE r.action IS NULL AND t.user_id = ${userId}::uuid AND t.spam_key = r.key LIMIT ${countedAlike})
      ) alike) AS transactions,
      (SELECT t.id FROM transaction t WHERE t.user_id = ${userId}::uuid AND t.tx_hash = r.tx_hash ORDER BY t.id LIMIT 1) AS "madeOn"
    FROM correction_rule r WHERE r.user_id = ${userId}::uuid ORDER BY r.created_at DESC, r.id DESC`;
  return rows.map(({ key, createdAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    about: readLikenessKey(key),
  }));
}

/** Takes a rule away: its transactions go back to what they were, or to what an older rule says. Throws `not_found`. */
export async function deleteRule(userId: string, id: string): Promise<void> {
  const gone = await userDb(userId).$queryRaw<unknown[]>`
    WITH gone AS (
      DELETE FROM correction_rule r WHERE r.user_id = ${userId}::uuid AND r.id = ${knownId(id, "rule")}::uuid RETURNING r.user_id, r.key, r.action
    ),
    told AS (${tellSyncs(userId, Prisma.sql`EXISTS (SELECT 1 FROM gone)`)}),
    due AS (${makeDue(Prisma.sql`SELECT user_id, CASE WHEN action IS NULL THEN 'spam_key' ELSE 'action_key' END, key, NULL::int FROM gone`)})
    SELECT 1 FROM gone`;
  if (gone.length === 0) throw notFound("rule");
  await correctNow(userId);
}
