import "server-only";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { RelabelAnswer } from "@/lib/contract/relabel";
import type { RelabelModel } from "@/lib/generated/prisma/models";
import { storedWord } from "@/lib/contract/stored-words";
import { countedTransactions } from "@/lib/contract/transactions";
import { tellAmounts, unitsTold } from "@/lib/ledger/wording";
import { tellerOf } from "@/lib/portfolio/token-name";
import { protocolName } from "@/lib/protocols/registry";
import { lookupTokens } from "@/lib/tokens/lookup";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import { silentAfterMs } from "@/lib/relabel/relabel-store";

const shownChanges = 100;

type Change = RelabelAnswer["changes"][number];

/**
 * How many of the user's transactions were labelled by other rules than today's, and what the last look at them found. One
 * that began with other rules than today's counts as none.
 */
export async function getRelabel(userId: string): Promise<RelabelAnswer> {
  const own = userDb(userId);
  const [stale, run] = await Promise.all([countStale(userId), readRun(userId)]);
  if (run === null) return { status: "none", stale, total: stale, checked: 0, skipped: 0, changed: 0, changes: [] };
  const { id, total, checked, skipped } = run;
  const status = run.isSilent && (run.status === "checking" || run.status === "applying") ? "failed" : run.status;
  const [changed, changes] = await Promise.all([
    own.relabelChange.count({ where: { userId, relabelId: id } }),
    readChanges(userId, id),
  ]);
  return { status: storedWord("relabel.status", status), stale, total, checked, skipped, changed, changes };
}

interface Run extends Pick<RelabelModel, "id" | "status" | "total" | "checked" | "skipped"> {
  readonly isSilent: boolean;
}

async function readRun(userId: string): Promise<Run | null> {
  const [run] = await userDb(userId).$queryRaw<Run[]>`
    SELECT id, status, total, checked, skipped, updated_at < now() - make_interval(secs => ${silentAfterMs / 1000}::float8) AS "isSilent"
    FROM relabel WHERE user_id = ${userId}::uuid AND fingerprint = ${rulesFingerprint}`;
  return run ?? null;
}

/** As far as transactions are counted, from all sides of today's rules in the index. */
async function countStale(userId: string): Promise<number> {
  const some = (condition: Prisma.Sql) => Prisma.sql`
    (SELECT 1 FROM transaction t WHERE t.user_id = ${userId}::uuid AND t.labelled_with ${condition} ORDER BY t.labelled_with LIMIT ${countedTransactions})`;
  const [row] = await userDb(userId).$queryRaw<{ stale: number }[]>`
    SELECT count(*)::int AS stale FROM (
      SELECT 1 FROM (
        ${some(Prisma.sql`IS NULL`)} UNION ALL ${some(Prisma.sql`< ${rulesFingerprint}`)} UNION ALL ${some(Prisma.sql`> ${rulesFingerprint}`)}
      ) each LIMIT ${countedTransactions}
    ) counted`;
  return row?.stale ?? 0;
}

interface ChangeRow {
  readonly transactionId: string;
  readonly txHash: string;
  readonly at: Date;
  readonly before: StoredLabel;
  readonly after: StoredLabel;
  readonly kept: boolean;
}

type StoredLabel = Pick<Change["before"], "action" | "protocol" | "summary">;

/** The newest transactions first; `kept` where the person's own word is shown all the same. */
async function readChanges(userId: string, relabelId: string): Promise<Change[]> {
  const rows = await userDb(userId).$queryRaw<ChangeRow[]>`
    SELECT t.id AS "transactionId", t.tx_hash AS "txHash", t.tx_timestamp AS at, c.before, c.after,
      t.edited AND t.action IS DISTINCT FROM coalesce(t.classified_action, t.action) AS kept
    FROM relabel_change c JOIN transaction t ON t.id = c.transaction_id AND t.user_id = ${userId}::uuid
    WHERE c.user_id = ${userId}::uuid AND c.relabel_id = ${relabelId}::uuid
    ORDER BY t.block_height DESC, t.tx_index DESC, t.id LIMIT ${shownChanges}`;
  const units = rows.flatMap(({ before, after }) => [...unitsTold(before.summary), ...unitsTold(after.summary)]);
  const tokens = await lookupTokens(units);
  const tell = tellerOf(
    new Map([...tokens].map(([unit, { name, ticker, decimals }]) => [unit, { tokenName: name, ticker, decimals }])),
  );
  const labelView = ({ action, protocol, summary }: StoredLabel) => ({
    action,
    protocol,
    protocolName: protocol === null ? null : protocolName(protocol),
    summary: tellAmounts(summary, tell),
  });
  return rows.map(({ at, before, after, ...row }) => ({
    ...row,
    at: at.toISOString(),
    before: labelView(before),
    after: labelView(after),
  }));
}
