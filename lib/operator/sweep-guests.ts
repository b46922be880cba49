import "server-only";
import { endAccount } from "@/lib/auth/delete-account";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { forgetEvents } from "@/lib/realtime/forget-events";
import { finishRemovals } from "@/lib/wallets/finish-removals";

/** A guest has nothing but a cookie and a recovery key: whoever comes back by neither for so long does not come back. */
const unseenDays = 90;

/**
 * Removes guests who were not seen for long with everything that is theirs, one after the other and each statement by
 * statement, while there is time. True when none is left; safe to repeat.
 */
export async function sweepGuests(hasTime: () => boolean): Promise<boolean> {
  for (let guest = await nextUnseen(); guest !== undefined; guest = await nextUnseen()) {
    if (!hasTime()) return false;
    await endAccount(guest.id, unseenDays);
    if (!(await finishRemovals(guest.id, hasTime))) return false;
    await forgetEvents(guest.id);
    log.info("retention.guest_gone", { userId: guest.id });
  }
  return true;
}

/** One whose removal was begun goes first. */
async function nextUnseen(): Promise<{ readonly id: string } | undefined> {
  const [guest] = await db().$queryRaw<{ id: string }[]>`
    SELECT u.id FROM "user" u
    WHERE u.kind = 'guest' AND u.last_seen_at < now() - make_interval(days => ${unseenDays}::int)
    ORDER BY u.removed_at, u.last_seen_at LIMIT 1`;
  return guest;
}
