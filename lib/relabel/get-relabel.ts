import "server-only";
import { userDb } from "@/lib/db";
import type { RelabelAnswer } from "@/lib/http/contract-relabel";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";

const shownChanges = 100;

type Change = RelabelAnswer["changes"][number];

/**
 * How many of the user's transactions were labelled by other rules than today's, and what the last look at them found. One
 * that began with other rules than today's counts as none.
 */
export async function getRelabel(userId: string): Promise<RelabelAnswer> {
  const own = userDb(userId);
  const [stale, run] = await Promise.all([
    own.transaction.count({
      where: { userId, OR: [{ labelledWith: null }, { labelledWith: { not: rulesFingerprint } }] },
    }),
    own.relabel.findFirst({ where: { userId, fingerprint: rulesFingerprint } }),
  ]);
  if (run === null) return { status: "none", stale, total: stale, checked: 0, skipped: 0, changed: 0, changes: [] };
  const { id, status, total, checked, skipped } = run;
  const [changed, changes] = await Promise.all([
    own.relabelChange.count({ where: { userId, relabelId: id } }),
    readChanges(userId, id),
  ]);
  return { status: status as RelabelAnswer["status"], stale, total, checked, skipped, changed, changes };
}

/** The newest transactions first; `kept` where the person's own word is shown all the same. */
async function readChanges(userId: string, relabelId: string): Promise<Change[]> {
  const rows = await userDb(userId).$queryRaw<(Omit<Change, "at"> & { at: Date })[]>`
    SELECT t.id AS "transactionId", t.tx_hash AS "txHash", t.tx_timestamp AS at, c.before, c.after,
      t.action IS DISTINCT FROM t.classified_action AND t.classified_action IS NOT NULL AS kept
    FROM relabel_change c JOIN transaction t ON t.id = c.transaction_id AND t.user_id = ${userId}::uuid
    WHERE c.user_id = ${userId}::uuid AND c.relabel_id = ${relabelId}::uuid
    ORDER BY t.block_height DESC, t.tx_index DESC, t.id LIMIT ${shownChanges}`;
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
