import "server-only";
import { db } from "@/lib/db";
import { forgetEvents } from "@/lib/realtime/forget-events";
import { tellSessionsChanged } from "@/lib/realtime/open-streams";
import { cancel } from "@/lib/sync/job-state";
import { removeRows } from "@/lib/wallets/remove-rows";

/**
 * Deletes the user with everything that is theirs: wallets, history, sessions, keys, jobs, events. Nobody can sign in from
 * here on, running chains end, and the rows go bit by bit. The chain's own bytes and tokens' names stay: they are nobody's.
 */
export async function deleteAccount(userId: string): Promise<void> {
  await endAccount(userId);
  await tellSessionsChanged(userId);
  await removeRows(userId);
  await forgetEvents(userId);
}

/** The account is over, and its rows are left to whoever calls; with `unseenDays` only where nobody was there for so long. */
export async function endAccount(userId: string, unseenDays = 0): Promise<void> {
  await db().$executeRaw`
    WITH gone AS (
      UPDATE "user" SET removed_at = now(), recovery_key_hash = NULL
      WHERE id = ${userId}::uuid AND (${unseenDays === 0} OR last_seen_at < now() - make_interval(days => ${unseenDays}::int)) RETURNING id
    ),
    sessions AS (DELETE FROM session s USING gone WHERE s.user_id = gone.id),
    keys AS (DELETE FROM sign_in_key k USING gone WHERE k.user_id = gone.id),
    ended AS (
      UPDATE sync_job j SET ${cancel} FROM gone WHERE j.user_id = gone.id AND j.finished_at IS NULL
    ),
    removed AS (
      UPDATE wallet w SET subject = 'removed ' || w.id FROM gone WHERE w.user_id = gone.id RETURNING w.id, w.user_id
    )
    INSERT INTO removed_wallet (user_id, wallet_id, removed_at) SELECT user_id, id, now() FROM removed ON CONFLICT DO NOTHING`;
}
