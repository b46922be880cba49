import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { blake2b224 } from "@/lib/cardano/hash";
import { parseAddressBytes } from "@/lib/cardano/parse-address-bytes";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { array, bytes, int, map, no, nil, text, yes } from "@/tests/support/cbor-hex";

/** A key as a wallet holds it. */
export interface TestKey {
  readonly privateKey: KeyObject;
  /** 32 bytes in hex. */
  readonly publicKey: string;
  /** blake2b-224 of it. */
  readonly hash: string;
}

export function newKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x } = publicKey.export({ format: "jwk" });
  const raw = Buffer.from(x ?? "", "base64url");
  return { privateKey, publicKey: raw.toString("hex"), hash: blake2b224(raw) };
}

const addressOf = (hex: string): ParsedAddress => parseAddressBytes(Buffer.from(hex, "hex"));
export const rewardAddress = (stake: TestKey, header = "e1") => addressOf(header + stake.hash);
export const enterpriseAddress = (payment: TestKey, header = "61") => addressOf(header + payment.hash);
export const baseAddress = (payment: TestKey, stake: TestKey, header = "01") =>
  addressOf(header + payment.hash + stake.hash);
export const addressHex = (address: ParsedAddress): string => {
  const { stake, payment } = address;
  const hashes = [payment, stake].map((part) => (part !== null && "hash" in part ? part.hash : "")).join("");
  const network = address.network === "mainnet" ? "1" : "0";
  const type = { stake: "e", enterprise: "6", base: "0", pointer: "4", byron: "8" }[address.kind];
  return type + network + hashes;
};

const edDsa = int(-8);
export const hashed = (message: string) => blake2b224(Buffer.from(message));

interface Form {
  readonly protectedHeader?: readonly [string, string][];
  readonly unprotected?: readonly [string, string][];
  /** Hex; null leaves it out of the structure, signed nevertheless. */
  readonly payload?: string | null;
  readonly signedPayload?: string;
  readonly keyMap?: readonly [string, string][];
  readonly changeSignature?: (hex: string) => string;
}

export const coseKey = (publicKey: string): [string, string][] => [
  [int(1), int(1)],
  [int(3), edDsa],
  [int(-1), int(6)],
  [int(-2), bytes(publicKey)],
];

export const headerFor = (addressInHex: string): [string, string][] => [
  [int(1), edDsa],
  [text("address"), bytes(addressInHex)],
];

/** `signData` of a wallet that holds `key`, built by hand: what differs from the software wallets' form is given. */
export function signData(key: TestKey, address: ParsedAddress, message: string, form: Form = {}) {
  const plain = Buffer.from(message).toString("hex");
  const payload = form.payload === undefined ? plain : form.payload;
  const protectedHeader = map(...(form.protectedHeader ?? headerFor(addressHex(address))));
  const signedPayload = form.signedPayload ?? payload ?? plain;
  const structure = array(text("Signature1"), bytes(protectedHeader), bytes(""), bytes(signedPayload));
  const made = sign(null, Buffer.from(structure, "hex"), key.privateKey).toString("hex");
  const signature = form.changeSignature?.(made) ?? made;
  const unprotected = map(...(form.unprotected ?? [[text("hashed"), no]]));
  return {
    signature: array(bytes(protectedHeader), unprotected, payload === null ? nil : bytes(payload), bytes(signature)),
    key: map(...(form.keyMap ?? coseKey(key.publicKey))),
  };
}

/** As a Ledger signs a text too long for its screen: the digest, and a header that says so. */
export const signOnLedger = (key: TestKey, address: ParsedAddress, message: string) =>
  signData(key, address, message, { payload: hashed(message), unprotected: [[text("hashed"), yes]] });

/** As wallets put together what a Trezor signed: the digest, and a header that does not always say so. */
export const signOnTrezor = (key: TestKey, address: ParsedAddress, message: string) =>
  signData(key, address, message, { payload: hashed(message), unprotected: [[text("hashed"), no]] });
