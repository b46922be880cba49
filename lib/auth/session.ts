import "server-only";
import { randomUUID } from "node:crypto";
import { sessionLifetimeMs } from "@/lib/auth/cookie";
import { hashSecret, newSecret } from "@/lib/auth/secret";
import { noting, type NewSecurityEvent } from "@/lib/auth/security-events";
import { limits } from "@/lib/contract/limits";
import type { StoredWord } from "@/lib/contract/stored-words";
import { db, userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { tellSessionsChanged } from "@/lib/realtime/open-streams";

/** Who is behind a call. */
export interface SignedInUser {
  readonly id: string;
  readonly kind: StoredWord<"user.kind">;
}

/** A session that is alive, and whose it is. */
export interface OpenSession {
  readonly id: string;
  readonly startedAt: Date;
  readonly user: SignedInUser;
}

const idleLifetimeMs = 30 * 24 * 60 * 60 * 1000;
const touchEveryMs = 60 * 60 * 1000;

interface Beginning {
  readonly device: string;
  readonly now: Date;
  /** The token that the caller came with: it ends, so that one which was planted or seen before is worth nothing after. */
  readonly replaces: string | null;
  /** Where it is known before. */
  readonly id?: string;
  /** What the person's other pages are to be told of it. */
  readonly noted?: NewSecurityEvent | undefined;
}

/**
 * A new session of a user who has just proved who they are. Gives the cookie's token; only its hash is kept. Of more devices
 * than the limit the one not used for longest is signed out.
 */
export async function startSession(
  userId: string,
  { device, now, replaces, id = randomUUID(), noted }: Beginning,
): Promise<string> {
  const token = newSecret().toString("base64url");
  const expiresAt = new Date(now.getTime() + sessionLifetimeMs);
  const ended = await db().$queryRaw<{ userId: string }[]>`
    WITH replaced AS (
      DELETE FROM session WHERE token_hash = ${replaces === null ? null : hashSecret(replaces)} RETURNING user_id
    ), unused AS (
      DELETE FROM session WHERE id IN (
        SELECT id FROM session WHERE user_id = ${userId}::uuid ORDER BY last_seen_at DESC, id OFFSET ${limits.devices - 1})
      RETURNING user_id
    ), started AS (
      INSERT INTO session (id, user_id, token_hash, device, created_at, last_seen_at, expires_at)
      VALUES (${id}::uuid, ${userId}::uuid, ${hashSecret(token)}, ${device}, ${now}, ${now}, ${expiresAt})
    ), seen AS (
      UPDATE "user" SET last_seen_at = greatest(last_seen_at, ${now}) WHERE id = ${userId}::uuid
    )${noted === undefined ? Prisma.empty : Prisma.sql`, ${noting(Prisma.sql`SELECT ${userId}::uuid AS user_id`, noted)}`}
    SELECT user_id AS "userId" FROM replaced UNION SELECT user_id FROM unused`;
  await Promise.all(ended.map((one) => tellSessionsChanged(one.userId)));
  return token;
}

/** The user of a session that is alive at `now`; null otherwise. */
export async function sessionUser(token: string, now: Date): Promise<SignedInUser | null> {
  return (await openSession(token, now))?.user ?? null;
}

/** A session that is alive at `now`; null otherwise. One statement, which also notes an hour's passing. */
export async function openSession(token: string, now: Date): Promise<OpenSession | null> {
  const tokenHash = hashSecret(token);
  const seenBefore = new Date(now.getTime() - touchEveryMs);
  const idleSince = new Date(now.getTime() - idleLifetimeMs);
  const [row] = await db().$queryRaw<(SignedInUser & { sessionId: string; startedAt: Date })[]>`
    WITH alive AS (
      SELECT id, user_id, created_at FROM session
      WHERE token_hash = ${tokenHash} AND expires_at > ${now} AND last_seen_at > ${idleSince}
    ), touched AS (
      UPDATE session SET last_seen_at = ${now} FROM alive WHERE session.id = alive.id AND last_seen_at < ${seenBefore}
      RETURNING session.user_id
    ), seen AS (
      UPDATE "user" u SET last_seen_at = greatest(u.last_seen_at, ${now}) FROM touched WHERE u.id = touched.user_id
    )
    SELECT u.id, u.kind, alive.id AS "sessionId", alive.created_at AS "startedAt"
    FROM alive JOIN "user" u ON u.id = alive.user_id`;
  if (row === undefined) return null;
  const { id, kind, sessionId, startedAt } = row;
  return { id: sessionId, startedAt, user: { id, kind } };
}

/** Whether a session is still one: not signed out, and not over. */
export async function isSessionAlive(id: string): Promise<boolean> {
  const [now, idleSince] = [new Date(), new Date(Date.now() - idleLifetimeMs)];
  return (await db().session.count({ where: { id, expiresAt: { gt: now }, lastSeenAt: { gt: idleSince } } })) > 0;
}

/** Ends the user's session on the server: the token is worth nothing from here on. */
export async function endSession(userId: string, token: string): Promise<void> {
  await userDb(userId).session.deleteMany({ where: { userId, tokenHash: hashSecret(token) } });
  await tellSessionsChanged(userId);
}
