import "server-only";
import { formatRecoveryKey } from "@/lib/auth/recovery-key";
import { hashRecoveryKey, newSecret } from "@/lib/auth/secret";
import { announce, newSecurityEvent, noting, type Actor } from "@/lib/auth/security-events";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** A new recovery key, to be shown once: only its hash is kept. The old one opens nothing from here on. */
export async function renewRecoveryKey(userId: string, actor: Actor, now: Date): Promise<string> {
  const secret = newSecret();
  const hash = await hashRecoveryKey(secret);
  const renewed = newSecurityEvent("recovery_key_renewed", actor, now);
  await db().$executeRaw`
    WITH renewed AS (
      UPDATE "user" SET recovery_key_hash = ${hash} WHERE id = ${userId}::uuid AND removed_at IS NULL RETURNING id
    ), ${noting(Prisma.sql`SELECT id AS user_id FROM renewed`, renewed)}
    SELECT 1`;
  await announce(userId, renewed);
  return formatRecoveryKey(secret);
}
