import { bytesToHex } from "@noble/hashes/utils.js";
import type { CredentialHash } from "@/lib/cardano/brand";

/** Who may spend or stake: the holder of a key, or whoever satisfies a script. */
export interface Credential {
  readonly kind: "key" | "script";
  readonly hash: CredentialHash;
}

const hashLength = 28;
const hashPattern = /^[0-9a-f]{56}$/;

/** The 56 hex digits of a credential hash; throws `RangeError` for anything else. */
export function parseCredentialHash(text: string): CredentialHash {
  if (!hashPattern.test(text)) {
    throw new RangeError(`A credential hash has 56 lower-case hex digits, this has another form: ${text.slice(0, 80)}`);
  }
  return text as CredentialHash;
}

/** Hash of a key or script from its 28 bytes; throws `RangeError` for another length. */
export function credentialHashOf(bytes: Uint8Array): CredentialHash {
  if (bytes.length !== hashLength) {
    throw new RangeError(`A credential hash has 28 bytes, this has ${bytes.length}`);
  }
  return bytesToHex(bytes) as CredentialHash;
}

export function sameCredential(a: Credential, b: Credential): boolean {
  return a.kind === b.kind && a.hash === b.hash;
}
