import "server-only";
import { checkSignedChallenge, invalidSignature } from "@/lib/auth/check-signed-challenge";
import { recover, unknownKey } from "@/lib/auth/recover";
import type { OpenSession } from "@/lib/auth/session";
import { signInKeyOf } from "@/lib/auth/sign-in-key-of";
import type { FreshProof } from "@/lib/contract/session";
import { db } from "@/lib/db";

/**
 * Whoever holds a session's cookie may read; to change how its account is come into takes more: the account's recovery key,
 * or a challenge of this very session, signed with a key that the account trusts. Throws what says why a proof is none.
 */
export async function checkProof(session: OpenSession, proof: FreshProof, now: Date): Promise<void> {
  if ("recoveryKey" in proof) await checkRecoveryKey(session.user.id, proof.recoveryKey);
  else await checkSignature(session, proof, now);
}

async function checkRecoveryKey(userId: string, typed: string): Promise<void> {
  const { id } = await recover(typed, "proof.recoveryKey");
  // Another account's key is answered as nobody's.
  if (id !== userId) throw unknownKey();
}

async function checkSignature(
  { id, user }: OpenSession,
  proof: Exclude<FreshProof, { recoveryKey: string }>,
  now: Date,
): Promise<void> {
  const { address } = await checkSignedChallenge(proof, { purposes: ["prove"], sessionId: id }, now);
  const key = await db().signInKey.findFirst({ where: { ...signInKeyOf(address), userId: user.id } });
  if (key === null) throw invalidSignature("This key does not sign in to this account.");
  if (key.trustedAt > now) {
    const day = key.trustedAt.toISOString().slice(0, 10);
    throw invalidSignature(
      `This key came without the recovery key. It can confirm changes from ${day} on; until then enter the recovery key.`,
    );
  }
}
