import "server-only";
import { sessionLifetimeMs } from "@/lib/auth/cookie";
import { formatRecoveryKey } from "@/lib/auth/recovery-key";
import { hashRecoveryKey, hashSecret, newSecret } from "@/lib/auth/secret";
import type { SignedInUser } from "@/lib/auth/session";
import { db } from "@/lib/db";

export interface NewGuest {
  readonly user: SignedInUser;
  /** To be shown once; only its hash is kept. */
  readonly recoveryKey: string;
  /** For the session cookie; only its hash is kept. */
  readonly token: string;
}

/** A new guest with a session, in one statement, so that neither stands without the other. */
export async function createGuest(now: Date, device = "Unknown device"): Promise<NewGuest> {
  const secret = newSecret();
  const recoveryKeyHash = await hashRecoveryKey(secret);
  const token = newSecret().toString("base64url");
  const expiresAt = new Date(now.getTime() + sessionLifetimeMs);
  const [user] = await db().$queryRaw<SignedInUser[]>`
    WITH guest AS (
      INSERT INTO "user" (kind, recovery_key_hash) VALUES ('guest', ${recoveryKeyHash}) RETURNING id, kind
    ), started AS (
      INSERT INTO session (user_id, token_hash, device, created_at, last_seen_at, expires_at)
      SELECT id, ${hashSecret(token)}, ${device}, ${now}, ${now}, ${expiresAt} FROM guest
    )
    SELECT id, kind FROM guest`;
  if (user === undefined) throw new Error("The database created no user");
  return { user, recoveryKey: formatRecoveryKey(secret), token };
}
