import "server-only";
import type { CredentialHash } from "@/lib/cardano/brand";
import { sameCredential } from "@/lib/cardano/credential";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { limits } from "@/lib/contract/limits";
import { userDb } from "@/lib/db";
import { log } from "@/lib/log";
import { retellNow } from "@/lib/sync/run-retelling";
import { sayOfKeys } from "@/lib/sync/say-of-keys";
import { enteredAddress } from "@/lib/wallets/entered-address";

/**
 * Notes that the addresses which a wallet's software named with its sign-in are its own. Only those count that carry the stake
 * key which has just signed; the rest is dropped, and nothing of it fails a sign-in.
 */
export async function proveAddresses(userId: string, signed: string, named: readonly string[]): Promise<void> {
  if (named.length === 0) return;
  try {
    const credentials = [...new Set(keysUnder(enteredAddress(signed), named))];
    const known = await userDb(userId).keyWord.count({ where: { userId } });
    const room = Math.max(0, limits.keyWords - known);
    if (await sayOfKeys(userId, credentials.slice(0, room), "mine", "wallet")) await retellNow(userId);
  } catch (error) {
    log.warn("sign_in.addresses_not_noted", { userId, error });
  }
}

function keysUnder(signer: ParsedAddress, named: readonly string[]): CredentialHash[] {
  if (signer.kind !== "stake") return [];
  return named.flatMap((text) => {
    const address = readable(text);
    const isOwn = address?.kind === "base" && sameCredential(address.stake, signer.stake);
    return isOwn && address.payment.kind === "key" ? address.payment.hash : [];
  });
}

function readable(text: string): ParsedAddress | null {
  try {
    return enteredAddress(text);
  } catch {
    return null;
  }
}
