import { hexToBytes } from "@noble/hashes/utils.js";
import type { Credential } from "@/lib/cardano/credential";
import { toBech32 } from "@/lib/cardano/format-address";

/** The two DReps that are no one: abstain, and no confidence. Spelled as Blockfrost does. */
export const abstainDrep = "drep_always_abstain";
export const noConfidenceDrep = "drep_always_no_confidence";

const drepHeader = { key: 0x22, script: 0x23 } as const;

/** `drep1…` of CIP-129: the credential behind a header byte that tells a key from a script. */
export function formatDrepId(credential: Credential): string {
  return toBech32("drep", new Uint8Array([drepHeader[credential.kind], ...hexToBytes(credential.hash)]));
}
