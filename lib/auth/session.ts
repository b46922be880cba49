import "server-only";
import { sessionLifetimeMs } from "@/lib/auth/cookie";
import { hashSecret, newSecret } from "@/lib/auth/secret";
import { limits } from "@/lib/contract/limits";
import type { StoredWord } from "@/lib/contract/stored-words";
import { db, userDb } from "@/lib/db";
import { tellSessionsChanged } from "@/lib/realtime/open-streams";

/** Who is behind a call. */
export interface SignedInUser {
  readonly id: string;
  readonly kind: StoredWord<"user.kind">;
}

const idleLifetimeMs = 30 * 24 * 60 * 60 * 1000;
const touchEveryMs = 60 * 60 * 1000;

interface Beginning {
  readonly device: string;
  readonly now: Date;
  /** The token that the caller came with: it ends, so that one which was planted or seen before is worth nothing after. */
  readonly replaces: string | null;
}

/**
 * A new session of a user who has just proved who they are. Gives the cookie's token; only its hash is kept. Of more devices
 * than the limit the one not used for longest is signed out.
 */
export async function startSession(userId: string, { device, now, replaces }: Beginning): Promise<string> {
  const token = newSecret().toString("base64url");
  const expiresAt = new Date(now.getTime() + sessionLifetimeMs);
  await db().$executeRaw`
    WITH replaced AS (DELETE FROM session WHERE token_hash = ${replaces === null ? null : hashSecret(replaces)}),
    unused AS (
      DELETE FROM session WHERE id IN (
        SELECT id FROM session WHERE user_id = ${userId}::uuid ORDER BY last_seen_at DESC, id OFFSET ${limits.devices - 1})
    ),
    seen AS (UPDATE "user" SET last_seen_at = greatest(last_seen_at, ${now}) WHERE id = ${userId}::uuid)
    INSERT INTO session (user_id, token_hash, device, created_at, last_seen_at, expires_at)
    VALUES (${userId}::uuid, ${hashSecret(token)}, ${device}, ${now}, ${now}, ${expiresAt})`;
  return token;
}

/** The user of a session that is alive at `now`; null otherwise. One statement, which also notes an hour's passing. */
export async function sessionUser(token: string, now: Date): Promise<SignedInUser | null> {
  const tokenHash = hashSecret(token);
  const seenBefore = new Date(now.getTime() - touchEveryMs);
  const idleSince = new Date(now.getTime() - idleLifetimeMs);
  const [user] = await db().$queryRaw<SignedInUser[]>`
    WITH alive AS (
      SELECT id, user_id FROM session
      WHERE token_hash = ${tokenHash} AND expires_at > ${now} AND last_seen_at > ${idleSince}
    ), touched AS (
      UPDATE session SET last_seen_at = ${now} FROM alive WHERE session.id = alive.id AND last_seen_at < ${seenBefore}
      RETURNING session.user_id
    ), seen AS (
      UPDATE "user" u SET last_seen_at = greatest(u.last_seen_at, ${now}) FROM touched WHERE u.id = touched.user_id
    )
    SELECT u.id, u.kind FROM alive JOIN "user" u ON u.id = alive.user_id`;
  return user ?? null;
}

/** Ends the user's session on the server: the token is worth nothing from here on. */
export async function endSession(userId: string, token: string): Promise<void> {
  await userDb(userId).session.deleteMany({ where: { userId, tokenHash: hashSecret(token) } });
  await tellSessionsChanged(userId);
}
