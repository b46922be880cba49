import { sha3_256 } from "@noble/hashes/sha3.js";
import { concatBytes } from "@noble/hashes/utils.js";
import type { CredentialHash } from "@/lib/cardano/brand";
import { blake2b224 } from "@/lib/cardano/hash";

/** CBOR heads of `[0, [0, 64 bytes], attributes]`: address type and spending data are both "a public key". */
const head = new Uint8Array([0x83, 0x00, 0x82, 0x00, 0x58, 0x40]);

/**
 * The root of the Byron address that a bootstrap witness unlocks.
 * @param attributes the address attributes' own CBOR, as the witness carries it
 */
export function byronRoot(publicKey: Uint8Array, chainCode: Uint8Array, attributes: Uint8Array): CredentialHash {
  return blake2b224(sha3_256(concatBytes(head, publicKey, chainCode, attributes)));
}
