import "server-only";
import { parseRecoveryKey, RecoveryKeyError } from "@/lib/auth/recovery-key";
import { hashRecoveryKey } from "@/lib/auth/secret";
import type { SignedInUser } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { AppError } from "@/lib/contract/app-error";

/**
 * The user whose recovery key was typed.
 * Throws `invalid_request` where the key is mistyped, `invalid_recovery_key` where it is nobody's.
 */
export async function recover(typedKey: string, field = "recoveryKey"): Promise<SignedInUser> {
  const hash = await hashTypedKey(typedKey, field);
  const [user] = await db().$queryRaw<SignedInUser[]>`
    SELECT id, kind FROM "user" WHERE recovery_key_hash = ${hash}`;
  if (user === undefined) throw unknownKey();
  return user;
}

export function unknownKey(): AppError {
  return new AppError({ code: "invalid_recovery_key", detail: "No account has this recovery key." });
}

/** What a key as a person typed it is known by. Throws `invalid_request`, naming `field`, where it can be nobody's. */
async function hashTypedKey(typed: string, field: string): Promise<string> {
  try {
    return await hashRecoveryKey(parseRecoveryKey(typed));
  } catch (error) {
    if (!(error instanceof RecoveryKeyError)) throw error;
    const reason = error.message;
    throw new AppError({ code: "invalid_request", detail: reason, issues: [{ field, reason }] });
  }
}
