import { base58, bech32 } from "@scure/base";
import type { PaymentAddress } from "@/lib/cardano/brand";
import { parseAddressBytes } from "@/lib/cardano/parse-address-bytes";
import type { ParsedPaymentAddress } from "@/lib/cardano/parsed-address";
import { remembered } from "@/lib/cardano/remembered";

const bech32Prefix = /^addr(_test)?1/;

/** The bytes of an address that the chain named, malformed ones included; throws where the text is no address at all. */
export function addressBytes(text: PaymentAddress): Uint8Array {
  if (!bech32Prefix.test(text)) return base58.decode(text);
  return bech32.fromWords(bech32.decode(text as `${string}1${string}`, false).words);
}

/**
 * The parts of an address that the chain named. Null for the few malformed ones that early blocks let through: nobody
 * holds a key to them, so they are nobody's, which is an expected answer and not an error.
 */
export const parsePaymentAddress: (text: PaymentAddress) => ParsedPaymentAddress | null = remembered(10_000, parse);

function parse(text: string): ParsedPaymentAddress | null {
  try {
    const parsed = parseAddressBytes(addressBytes(text as PaymentAddress));
    return parsed.kind === "stake" ? null : parsed;
  } catch {
    return null;
  }
}
