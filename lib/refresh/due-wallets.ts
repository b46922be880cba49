import "server-only";
import { db } from "@/lib/db";
import { needsPerson } from "@/lib/refresh/needs-person";

export interface DueWallet {
  readonly userId: string;
  readonly walletId: string;
}

/** What began within this time belongs to the run that is under way; runs are an hour apart. */
const runMinutes = 50;

/**
 * Wallets whose refresh comes next, round by user: nobody has a second one refreshed before everybody has had one. Among those
 * of one round whose person was here lately goes first, then what was not refreshed for longest. Left out: those at work,
 * those that were refreshed within the hour, and those whose last sync a person stopped or must repair.
 */
export function dueWallets(limit: number): Promise<DueWallet[]> {
  return db().$queryRaw<DueWallet[]>`
    WITH due AS MATERIALIZED (
      SELECT w.user_id, w.id, j.scheduled_at FROM wallet w JOIN LATERAL (
        SELECT scheduled_at, status, error_code FROM sync_job s WHERE s.wallet_id = w.id ORDER BY s.scheduled_at DESC, s.id DESC LIMIT 1
      ) j ON true
      WHERE j.status IN ('completed', 'failed') AND (j.error_code = ANY(${[...needsPerson]}::text[])) IS NOT TRUE
        AND j.scheduled_at < now() - interval '1 hour' AND NOT EXISTS (SELECT 1 FROM removed_wallet r WHERE r.wallet_id = w.id)
    ),
    had AS MATERIALIZED (
      SELECT s.user_id, count(*) AS turns FROM sync_job s
      WHERE s.priority < 0 AND s.scheduled_at > now() - make_interval(mins => ${runMinutes}::int) GROUP BY 1
    )
    SELECT d.user_id AS "userId", d.id AS "walletId"
    FROM due d JOIN "user" u ON u.id = d.user_id AND u.removed_at IS NULL LEFT JOIN had ON had.user_id = d.user_id
    ORDER BY coalesce(had.turns, 0) + row_number() OVER (PARTITION BY d.user_id ORDER BY d.scheduled_at, d.id),
      u.last_seen_at < now() - interval '7 days', u.last_seen_at < now() - interval '30 days', d.scheduled_at, d.id
    LIMIT ${limit}`;
}
