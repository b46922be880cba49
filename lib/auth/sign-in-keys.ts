import "server-only";
import { announce, newSecurityEvent, noting, type Actor } from "@/lib/auth/security-events";
import { AppError, notFound } from "@/lib/contract/app-error";
import { knownId } from "@/lib/contract/known-id";
import type { SignInKey } from "@/lib/contract/session";
import { db, userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** The keys that sign the user in, oldest first. */
export async function listSignInKeys(userId: string): Promise<SignInKey[]> {
  const keys = await userDb(userId).signInKey.findMany({
    where: { userId },
    orderBy: [{ addedAt: "asc" }, { id: "asc" }],
  });
  return keys.map(({ id, address, addedAt, trustedAt }) => ({
    id,
    address,
    addedAt: addedAt.toISOString(),
    trustedAt: trustedAt.toISOString(),
  }));
}

/** Whether a recovery key opens the account. */
export async function hasRecoveryKey(userId: string): Promise<boolean> {
  return (await userDb(userId).user.count({ where: { id: userId, recoveryKeyHash: { not: null } } })) > 0;
}

/** The address of one of the user's keys. Throws `not_found` for anybody else's. */
export async function signInKeyAddress(userId: string, id: string): Promise<string> {
  const key = await userDb(userId).signInKey.findFirst({ where: { userId, id: knownId(id, "key") } });
  if (key === null) throw notFound("key");
  return key.address;
}

/** Takes a key away, whose holder comes in no more. Throws `conflict` for the last way in. Without keys one is a guest again. */
export async function removeSignInKey(
  userId: string,
  { id, address }: { readonly id: string; readonly address: string },
  actor: Actor,
  now: Date,
): Promise<void> {
  const removed = newSecurityEvent("key_removed", actor, now, address);
  // Two who each take one of the last two away wait for each other, and the second sees what the first has left.
  const gone = await db().$queryRaw<unknown[]>`
    WITH keys AS (
      SELECT id FROM sign_in_key WHERE user_id = ${userId}::uuid ORDER BY id FOR UPDATE
    ), gone AS (
      DELETE FROM sign_in_key k USING keys WHERE k.id = keys.id AND k.id = ${id}::uuid AND (
        (SELECT count(*) FROM keys) > 1
        OR EXISTS (SELECT FROM "user" u WHERE u.id = ${userId}::uuid AND u.recovery_key_hash IS NOT NULL))
      RETURNING k.user_id
    ), ${noting(Prisma.sql`SELECT user_id FROM gone`, removed)}, left_without AS (
      UPDATE "user" u SET kind = 'guest' FROM gone WHERE u.id = gone.user_id AND (SELECT count(*) FROM keys) = 1
    )
    SELECT user_id FROM gone`;
  if (gone.length > 0) return announce(userId, removed);
  throw new AppError({
    code: "conflict",
    detail: "This is the only way into your account. Add another wallet or make a recovery key first.",
  });
}
