import { addressTypeOf, isByronHeader, isRewardHeader } from "@/lib/cardano/format-address";

const paymentEnd = 29;
const baseEnd = 57;
const pointerNumbers = 3;
/** The high bit of a byte says that the number goes on in the next one (CIP-19). */
const goesOn = 0b1000_0000;

/** Behind a pointer's third number; the end of the bytes where it has fewer. */
function pointerEnd(bytes: Uint8Array): number {
  let numbers = 0;
  for (let at = paymentEnd; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < goesOn) numbers += 1;
    if (numbers === pointerNumbers) return at + 1;
  }
  return bytes.length;
}

function endOf(header: number, bytes: Uint8Array): number {
  if (isByronHeader(header) || isRewardHeader(header) || addressTypeOf(header) > 7) return bytes.length;
  if (addressTypeOf(header) < 4) return baseEnd;
  return addressTypeOf(header) < 6 ? pointerEnd(bytes) : paymentEnd;
}

/**
 * The address in an output, without what stands behind it. Before Babbage the ledger read an address and dropped the bytes
 * left over; since then a block with such an output is invalid (`fromCborBothAddr` of cardano-ledger's Address.hs). So bytes
 * left over on the chain are of before, and no era needs to be known. Byron's must always be whole.
 */
export function cropAddress(bytes: Uint8Array): Uint8Array {
  const header = bytes[0];
  return header === undefined ? bytes : bytes.subarray(0, endOf(header, bytes));
}
