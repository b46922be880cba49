import "server-only";
import { randomUUID } from "node:crypto";
import { checkProof } from "@/lib/auth/check-proof";
import { checkSignedChallenge, type SignedChallenge } from "@/lib/auth/check-signed-challenge";
import { claimKey, keyTrustDelayMs, trustKey } from "@/lib/auth/claim-key";
import { mergeAccounts } from "@/lib/auth/merge-accounts";
import { announce, newSecurityEvent } from "@/lib/auth/security-events";
import type { OpenSession, SignedInUser } from "@/lib/auth/session";
import type { Arrival } from "@/lib/auth/sign-in";
import type { FreshProof } from "@/lib/contract/session";
import { invalidRequest } from "@/lib/http/as-app-error";

interface Arrived {
  readonly user: SignedInUser;
  /** Whether the account is new. */
  readonly began: boolean;
}

/**
 * The user whose key signed the challenge; a key seen for the first time begins an account. A guest's data comes along,
 * and to `link` adds the key to the account that is signed in, which takes a fresh proof.
 * Throws what a challenge or a proof is refused with, `conflict` where two accounts with keys would become one, or `limit_reached`.
 */
export async function signInWithWallet(
  given: SignedChallenge & { readonly proof?: FreshProof | undefined },
  arrival: Arrival,
): Promise<Arrived> {
  const { current, now } = arrival;
  const expected = { purposes: ["sign-in", "link"] as const, sessionId: current?.id ?? null };
  const { address, purpose } = await checkSignedChallenge(given, expected, now);
  const joins = purpose === "link" ? current : guestOf(current);
  const proven = joins !== null && (await isProven(joins, given.proof, purpose === "link", now));
  const claimant = joins?.user.id ?? randomUUID();
  const added = newSecurityEvent("key_added", arrival, now, address.text);
  const untrustedForMs = joins === null || proven ? 0 : keyTrustDelayMs;
  const { owner, isNew } = await claimKey(address, { claimant, added, untrustedForMs });
  if (joins !== null) {
    if (isNew) await announce(owner, added);
    else if (owner !== claimant) await mergeAccounts(claimant, owner);
    else if (proven) await trustKey(address, owner, now);
  }
  return { user: { id: owner, kind: "wallet" }, began: isNew && joins === null };
}

function guestOf(session: OpenSession | null): OpenSession | null {
  return session?.user.kind === "guest" ? session : null;
}

async function isProven(
  session: OpenSession,
  proof: FreshProof | undefined,
  needed: boolean,
  now: Date,
): Promise<boolean> {
  if (proof !== undefined) {
    await checkProof(session, proof, now);
    return true;
  }
  if (!needed) return false;
  const reason = "To add a key, prove that the account is yours: with its recovery key, or a key that it has.";
  throw invalidRequest([{ field: "proof", reason }]);
}
