import { hexToBytes } from "@noble/hashes/utils.js";
import { base58, bech32 } from "@scure/base";
import { AddressError } from "@/lib/cardano/address-error";
import { networkFits, networks, type Network } from "@/lib/cardano/network";
import { prefixOf } from "@/lib/cardano/format-address";
import { parseAddressBytes } from "@/lib/cardano/parse-address-bytes";
import { parseByronAddressBytes } from "@/lib/cardano/parse-byron-address";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";

const bech32Pattern = /^([a-z_]+)1([02-9ac-hj-np-z]{6,})$/;
const base58Pattern = /^[1-9A-HJ-NP-Za-km-z]{50,}$/;
const hexPattern = /^([0-9a-f]{2}){29,}$/i;
const addressStart = /^(addr|stake)(_test)?1/i;
const addressPrefixes = ["addr", "addr_test", "stake", "stake_test"];

/** What people paste instead of an address, in their words. */
const otherThings: Readonly<Record<string, string>> = {
  pool: "a stake pool",
  drep: "a DRep",
  asset: "a token",
  script: "a script",
  addr_vkh: "a payment key",
  stake_vkh: "a stake key",
  stake_vk: "a stake key",
  addr_vk: "a payment key",
};

function decodeBech32(text: string): { prefix: string; bytes: Uint8Array } {
  try {
    const { prefix, words } = bech32.decode(text as `${string}1${string}`, false);
    return { prefix, bytes: bech32.fromWords(words) };
  } catch {
    throw new AddressError("checksum", "The checksum does not match: a character is wrong or missing.");
  }
}

function parseBech32(text: string, writtenPrefix: string): ParsedAddress {
  if (!addressPrefixes.includes(writtenPrefix)) {
    const thing = otherThings[writtenPrefix] ?? "something else";
    throw new AddressError("prefix", `The prefix ${writtenPrefix} names ${thing}, not an address.`);
  }
  const { prefix, bytes } = decodeBech32(text);
  const wanted = bytes[0] === undefined ? "" : prefixOf(bytes[0]);
  if (prefix !== wanted) {
    throw new AddressError(
      "prefix",
      `The prefix ${prefix} does not fit the address behind it, which is of kind ${wanted}.`,
    );
  }
  return parseAddressBytes(bytes);
}

/**
 * An address as people and wallets write it: bech32 (`addr…`, `stake…`), Byron base58 (`Ae2…`, `Ddz…`) or the hex of
 * CIP-30. Throws `AddressError`, whose message can be shown.
 */
export function parseAddress(input: string): ParsedAddress {
  const text = input.trim();
  if (text === "") throw new AddressError("empty", "Nothing was entered.");
  if (hexPattern.test(text)) return parseAddressBytes(hexToBytes(text.toLowerCase()));
  const lower = text.toLowerCase();
  const prefix = bech32Pattern.exec(lower)?.[1];
  if (prefix !== undefined && (text === lower || text === text.toUpperCase())) return parseBech32(lower, prefix);
  if (addressStart.test(text)) {
    throw new AddressError(
      "format",
      "This begins like an address, but it is cut short, mixes upper and lower case, or has a character that no address has.",
    );
  }
  if (base58Pattern.test(text)) return parseByronAddressBytes(base58.decode(text));
  throw new AddressError(
    "format",
    "This is not a Cardano address: it begins with addr1, stake1, Ae2 or Ddz and has no spaces.",
  );
}

/** Throws `AddressError` with code `network` where the address cannot live on the network. */
export function assertAddressNetwork(address: ParsedAddress, network: Network): void {
  const { magic } = networks[network];
  const otherMagic = address.kind === "byron" && address.magic !== null && address.magic !== magic;
  if (networkFits(network, address.network) && !otherMagic) return;
  const home = address.network === "mainnet" ? "mainnet" : otherMagic ? "another test network" : "a test network";
  const sign =
    address.kind === "byron"
      ? "This Byron address"
      : `The prefix ${address.text.slice(0, address.text.lastIndexOf("1"))}`;
  throw new AddressError("network", `${sign} belongs to ${home}, but this app follows ${network}.`);
}
