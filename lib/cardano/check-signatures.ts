import { createPublicKey, verify } from "node:crypto";
import { hexToBytes } from "@noble/hashes/utils.js";
import { asArray, asBytes, asSet, bytesOfNode, elementAt, fieldsOf } from "@/lib/cardano/cbor";
import { blake2b256 } from "@/lib/cardano/hash";
import type { TransactionParts } from "@/lib/cardano/split-transaction";

/** Key witnesses, and those of Byron addresses: both begin with key and signature. */
const signedFields = [0n, 2n];
/** A transaction of 16 KB has room for some 160; each costs 0.1 ms to check. */
const maxSignatures = 400;
const [keyBytes, signatureBytes] = [32, 64];

function isSignature(bodyHash: Uint8Array, key: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== keyBytes || signature.length !== signatureBytes) return false;
  const x = Buffer.from(key).toString("base64url");
  return verify(null, bodyHash, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }), signature);
}

/**
 * What is wrong with the signatures over the body's hash, or null. That none is missing is not looked at: whose keys are
 * needed stands in the outputs that are spent. Only for the server: `node:crypto` is five times as fast as what a browser
 * would need.
 * @throws TransactionDecodeError where witnesses have another form than the ledger's
 */
export function checkSignatures({ body, witnesses }: TransactionParts): string | null {
  if (witnesses === null) return "the witnesses cannot be read";
  const fields = fieldsOf(witnesses, "witnesses");
  const signed = signedFields.flatMap((field) => {
    const node = fields.get(field);
    return node === undefined ? [] : asSet(node, "key witnesses");
  });
  if (signed.length > maxSignatures) return `${signed.length} signatures are more than a transaction has`;
  if (signed.length === 0) return null;
  const bodyHash = hexToBytes(blake2b256(bytesOfNode(body)));
  const wrong = signed.findIndex((witness) => {
    const parts = asArray(witness, "key witness");
    const part = (position: number) => asBytes(elementAt(parts, position, "key witness"), "key witness");
    return !isSignature(bodyHash, part(0), part(1));
  });
  return wrong === -1 ? null : `signature ${wrong} is not one of the body's hash`;
}
