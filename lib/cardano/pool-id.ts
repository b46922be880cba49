import { toBech32 } from "@/lib/cardano/format-address";

/** The bech32 name of a stake pool, `pool1…`, from the 28 bytes of its key hash. */
export function formatPoolId(keyHash: Uint8Array): string {
  return toBech32("pool", keyHash);
}
