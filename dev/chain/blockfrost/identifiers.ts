import { crc32 } from "node:zlib";
import { base58, bech32 } from "@scure/base";
import { BECH32_LIMIT } from "../model/address";
import { blake160, fromHex, toHex } from "../model/digest";
import type { Network } from "../model/networks";

const STAKE_BYTES = 29;

function decodeBech32(text: string): { prefix: string; bytes: Uint8Array } | null {
  const decoded = bech32.decodeUnsafe(text, BECH32_LIMIT);
  if (decoded === undefined) return null;
  const bytes = bech32.fromWordsUnsafe(decoded.words);
  return bytes === undefined ? null : { prefix: decoded.prefix, bytes };
}

/** A checksum-right stake address of this network. */
export function isStakeAddress(network: Network, text: string): boolean {
  const decoded = decodeBech32(text);
  if (decoded === null) return false;
  const [header = 0] = decoded.bytes;
  return (
    decoded.prefix === network.stakePrefix && decoded.bytes.length === STAKE_BYTES && (header & 0x0f) === network.id
  );
}

export type PaymentIdentifier =
  { readonly kind: "address"; readonly text: string } | { readonly kind: "credential"; readonly hash: string };

const CREDENTIAL_PREFIXES: ReadonlySet<string> = new Set(["addr_vkh", "script"]);

/** An address of this network (bech32 or Byron), or the bech32 of a payment credential; null for anything else. */
export function parsePaymentIdentifier(network: Network, text: string): PaymentIdentifier | null {
  const decoded = decodeBech32(text);
  if (decoded !== null && CREDENTIAL_PREFIXES.has(decoded.prefix) && decoded.bytes.length === 28) {
    return { kind: "credential", hash: toHex(decoded.bytes) };
  }
  const [header = 0] = decoded?.bytes ?? [];
  if (decoded !== null && decoded.prefix === network.addressPrefix && (header & 0x0f) === network.id) {
    return { kind: "address", text };
  }
  return isByron(text) ? { kind: "address", text } : null;
}

/** Base58 of [24(payload), crc32(payload)]: the checksum is the last five bytes, head included. */
function isByron(text: string): boolean {
  if (!/^[1-9A-HJ-NP-Za-km-z]{50,130}$/.test(text)) return false;
  const bytes = base58.decode(text);
  const length = bytes[4];
  if (bytes[0] !== 0x82 || bytes[1] !== 0xd8 || bytes[2] !== 0x18 || bytes[3] !== 0x58 || length === undefined)
    return false;
  const payload = bytes.slice(5, 5 + length);
  const checksum = toHex(bytes.slice(5 + length));
  const expected = crc32(payload);
  return (
    checksum === `1a${expected.toString(16).padStart(8, "0")}` || BigInt(`0x${checksum || "0"}`) === BigInt(expected)
  );
}

export const poolId = (hash: string): string => bech32.encode("pool", bech32.toWords(fromHex(hash)));

/** CIP-14. */
export const assetFingerprint = (unit: string): string =>
  bech32.encode("asset", bech32.toWords(blake160(fromHex(unit))));

/** CIP-129 DRep id, or the fixed names of the two standing choices. */
export const drepKeyId = (hash: string): string => bech32.encode("drep", bech32.toWords(fromHex(`22${hash}`)));
