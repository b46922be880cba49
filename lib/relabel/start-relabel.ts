import "server-only";
import { userDb } from "@/lib/db";
import { AppError } from "@/lib/contract/app-error";
import { Prisma } from "@/lib/generated/prisma/client";
import type { RelabelAnswer } from "@/lib/contract/relabel";
import { assertAllowance } from "@/lib/queue/allowance";
import { publish } from "@/lib/queue/publish";
import { isNotTaken } from "@/lib/queue/queue-unavailable";
import { log } from "@/lib/log";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import { getRelabel } from "@/lib/relabel/get-relabel";
import { relabelMessage } from "@/lib/relabel/messages";
import { failRelabel, silentAfterMs } from "@/lib/relabel/relabel-store";

interface Due {
  readonly relabelId: string;
  readonly seq: number;
  readonly epoch: number;
  readonly status: string;
}

/** Its message was lost. */
const isSilent = Prisma.sql`r.updated_at < now() - make_interval(secs => ${silentAfterMs / 1000}::float8)`;

/**
 * Looks at what today's rules would change, or changes it after such a look. One that is under way goes on, revived where its
 * message was lost; one that has nothing to look at ends at once. Throws `conflict` for a change that nobody has looked at,
 * and `rate_limited`.
 */
export async function startRelabel(userId: string, step: "check" | "apply"): Promise<RelabelAnswer> {
  await assertAllowance();
  const due = step === "check" ? await check(userId) : await apply(userId);
  if (due?.status === "checking" || due?.status === "applying") await publishOrFail(due);
  return getRelabel(userId);
}

/** Where the queue is away the re-labelling has stopped, and can be begun again. */
async function publishOrFail({ relabelId, seq, epoch }: Due): Promise<void> {
  try {
    await publish([relabelMessage({ relabelId, seq, epoch })]);
  } catch (error) {
    if (!isNotTaken(error)) throw error;
    log.error("relabel.not_dispatched", { error });
    await failRelabel(relabelId, seq);
  }
}

/**
 * Begins anew, unless one with the same rules is under way, or has looked at all that there is. An end without a message where
 * nothing is labelled by other rules.
 */
async function check(userId: string): Promise<Due | undefined> {
  const [due] = await userDb(userId).$queryRaw<Due[]>`
    WITH stale AS (
      SELECT count(*)::int AS total FROM transaction t WHERE t.user_id = ${userId}::uuid AND t.labelled_with IS DISTINCT FROM ${rulesFingerprint}
    ),
    mine AS (
      SELECT r.id, r.fingerprint = ${rulesFingerprint} AND r.status IN ('checking', 'applying') AS runs,
        r.fingerprint = ${rulesFingerprint} AND (r.status IN ('checking', 'applying') AND NOT (${isSilent}) OR r.status = 'ready' AND r.total = stale.total) AS stands
      FROM relabel r, stale WHERE r.user_id = ${userId}::uuid
    ),
    old AS (
      DELETE FROM relabel_change c USING mine WHERE c.user_id = ${userId}::uuid AND c.relabel_id = mine.id AND NOT mine.runs AND NOT mine.stands
    )
    INSERT INTO relabel AS r (user_id, fingerprint, status, total)
    SELECT ${userId}::uuid, ${rulesFingerprint}, CASE WHEN stale.total = 0 THEN 'ready' ELSE 'checking' END, stale.total FROM stale
    ON CONFLICT (user_id) DO UPDATE SET
      fingerprint = excluded.fingerprint, epoch = r.epoch + 1, updated_at = now(), published_seq = -1,
      status = CASE WHEN (SELECT runs FROM mine) THEN r.status ELSE excluded.status END,
      total = CASE WHEN (SELECT runs FROM mine) THEN r.total ELSE excluded.total END,
      seq = CASE WHEN (SELECT runs FROM mine) THEN r.seq ELSE 0 END,
      checked = CASE WHEN (SELECT runs FROM mine) THEN r.checked ELSE 0 END,
      skipped = CASE WHEN (SELECT runs FROM mine) THEN r.skipped ELSE 0 END,
      cursor_wallet = CASE WHEN (SELECT runs FROM mine) THEN r.cursor_wallet END,
      cursor_height = CASE WHEN (SELECT runs FROM mine) THEN r.cursor_height END,
      cursor_index = CASE WHEN (SELECT runs FROM mine) THEN r.cursor_index END
    WHERE (SELECT stands FROM mine) IS NOT TRUE
    RETURNING id AS "relabelId", seq, epoch, status`;
  return due;
}

/** From the first transaction on again: what was checked is what is changed, where nothing came between. */
async function apply(userId: string): Promise<Due | undefined> {
  const [due] = await userDb(userId).$queryRaw<Due[]>`
    UPDATE relabel r SET status = CASE WHEN r.status = 'ready' AND r.total = 0 THEN 'done' ELSE 'applying' END,
      epoch = r.epoch + 1, updated_at = now(), published_seq = -1,
      seq = CASE WHEN r.status = 'ready' THEN 0 ELSE r.seq END,
      checked = CASE WHEN r.status = 'ready' THEN 0 ELSE r.checked END,
      skipped = CASE WHEN r.status = 'ready' THEN 0 ELSE r.skipped END,
      cursor_wallet = CASE WHEN r.status = 'ready' THEN NULL ELSE r.cursor_wallet END,
      cursor_height = CASE WHEN r.status = 'ready' THEN NULL ELSE r.cursor_height END,
      cursor_index = CASE WHEN r.status = 'ready' THEN NULL ELSE r.cursor_index END
    WHERE r.user_id = ${userId}::uuid AND r.fingerprint = ${rulesFingerprint} AND (r.status = 'ready' OR r.status = 'applying' AND ${isSilent})
    RETURNING r.id AS "relabelId", r.seq, r.epoch, r.status`;
  if (due !== undefined) return due;
  const where = { userId, fingerprint: rulesFingerprint, status: "applying" };
  if ((await userDb(userId).relabel.count({ where })) === 0) throw notChecked();
  return undefined;
}

function notChecked(): AppError {
  return new AppError({
    code: "conflict",
    detail: "Nobody has looked at what today's rules would change. Check first, then apply.",
  });
}
