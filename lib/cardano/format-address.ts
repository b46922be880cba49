import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { base58, bech32 } from "@scure/base";
import { AddressError } from "@/lib/cardano/address-error";
import type { PaymentAddress } from "@/lib/cardano/brand";
import { addressNetworks } from "@/lib/cardano/network";
import { remembered } from "@/lib/cardano/remembered";

const byronType = 8;
const rewardTypes = [14, 15];

/** The high four bits of the first byte: which parts an address has (CIP-19). */
export function addressTypeOf(header: number): number {
  return header >> 4;
}

export function isByronHeader(header: number): boolean {
  return addressTypeOf(header) === byronType;
}

export function isRewardHeader(header: number): boolean {
  return rewardTypes.includes(addressTypeOf(header));
}

/** Bech32 prefix that belongs to the header byte of a Shelley or reward address. */
export function prefixOf(header: number): string {
  const network =
    (header & 0b1111) === addressNetworks.mainnet.headerBit ? addressNetworks.mainnet : addressNetworks.testnet;
  return isRewardHeader(header) ? network.stakePrefix : network.addressPrefix;
}

/** Bytes in bech32 without bech32's own limit of 90 characters. */
export function toBech32(prefix: string, bytes: Uint8Array): string {
  return bech32.encode(prefix, bech32.toWords(bytes), false);
}

/**
 * The text of an address as explorers show it: bech32, or base58 for Byron. Takes bytes of whatever length; throws
 * `AddressError` for none at all.
 */
export function formatAddress(bytes: Uint8Array): PaymentAddress {
  const header = bytes[0];
  if (header === undefined) throw new AddressError("empty", "The address is empty.");
  return textOf(bytesToHex(bytes));
}

const textOf = remembered(10_000, (hex) => {
  const bytes = hexToBytes(hex);
  const header = bytes[0] ?? 0;
  return (isByronHeader(header) ? base58.encode(bytes) : toBech32(prefixOf(header), bytes)) as PaymentAddress;
});
