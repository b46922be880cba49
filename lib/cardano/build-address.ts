import { hexToBytes } from "@noble/hashes/utils.js";
import type { PaymentAddress } from "@/lib/cardano/brand";
import type { Credential } from "@/lib/cardano/credential";
import { formatAddress } from "@/lib/cardano/format-address";
import { addressNetworks, type AddressNetwork } from "@/lib/cardano/network";

const scriptPayment = 0b0001_0000;
const scriptStake = 0b0010_0000;
const enterprise = 0b0110_0000;

/** The base address of two credentials, or the enterprise address of one (CIP-19). */
export function buildAddress(payment: Credential, stake: Credential | null, network: AddressNetwork): PaymentAddress {
  const stakeBits = stake === null ? enterprise : stake.kind === "script" ? scriptStake : 0;
  const header = stakeBits | (payment.kind === "script" ? scriptPayment : 0) | addressNetworks[network].headerBit;
  return formatAddress(
    new Uint8Array([header, ...hexToBytes(payment.hash), ...(stake === null ? [] : hexToBytes(stake.hash))]),
  );
}
