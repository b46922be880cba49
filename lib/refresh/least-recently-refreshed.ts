import "server-only";
import { db } from "@/lib/db";
import type { RefreshPayload } from "@/lib/refresh/messages";
import { needsPerson } from "@/lib/refresh/needs-person";

export interface DueWallet {
  readonly userId: string;
  readonly walletId: string;
  readonly refreshedAt: Date;
}

/**
 * Wallets of all users whose last sync began longest ago, after a place in that order. Left out: those at work, those that
 * were refreshed within the hour, and those whose last sync a person stopped or must repair.
 */
export function leastRecentlyRefreshed(after: RefreshPayload["after"], limit: number): Promise<DueWallet[]> {
  return db().$queryRaw<DueWallet[]>`
    SELECT w.user_id AS "userId", w.id AS "walletId", j.scheduled_at AS "refreshedAt"
    FROM wallet w JOIN LATERAL (
      SELECT scheduled_at, status, error_code FROM sync_job s WHERE s.wallet_id = w.id ORDER BY s.scheduled_at DESC, s.id DESC LIMIT 1
    ) j ON true
    WHERE j.status IN ('completed', 'failed') AND (j.error_code = ANY(${[...needsPerson]}::text[])) IS NOT TRUE
      AND j.scheduled_at < now() - interval '1 hour' AND NOT EXISTS (SELECT 1 FROM removed_wallet r WHERE r.wallet_id = w.id)
      AND (${after === null} OR (j.scheduled_at, w.id) > (${after?.refreshedAt ?? null}::timestamptz, ${after?.walletId ?? null}::uuid))
    ORDER BY j.scheduled_at, w.id LIMIT ${limit}`;
}
