import { AddressError } from "@/lib/cardano/address-error";
import type { PaymentAddress, StakeAddress } from "@/lib/cardano/brand";
import { credentialHashOf, type Credential } from "@/lib/cardano/credential";
import { addressTypeOf, formatAddress, isByronHeader, isRewardHeader } from "@/lib/cardano/format-address";
import { addressNetworks, type AddressNetwork } from "@/lib/cardano/network";
import { parseByronAddressBytes } from "@/lib/cardano/parse-byron-address";
import type { ChainPointer, ParsedAddress } from "@/lib/cardano/parsed-address";

const hashEnd = 29;
const baseLength = 57;
const paymentScriptBit = 0b0001;
const stakeScriptBit = 0b0010;

function credentialAt(bytes: Uint8Array, start: number, isScript: boolean): Credential {
  if (bytes.length < start + 28) {
    throw new AddressError("length", `The address is too short: ${bytes.length} bytes.`);
  }
  return { kind: isScript ? "script" : "key", hash: credentialHashOf(bytes.subarray(start, start + 28)) };
}

function networkOf(header: number): AddressNetwork {
  const bit = header & 0b1111;
  if (bit === addressNetworks.mainnet.headerBit) return "mainnet";
  if (bit === addressNetworks.testnet.headerBit) return "testnet";
  throw new AddressError("header", `The address names an unknown network (${bit}).`);
}

/** Three variable-length integers of seven bits a byte, the high bit saying that more follow (CIP-19). */
function readPointer(bytes: Uint8Array): ChainPointer {
  const numbers: bigint[] = [];
  let current = 0n;
  for (const byte of bytes) {
    current = (current << 7n) | BigInt(byte & 0b0111_1111);
    if (byte >= 0b1000_0000) continue;
    numbers.push(current);
    current = 0n;
  }
  const [slot, txIndex, certIndex] = numbers;
  if (slot === undefined || txIndex === undefined || certIndex === undefined) {
    throw new AddressError("length", "The pointer of this address is incomplete.");
  }
  return { slot, txIndex, certIndex };
}

function requireLength(bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) {
    throw new AddressError("length", `An address of this kind has ${length} bytes, this has ${bytes.length}.`);
  }
}

/** An address from its raw bytes (CIP-19); throws `AddressError`. */
export function parseAddressBytes(bytes: Uint8Array): ParsedAddress {
  const header = bytes[0];
  if (header === undefined) throw new AddressError("empty", "The address is empty.");
  if (isByronHeader(header)) return parseByronAddressBytes(bytes);
  const type = addressTypeOf(header);
  const network = networkOf(header);
  const text = formatAddress(bytes) as PaymentAddress & StakeAddress;
  if (isRewardHeader(header)) {
    requireLength(bytes, hashEnd);
    return { kind: "stake", network, payment: null, stake: credentialAt(bytes, 1, (type & 1) === 1), text };
  }
  if (type > 7) throw new AddressError("header", `The address is of an unknown type (${type}).`);
  const payment = credentialAt(bytes, 1, (type & paymentScriptBit) !== 0);
  if (type < 4) {
    requireLength(bytes, baseLength);
    return { kind: "base", network, payment, stake: credentialAt(bytes, hashEnd, (type & stakeScriptBit) !== 0), text };
  }
  if (type < 6) return { kind: "pointer", network, payment, stake: readPointer(bytes.subarray(hashEnd)), text };
  requireLength(bytes, hashEnd);
  return { kind: "enterprise", network, payment, stake: null, text };
}
