import "server-only";
import { randomUUID } from "node:crypto";
import { takeChallenge } from "@/lib/auth/challenge";
import { mergeAccounts } from "@/lib/auth/merge-accounts";
import type { SignedInUser } from "@/lib/auth/session";
import { refuseDataSignature, signingCredential, type DataSignature } from "@/lib/auth/verify-data-signature";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import type { StoredWord } from "@/lib/contract/stored-words";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError, limitReached } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { log } from "@/lib/log";
import { enteredAddress } from "@/lib/wallets/entered-address";

interface SignedChallenge {
  readonly address: string;
  readonly challenge: string;
  readonly signature: DataSignature;
}

/**
 * The user whose key signed the challenge; a key seen for the first time begins an account.
 * A guest's data comes along, and so does a whole account where the challenge was made to link it.
 * Throws `challenge_expired`, `invalid_signature`, `invalid_address`, `wrong_network` or `limit_reached`.
 */
export async function signInWithWallet(
  given: SignedChallenge,
  current: SignedInUser | null,
  now: Date,
): Promise<SignedInUser> {
  const address = enteredAddress(given.address);
  const { purpose, message } = await takeChallenge(given.challenge, address, now);
  const refusal = refuseDataSignature(given.signature, address, message);
  if (refusal !== null) {
    log.warn("sign_in.refused", { refusal });
    throw new AppError({ code: "invalid_signature", detail: "This is not the signature that was asked for." });
  }
  const comesAlong = current !== null && (current.kind === "guest" || purpose === "link");
  const owner = await ownerOf(address, comesAlong ? current.id : randomUUID());
  if (comesAlong && owner !== current.id) await mergeAccounts(current.id, owner);
  return { id: owner, kind: "wallet" };
}

/** Whose key it is; nobody's becomes `claimant`'s, who may be new. */
async function ownerOf(address: ParsedAddress, claimant: string): Promise<string> {
  const credential = signingCredential(address)?.hash;
  if (credential === undefined) throw new TypeError("A verified address without a key");
  const kind: StoredWord<"sign_in_key.kind"> = address.kind === "stake" ? "stake" : "payment";
  const network = env().CARDANO_NETWORK;
  const [claimed] = await db().$queryRaw<{ id: string }[]>`
    WITH claimed AS (
      INSERT INTO sign_in_key (user_id, network, kind, credential, address)
      SELECT ${claimant}::uuid, ${network}, ${kind}, ${credential}, ${address.text}
      WHERE (SELECT count(*) FROM sign_in_key k WHERE k.user_id = ${claimant}::uuid) < ${limits.signInKeys}
      ON CONFLICT (network, kind, credential) DO NOTHING RETURNING user_id
    )
    INSERT INTO "user" (id, kind) SELECT user_id, 'wallet' FROM claimed
    ON CONFLICT (id) DO UPDATE SET kind = 'wallet' RETURNING id`;
  if (claimed !== undefined) return claimed.id;
  const known = await db().signInKey.findFirst({ where: { network, kind, credential } });
  if (known === null) throw limitReached(`${limits.signInKeys} keys to sign in with`, "Use one of them.");
  return known.userId;
}
