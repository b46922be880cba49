import { blake2b } from "@noble/hashes/blake2.js";

export const toHex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
export const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));
export const fromText = (text: string): Uint8Array => new TextEncoder().encode(text);

/** blake2b-256: transaction, block, datum and metadata hashes. */
export const blake256 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, { dkLen: 32 });
/** blake2b-224: key and script hashes, policy ids. */
export const blake224 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, { dkLen: 28 });
/** blake2b-160: the CIP-14 asset fingerprint. */
export const blake160 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, { dkLen: 20 });
