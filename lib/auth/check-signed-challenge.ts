import "server-only";
import { takeChallenge } from "@/lib/auth/challenge";
import type { Purpose } from "@/lib/auth/challenge-text";
import { refuseDataSignature, type DataSignature } from "@/lib/auth/verify-data-signature";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { AppError } from "@/lib/contract/app-error";
import { log } from "@/lib/log";
import { enteredAddress } from "@/lib/wallets/entered-address";

export interface SignedChallenge {
  readonly address: string;
  readonly challenge: string;
  readonly signature: DataSignature;
}

interface Expected {
  readonly purposes: readonly Purpose[];
  /** Null for a visitor. */
  readonly sessionId: string | null;
}

/**
 * The address whose key signed the challenge, and what for. Whatever comes of it, the challenge is used up.
 * Throws `challenge_expired`, `invalid_signature`, `invalid_address` or `wrong_network`.
 */
export async function checkSignedChallenge(
  given: SignedChallenge,
  { purposes, sessionId }: Expected,
  now: Date,
): Promise<{ readonly address: ParsedAddress; readonly purpose: Purpose }> {
  const address = enteredAddress(given.address);
  const { purpose, message } = await takeChallenge(given.challenge, address, sessionId, now);
  const refusal = refuseDataSignature(given.signature, address, message);
  if (refusal === null && purposes.includes(purpose)) return { address, purpose };
  if (refusal === null) throw invalidSignature(`This signature is good to ${purpose} and for nothing else.`);
  log.warn("sign_in.refused", { refusal });
  throw invalidSignature("This is not the signature that was asked for.");
}

export function invalidSignature(detail: string): AppError {
  return new AppError({ code: "invalid_signature", detail });
}
