import { crc32 } from "node:zlib";
import { base58, bech32 } from "@scure/base";
import { sha3_256 } from "@noble/hashes/sha3.js";
import { encodeCbor, type CborValue } from "../cbor-encode";
import { blake224, fromHex, toHex } from "./digest";
import type { Network } from "./networks";
import type { Random } from "./random";
import { signingKey, type SigningKey } from "./signing-key";

/** A key of the simulation, secret half included. */
export interface Key extends SigningKey {
  /** blake2b-224 of the public key, hex. */
  readonly hash: string;
}

export interface Credential {
  readonly kind: "key" | "script";
  readonly hash: string;
}

export interface Address {
  /** Bech32, or base58 for Byron. */
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Null for Byron. */
  readonly payment: Credential | null;
  /** Bech32 of the reward account, null where the address has none. */
  readonly stakeAddress: string | null;
}

export const BECH32_LIMIT = 200;

export const keyFrom = (random: Random): Key => {
  const key = signingKey(random.bytes(32));
  return { ...key, hash: toHex(blake224(key.publicKey)) };
};

export const keyCredential = (key: Key): Credential => ({ kind: "key", hash: key.hash });
export const scriptCredential = (hash: string): Credential => ({ kind: "script", hash });

/** A base address (types 0, 1) with a key stake part, or an enterprise address (types 6, 7) without one. */
export function paymentAddress(network: Network, payment: Credential, stakeKeyHash?: string): Address {
  const script = payment.kind === "script" ? 1 : 0;
  const type = stakeKeyHash === undefined ? 6 + script : script;
  const bytes = fromHex(headerHex(network, type) + payment.hash + (stakeKeyHash ?? ""));
  return {
    text: bech32.encode(network.addressPrefix, bech32.toWords(bytes), BECH32_LIMIT),
    bytes,
    payment,
    stakeAddress: stakeKeyHash === undefined ? null : rewardAccount(network, { kind: "key", hash: stakeKeyHash }).text,
  };
}

/** Where on the chain a stake key was registered; Conway no longer follows it, so it leads to no account. */
export interface ChainPointer {
  readonly slot: number;
  readonly txIndex: number;
  readonly certIndex: number;
}

/** A pointer address (type 4). */
export function pointerAddress(network: Network, payment: Credential, pointer: ChainPointer): Address {
  const { slot, txIndex, certIndex } = pointer;
  const bytes = new Uint8Array([
    ...fromHex(headerHex(network, 4) + payment.hash),
    ...[slot, txIndex, certIndex].flatMap(variableLength),
  ]);
  const text = bech32.encode(network.addressPrefix, bech32.toWords(bytes), BECH32_LIMIT);
  return { text, bytes, payment, stakeAddress: null };
}

/** Seven bits a byte, most significant first; the high bit says that more follow. */
function variableLength(value: number): number[] {
  const bytes = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift(128 + (left % 128));
  return bytes;
}

/** A reward account: type 14 (key) or 15 (script). */
export function rewardAccount(network: Network, stake: Credential): { text: string; bytes: Uint8Array } {
  const bytes = fromHex(headerHex(network, stake.kind === "key" ? 14 : 15) + stake.hash);
  return { text: bech32.encode(network.stakePrefix, bech32.toWords(bytes), BECH32_LIMIT), bytes };
}

const headerHex = (network: Network, type: number): string => ((type << 4) | network.id).toString(16).padStart(2, "0");

/** What a Byron address hides behind its hash; the bootstrap witness shows it. */
export interface ByronKey extends Key {
  readonly chainCode: Uint8Array;
}

export const byronKeyFrom = (random: Random): ByronKey => ({
  ...keyFrom(random),
  chainCode: random.bytes(32).slice(),
});

const byronAttributes = (network: Network): CborValue => ({
  map: network.name === "mainnet" ? [] : [[2, encodeCbor(network.magic)]],
});

export function byronAddress(network: Network, key: ByronKey): Address {
  const attributes = byronAttributes(network);
  const spendingData = [0, new Uint8Array([...key.publicKey, ...key.chainCode])];
  const root = blake224(sha3_256(encodeCbor([0, spendingData, attributes])));
  const payload = encodeCbor([root, attributes, 0]);
  const bytes = encodeCbor([{ tag: 24, value: payload }, crc32(payload)]);
  return { text: base58.encode(bytes), bytes, payment: null, stakeAddress: null };
}

export const byronAttributeBytes = (network: Network): Uint8Array => encodeCbor(byronAttributes(network));
