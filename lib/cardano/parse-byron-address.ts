import { base58 } from "@scure/base";
import { AddressError } from "@/lib/cardano/address-error";
import type { PaymentAddress } from "@/lib/cardano/brand";
import { asArray, asBytes, asEmbedded, asIndex, asMap, elementAt, intOf, parseCbor } from "@/lib/cardano/cbor";
import { crc32 } from "@/lib/cardano/crc32";
import { credentialHashOf } from "@/lib/cardano/credential";
import { networks } from "@/lib/cardano/network";
import type { ByronAddress } from "@/lib/cardano/parsed-address";

const magicAttribute = 2n;

/** `[#6.24(payload), crc32 of payload]`, the payload being `[root, attributes, type]` (Byron ledger specification). */
function readPayload(bytes: Uint8Array): Uint8Array {
  const parts = asArray(parseCbor(bytes, "Byron address"), "Byron address");
  const payload = asEmbedded(elementAt(parts, 0, "Byron address"), "Byron payload");
  const checksum = asIndex(elementAt(parts, 1, "Byron address"), "Byron checksum");
  if (crc32(payload) !== checksum) {
    throw new AddressError("checksum", "The checksum does not match: a character of this Byron address is wrong.");
  }
  return payload;
}

function readMagic(attributes: ReturnType<typeof asMap>): number | null {
  const entry = attributes.find(({ k }) => intOf(k) === magicAttribute);
  return entry === undefined
    ? null
    : asIndex(parseCbor(asBytes(entry.v, "network magic"), "network magic"), "network magic");
}

/** A Byron (bootstrap) address from its bytes; throws `AddressError`. */
export function parseByronAddressBytes(bytes: Uint8Array): ByronAddress {
  try {
    const payload = asArray(parseCbor(readPayload(bytes), "Byron payload"), "Byron payload");
    const root = credentialHashOf(asBytes(elementAt(payload, 0, "Byron payload"), "address root"));
    const magic = readMagic(asMap(elementAt(payload, 1, "Byron payload"), "address attributes"));
    return {
      kind: "byron",
      network: magic === null || magic === networks.mainnet.magic ? "mainnet" : "testnet",
      payment: null,
      stake: null,
      root,
      magic,
      text: base58.encode(bytes) as PaymentAddress,
    };
  } catch (cause) {
    if (cause instanceof AddressError) throw cause;
    throw new AddressError("format", "This looks like a Byron address (Ae2… or Ddz…) but its content cannot be read.");
  }
}
