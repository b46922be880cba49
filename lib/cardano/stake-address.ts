import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { AddressError } from "@/lib/cardano/address-error";
import type { StakeAddress } from "@/lib/cardano/brand";
import type { Credential } from "@/lib/cardano/credential";
import { isRewardHeader, prefixOf, toBech32 } from "@/lib/cardano/format-address";
import { addressNetworks, type AddressNetwork } from "@/lib/cardano/network";

const headerOf = { key: 0xe0, script: 0xf0 } as const;
const rewardAddressLength = 29;

/** The reward address of a stake credential. */
export function stakeAddressOf(credential: Credential, network: AddressNetwork): StakeAddress {
  const header = headerOf[credential.kind] | addressNetworks[network].headerBit;
  const bytes = new Uint8Array([header, ...hexToBytes(credential.hash)]);
  return toBech32(prefixOf(header), bytes) as StakeAddress;
}

/** The reward address whose 29 bytes stand in a withdrawal; throws `AddressError` for other bytes. */
export function formatStakeAddress(bytes: Uint8Array): StakeAddress {
  const header = bytes[0];
  if (header === undefined || !isRewardHeader(header) || bytes.length !== rewardAddressLength) {
    throw new AddressError("header", `These bytes are not a reward address: ${bytesToHex(bytes).slice(0, 80)}`);
  }
  return toBech32(prefixOf(header), bytes) as StakeAddress;
}
