import "server-only";
import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { Cbor, CborArray, CborBytes, CborText } from "@harmoniclabs/cbor";
import { hexToBytes } from "@noble/hashes/utils.js";
import { AddressError } from "@/lib/cardano/address-error";
import type { Credential } from "@/lib/cardano/credential";
import { asArray, asBytes, asMap, bytesOf, intOf, isNull, parseCbor, textOf } from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import { blake2b224 } from "@/lib/cardano/hash";
import { parseAddressBytes } from "@/lib/cardano/parse-address-bytes";
import { isSmallOrder } from "@/lib/auth/small-order";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";

/** What a wallet's `signData` gives (CIP-30): both are CBOR in hex. */
export interface DataSignature {
  readonly signature: string;
  readonly key: string;
}

/** Why a signature is refused. */
export type SignatureRefusal =
  "malformed" | "algorithm" | "critical_header" | "header_address" | "key" | "key_of_address" | "payload" | "signature";

type Label = bigint | string;
type Headers = ReadonlyMap<Label, CborNode>;

class Refused extends Error {
  constructor(readonly reason: SignatureRefusal) {
    super(reason);
  }
}

const header = { algorithm: 1n, critical: 2n, address: "address" } as const;
const keyLabel = { type: 1n, algorithm: 3n, curve: -1n, publicKey: -2n } as const;
const edDsa = -8n;
const octetKeyPair = 1n;
const ed25519 = 6n;

/**
 * Whether the holder of `address` signed `message`: CIP-8 as CIP-30 narrows it. Null, or why not.
 * Everything that a forger could choose is compared: the protected header's algorithm and address, the key against that
 * address (the stake key of a reward address, else the payment key), and the payload, which is the message or, as
 * hardware wallets sign long ones, its blake2b-224. Ed25519 itself is OpenSSL's.
 */
export function refuseDataSignature(
  { signature, key }: DataSignature,
  address: ParsedAddress,
  message: Uint8Array,
): SignatureRefusal | null {
  try {
    const signed = readCoseSign1(signature);
    checkProtected(readMap(signed.protectedBytes, "protected header"), address);
    const publicKey = readPublicKey(key);
    if (blake2b224(publicKey) !== signingCredential(address)?.hash) return "key_of_address";
    const payloads = acceptedPayloads(signed.payload, message);
    if (payloads.length === 0) return "payload";
    const keyObject = ed25519Key(publicKey);
    const isValid = payloads.some((payload) =>
      verify(null, signatureStructure(signed.protectedBytes, payload), keyObject, signed.signature),
    );
    return isValid ? null : "signature";
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    if (error instanceof TransactionDecodeError || error instanceof AddressError) return "malformed";
    throw error;
  }
}

/** The key that speaks for an address; null where a script or a Byron key does. */
export function signingCredential(address: ParsedAddress): Credential | null {
  const credential = address.kind === "stake" ? address.stake : address.payment;
  return credential?.kind === "key" ? credential : null;
}

function readCoseSign1(hex: string) {
  const parts = asArray(parseCbor(hexToBytes(hex), "COSE_Sign1"), "COSE_Sign1");
  const [protectedHeader, unprotected, payload, signature] = parts;
  if (parts.length !== 4 || !protectedHeader || !unprotected || !payload || !signature) throw new Refused("malformed");
  asMap(unprotected, "unprotected header");
  return {
    protectedBytes: asBytes(protectedHeader, "protected header"),
    payload: isNull(payload) ? null : asBytes(payload, "payload"),
    signature: asBytes(signature, "signature"),
  };
}

function readMap(bytes: Uint8Array, what: string): Headers {
  const entries = asMap(parseCbor(bytes, what), what);
  const headers = new Map<Label, CborNode>();
  for (const { k, v } of entries) {
    const label = intOf(k) ?? textOf(k);
    // Two readers may take two different ones of a label that stands twice.
    if (label === null || headers.has(label)) throw new Refused("malformed");
    headers.set(label, v);
  }
  return headers;
}

function checkProtected(headers: Headers, address: ParsedAddress): void {
  if (intAt(headers, header.algorithm) !== edDsa) throw new Refused("algorithm");
  if (headers.has(header.critical)) throw new Refused("critical_header");
  const named = bytesAt(headers, header.address);
  if (named === null || parseAddressBytes(named).text !== address.text) throw new Refused("header_address");
}

function readPublicKey(hex: string): Uint8Array {
  const key = readMap(hexToBytes(hex), "COSE_Key");
  const publicKey = bytesAt(key, keyLabel.publicKey);
  const isEd25519 = intAt(key, keyLabel.type) === octetKeyPair && intAt(key, keyLabel.curve) === ed25519;
  if (!isEd25519 || intAt(key, keyLabel.algorithm) !== edDsa || publicKey?.length !== 32) throw new Refused("key");
  if (isSmallOrder(publicKey)) throw new Refused("key");
  return publicKey;
}

/** A payload that is left out (detached) may be either. */
function acceptedPayloads(payload: Uint8Array | null, message: Uint8Array): Uint8Array[] {
  const accepted = [message, hexToBytes(blake2b224(message))];
  return payload === null ? accepted : accepted.filter((one) => Buffer.compare(one, payload) === 0);
}

/** What is really signed (RFC 9052, 4.4), over the protected header's bytes as they came. */
function signatureStructure(protectedBytes: Uint8Array, payload: Uint8Array): Uint8Array {
  const parts = [
    new CborText("Signature1"),
    ...[protectedBytes, new Uint8Array(), payload].map((b) => new CborBytes(b)),
  ];
  return Cbor.encode(new CborArray(parts));
}

function ed25519Key(publicKey: Uint8Array): KeyObject {
  const x = Buffer.from(publicKey).toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}

function intAt(map: Headers, label: Label): bigint | null {
  const node = map.get(label);
  return node === undefined ? null : intOf(node);
}

function bytesAt(map: Headers, label: Label): Uint8Array | null {
  const node = map.get(label);
  return node === undefined ? null : bytesOf(node);
}
