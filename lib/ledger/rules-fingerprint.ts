import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { unclassified } from "@/lib/ledger/rules/unclassified";
import { rules } from "@/lib/ledger/classify";
import { protocols } from "@/lib/protocols/registry";

/** Raised when `likenessOf` or the words of lures change: neither is a rule, both are stored with a transaction. */
const likenessVersion = 1;

function plain(value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

/**
 * Names what labels a transaction: every rule with its version and every fact of the registry. Rows with another one were
 * labelled by other code and may be labelled anew.
 */
export const rulesFingerprint: string = bytesToHex(
  blake2b(
    utf8ToBytes(
      JSON.stringify(
        [[...rules, unclassified].map(({ id, version }) => [id, version]), protocols, likenessVersion],
        (_key, value: unknown) => plain(value),
      ),
    ),
    { dkLen: 8 },
  ),
);
