import "server-only";
import { challengeText, type Challenge, type Purpose } from "@/lib/auth/challenge-text";
import { hashSecret, newSecret } from "@/lib/auth/secret";
import { signingCredential } from "@/lib/auth/verify-data-signature";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";

const lifetimeMs = 5 * 60 * 1000;

/** Something new for the holder of an address to sign. Throws `invalid_address` where no key speaks for it. */
export async function createChallenge(address: ParsedAddress, purpose: Purpose, now: Date): Promise<Challenge> {
  if (signingCredential(address) === null) {
    const reason =
      "Nobody can sign in with this address: use a stake address, or one that a wallet's own key controls.";
    throw new AppError({ code: "invalid_address", detail: reason, issues: [{ field: "address", reason }] });
  }
  const nonce = newSecret().toString("base64url");
  const expiresAt = new Date(now.getTime() + lifetimeMs);
  await db().$executeRaw`
    WITH forgotten AS (DELETE FROM auth_challenge WHERE expires_at <= ${now})
    INSERT INTO auth_challenge (nonce_hash, address, purpose, issued_at, expires_at)
    VALUES (${hashSecret(nonce)}, ${address.text}, ${purpose}, ${now}, ${expiresAt})`;
  return bind({ purpose, address: address.text, nonce, issuedAt: now, expiresAt });
}

/**
 * The text that was to be signed, once: the row goes with this call, whatever comes of the signature.
 * Throws `challenge_expired` for one that is used, too old, unknown, or was made for another address.
 */
export async function takeChallenge(nonce: string, address: ParsedAddress, now: Date) {
  const [row] = await db().$queryRaw<{ address: string; purpose: Purpose; issuedAt: Date; expiresAt: Date }[]>`
    DELETE FROM auth_challenge WHERE nonce_hash = ${hashSecret(nonce)}
    RETURNING address, purpose, issued_at AS "issuedAt", expires_at AS "expiresAt"`;
  if (row?.address !== address.text || row.expiresAt <= now) {
    throw new AppError({ code: "challenge_expired", detail: "This request to sign is used or too old. Start again." });
  }
  return { purpose: row.purpose, message: Buffer.from(challengeText(bind({ ...row, nonce }))) };
}

/** Domain and network are this deployment's own: a text that was signed for another one is another text. */
function bind(known: Omit<Challenge, "domain" | "network">): Challenge {
  const { appUrl, CARDANO_NETWORK } = env();
  return { ...known, domain: new URL(appUrl).host, network: CARDANO_NETWORK };
}
