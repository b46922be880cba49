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
export async function recover(typedKey: string): Promise<SignedInUser> {
  const hash = await hashRecoveryKey(readKey(typedKey));
  const [user] = await db().$queryRaw<SignedInUser[]>`
    SELECT id, kind FROM "user" WHERE recovery_key_hash = ${hash}`;
  if (user === undefined) {
    throw new AppError({ code: "invalid_recovery_key", detail: "No account has this recovery key." });
  }
  return user;
}

function readKey(typed: string): Uint8Array {
  try {
    return parseRecoveryKey(typed);
  } catch (error) {
    if (error instanceof RecoveryKeyError) throw mistyped(error);
    throw error;
  }
}

function mistyped({ message }: RecoveryKeyError): AppError {
  return new AppError({
    code: "invalid_request",
    detail: message,
    issues: [{ field: "recoveryKey", reason: message }],
  });
}
