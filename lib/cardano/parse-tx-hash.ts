import type { TxHash } from "@/lib/cardano/brand";

const txHashPattern = /^[0-9a-f]{64}$/;

export function isTxHash(text: string): text is TxHash {
  return txHashPattern.test(text);
}

/** 64 hex digits in either case; throws `RangeError` for anything else. */
export function parseTxHash(text: string): TxHash {
  const lower = text.trim().toLowerCase();
  if (isTxHash(lower)) return lower;
  throw new RangeError(`A transaction hash has 64 hex digits, this has another form: ${text.slice(0, 80)}`);
}
