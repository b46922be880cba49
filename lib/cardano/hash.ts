import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { CredentialHash } from "@/lib/cardano/brand";

/** Blake2b-224 in hex: hashes of keys and scripts. */
export function blake2b224(bytes: Uint8Array): CredentialHash {
  return bytesToHex(blake2b(bytes, { dkLen: 28 })) as CredentialHash;
}

/** Blake2b-256 in hex: hashes of transaction bodies and datums. */
export function blake2b256(bytes: Uint8Array): string {
  return bytesToHex(blake2b(bytes, { dkLen: 32 }));
}
