import "server-only";
import { challengeText, type Challenge, type Purpose } from "@/lib/auth/challenge-text";
import { hashSecret, newSecret } from "@/lib/auth/secret";
import { signingCredential } from "@/lib/auth/verify-data-signature";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";

const lifetimeMs = 5 * 60 * 1000;

interface Asked {
  readonly address: ParsedAddress;
  readonly purpose: Purpose;
  /** The session that asks; null for a visitor. */
  readonly sessionId: string | null;
}

/**
 * Something new for the holder of an address to sign. Throws `invalid_address` where no key speaks for it, and
 * `unauthenticated` for a visitor who would change an account.
 */
export async function createChallenge({ address, purpose, sessionId }: Asked, now: Date): Promise<Challenge> {
  if (purpose !== "sign-in" && sessionId === null) {
    throw new AppError({ code: "unauthenticated", detail: "Sign in first." });
  }
  if (signingCredential(address) === null) {
    const reason =
      "Nobody can sign in with this address: use a stake address, or one that a wallet's own key controls.";
    throw new AppError({ code: "invalid_address", detail: reason, issues: [{ field: "address", reason }] });
  }
  const nonce = newSecret().toString("base64url");
  const expiresAt = new Date(now.getTime() + lifetimeMs);
  await db().$executeRaw`
    WITH forgotten AS (
      DELETE FROM auth_challenge WHERE nonce_hash IN (SELECT nonce_hash FROM auth_challenge WHERE expires_at <= ${now} LIMIT 100)
    )
    INSERT INTO auth_challenge (nonce_hash, address, purpose, issued_at, expires_at, session_id)
    VALUES (${hashSecret(nonce)}, ${address.text}, ${purpose}, ${now}, ${expiresAt}, ${sessionId}::uuid)`;
  return bind({ purpose, address: address.text, nonce, issuedAt: now, expiresAt });
}

interface Taken {
  readonly address: string;
  readonly purpose: Purpose;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly sessionId: string | null;
}

/**
 * The text that was to be signed, once: the row goes with this call, whatever comes of the signature. Throws
 * `challenge_expired` for one that is used, too old, unknown, or was made for another address or asked for in another session.
 */
export async function takeChallenge(nonce: string, address: ParsedAddress, sessionId: string | null, now: Date) {
  const [row] = await db().$queryRaw<Taken[]>`
    DELETE FROM auth_challenge WHERE nonce_hash = ${hashSecret(nonce)}
    RETURNING address, purpose, issued_at AS "issuedAt", expires_at AS "expiresAt", session_id AS "sessionId"`;
  if (row?.address !== address.text || row.expiresAt <= now || !isOf(row, sessionId)) {
    throw new AppError({ code: "challenge_expired", detail: "This request to sign is used or too old. Start again." });
  }
  return { purpose: row.purpose, message: Buffer.from(challengeText(bind({ ...row, nonce }))) };
}

/** Only a visitor's request to sign in is anybody's; the version before kept no session of any. */
function isOf(row: Taken, sessionId: string | null): boolean {
  if (row.sessionId === null) return row.purpose === "sign-in";
  return row.sessionId === sessionId;
}

/** Domain and network are this deployment's own: a text that was signed for another one is another text. */
function bind(known: Omit<Challenge, "domain" | "network">): Challenge {
  const { appUrl, CARDANO_NETWORK } = env();
  return { ...known, domain: new URL(appUrl).host, network: CARDANO_NETWORK };
}
