import { blake2b } from "@noble/hashes/blake2.js";
import { hexToBytes } from "@noble/hashes/utils.js";
import type { Unit } from "@/lib/cardano/brand";
import { toBech32 } from "@/lib/cardano/format-address";
import { lovelace } from "@/lib/cardano/unit";

/** The short name of a token, `asset1…` (CIP-14); null for lovelace. */
export function assetFingerprint(unit: Unit): string | null {
  if (unit === lovelace) return null;
  return toBech32("asset", blake2b(hexToBytes(unit), { dkLen: 20 }));
}
