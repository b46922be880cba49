import type { Unit } from "@/lib/cardano/brand";
import { splitUnit } from "@/lib/cardano/unit";
import type { Value } from "@/lib/ledger/raw-tx";

/** The protocol parameter `coins_per_utxo_byte`, unchanged since Babbage, and what an entry costs beside its bytes. */
const lovelacePerByte = 4310n;
const entryOverheadBytes = 160n;

const datumHashBytes = 32;
const policyBytes = 28;
/** Every least amount of ADA fits into 32 bits. */
const coinBytes = 5;

/** What of an output decides how much ADA must stay in it. */
export interface SizedOutput {
  readonly addressLength: number;
  readonly value: Value;
  readonly datum: "none" | "hash" | { readonly inlineBytes: number };
}

/** Bytes of a CBOR head: of a length, of a count, or of an unsigned integer. */
function headBytes(count: number | bigint): number {
  if (count < 24) return 1;
  if (count < 0x100) return 2;
  if (count < 0x1_0000) return 3;
  return count < 0x1_0000_0000 ? 5 : 9;
}

const stringBytes = (length: number) => headBytes(length) + length;

function tokenBytes(value: Value): number {
  const policies = new Map<string, [name: string, quantity: bigint][]>();
  for (const [unit, quantity] of value) {
    const parts = splitUnit(unit);
    if (parts !== null)
      policies.set(parts.policyId, [...(policies.get(parts.policyId) ?? []), [parts.assetName, quantity]]);
  }
  let bytes = headBytes(policies.size);
  for (const tokens of policies.values()) {
    bytes += stringBytes(policyBytes) + headBytes(tokens.length);
    for (const [name, quantity] of tokens) bytes += stringBytes(name.length / 2) + headBytes(quantity);
  }
  return bytes;
}

function valueBytes(value: Value): number {
  return hasTokens(value) ? headBytes(2) + coinBytes + tokenBytes(value) : coinBytes;
}

function datumBytes(datum: SizedOutput["datum"]): number {
  if (datum === "none") return 0;
  // Key, pair, its tag; then the hash, or the bytes in tag 24.
  return 3 + (datum === "hash" ? stringBytes(datumHashBytes) : 2 + stringBytes(datum.inlineBytes));
}

export function hasTokens(value: ReadonlyMap<Unit, bigint>): boolean {
  return [...value.keys()].some((unit) => splitUnit(unit) !== null);
}

/**
 * The least lovelace that the ledger asks of an output (CIP-55), written as wallets write it today. A reference script
 * is left out.
 */
export function minLovelace({ addressLength, value, datum }: SizedOutput): bigint {
  const entries = 2 + Number(datum !== "none");
  const bytes = headBytes(entries) + 2 + stringBytes(addressLength) + valueBytes(value) + datumBytes(datum);
  return (entryOverheadBytes + BigInt(bytes)) * lovelacePerByte;
}
