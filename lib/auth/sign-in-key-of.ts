import "server-only";
import { signingCredential } from "@/lib/auth/verify-data-signature";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import type { StoredWord } from "@/lib/contract/stored-words";
import { env } from "@/lib/env";

interface SignInKeyName {
  readonly network: StoredWord<"sign_in_key.network">;
  readonly kind: StoredWord<"sign_in_key.kind">;
  readonly credential: string;
}

/** What the key of a verified address is stored by. */
export function signInKeyOf(address: ParsedAddress): SignInKeyName {
  const credential = signingCredential(address)?.hash;
  if (credential === undefined) throw new TypeError("A verified address without a key");
  return { network: env().CARDANO_NETWORK, kind: address.kind === "stake" ? "stake" : "payment", credential };
}
