import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { decodePlutusData, type PlutusData } from "@/lib/cardano/plutus-data";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import type { TxOutput } from "@/lib/cardano/transaction-parts";
import { DatumError } from "@/lib/protocols/datum";
import type { Pool } from "@/lib/protocols/pool";
import { maxQuantity } from "@/lib/protocols/pool-parts";
import { matchScript, type ProtocolId } from "@/lib/protocols/registry";

/** A pool, and whose it is. */
export interface FoundPool extends Pool {
  readonly dex: ProtocolId;
}

function decoded(cborHex: string | null): PlutusData | null {
  if (cborHex === null) return null;
  try {
    return decodePlutusData(cborHex);
  } catch (error) {
    if (!(error instanceof TransactionDecodeError)) throw error;
    throw new DatumError(`the pool's datum cannot be read: ${error.message}`);
  }
}

const isQuantity = (amount: bigint) => amount > 0n && amount <= maxQuantity;

/** Throws where figures cannot be a pool's: a price or a share of such a one would be made up. */
function checkPool({ reserves, supply, fees, curve }: Pool): void {
  if (reserves.size < 2) throw new DatumError("a pool of fewer than two assets");
  if (![...reserves.values()].every(isQuantity)) throw new DatumError("a reserve is empty, or more than can be");
  if (supply !== null && (supply < 0n || supply > maxQuantity)) throw new DatumError("no such supply of LP tokens");
  const isFee = [...fees.values()].every(
    ({ numerator, denominator, parts = [] }) =>
      numerator >= 0n && numerator <= denominator && parts.every((part) => part.numerator >= 0n),
  );
  if (!isFee || fees.size !== reserves.size) throw new DatumError("a fee that cannot be");
  if (curve.kind !== "stable") return;
  const { ann, invariant, multiples } = curve;
  const isStable = ann > 1n && isQuantity(ann) && [...multiples.values()].every(isQuantity) && (invariant ?? 1n) > 0n;
  if (!isStable) throw new DatumError("a curve that cannot be");
}

/** The pool in an output at a script; null where it is none. Throws `DatumError` where it looks like one and cannot be read. */
export function readPool(
  script: CredentialHash,
  value: ReadonlyMap<Unit, bigint>,
  datumCborHex: string | null,
): FoundPool | null {
  const match = matchScript(script);
  const reader = match?.protocol.pools;
  if (match?.fact.role !== "pool" || reader === undefined) return null;
  const pool = reader.read({ script, value, data: decoded(datumCborHex) });
  if (pool === null) return null;
  checkPool(pool);
  return { dex: match.id, ...pool };
}

/** `readPool` for an output of a transaction, whose datum may be among those that it names by hash. */
export function readPoolOutput(
  { address, value, datum }: Pick<TxOutput, "address" | "value" | "datum">,
  datums: ReadonlyMap<string, string>,
): FoundPool | null {
  const payment = parsePaymentAddress(address)?.payment;
  if (payment?.kind !== "script") return null;
  const hashed = datum.kind === "hash" ? (datums.get(datum.hash) ?? null) : null;
  return readPool(payment.hash, value, datum.kind === "inline" ? datum.cborHex : hashed);
}
