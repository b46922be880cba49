import type { CredentialHash, PaymentAddress, Unit } from "@/lib/cardano/brand";
import { buildAddress } from "@/lib/cardano/build-address";
import { parseCredentialHash, type Credential } from "@/lib/cardano/credential";
import type { AddressNetwork } from "@/lib/cardano/network";
import type { PlutusData } from "@/lib/cardano/plutus-data";
import { isUnit, lovelace } from "@/lib/cardano/unit";

/** A datum that is not what its script expects. The message says where, in words. */
export class DatumError extends Error {
  override readonly name = "DatumError";
}

function childrenOf(data: PlutusData): readonly PlutusData[] | null {
  if (data.kind === "constr") return data.fields;
  return data.kind === "list" ? data.items : null;
}

/** The part that a path of positions leads to, through constructors and lists. */
export function at(data: PlutusData, ...path: readonly number[]): PlutusData {
  return path.reduce<PlutusData>((part, position) => {
    const child = childrenOf(part)?.[position];
    if (child === undefined) throw new DatumError(`field ${path.join(".")} is missing`);
    return child;
  }, data);
}

export function alternativeAt(data: PlutusData, ...path: readonly number[]): number {
  const part = at(data, ...path);
  if (part.kind === "constr") return part.alternative;
  throw new DatumError(`field ${path.join(".")} is no constructor but ${part.kind}`);
}

export function intAt(data: PlutusData, ...path: readonly number[]): bigint {
  const part = at(data, ...path);
  if (part.kind === "int") return part.value;
  throw new DatumError(`field ${path.join(".")} is no integer but ${part.kind}`);
}

export function hexAt(data: PlutusData, ...path: readonly number[]): string {
  const part = at(data, ...path);
  if (part.kind === "bytes") return part.hex;
  throw new DatumError(`field ${path.join(".")} are no bytes but ${part.kind}`);
}

export function itemsAt(data: PlutusData, ...path: readonly number[]): readonly PlutusData[] {
  const items = childrenOf(at(data, ...path));
  if (items !== null) return items;
  throw new DatumError(`field ${path.join(".")} is no list`);
}

export function hashAt(data: PlutusData, ...path: readonly number[]): CredentialHash {
  const hex = hexAt(data, ...path);
  try {
    return parseCredentialHash(hex);
  } catch {
    throw new DatumError(`field ${path.join(".")} is no credential hash`);
  }
}

/** `Key(hash)` or `Script(hash)`. */
function credentialAt(data: PlutusData, ...path: readonly number[]): Credential {
  return { kind: alternativeAt(data, ...path) === 0 ? "key" : "script", hash: hashAt(data, ...path, 0) };
}

/** `Address(payment, Maybe<Inline(stake) | Pointer>)`; a pointer is left out. */
export function addressAt(data: PlutusData, network: AddressNetwork, ...path: readonly number[]): PaymentAddress {
  const payment = credentialAt(data, ...path, 0);
  const hasStake = alternativeAt(data, ...path, 1) === 0 && alternativeAt(data, ...path, 1, 0) === 0;
  return buildAddress(payment, hasStake ? credentialAt(data, ...path, 1, 0, 0) : null, network);
}

/** A unit from policy and name in hex; both empty is ADA. */
export function unitFrom(policy: string, name: string): Unit {
  const unit = policy === "" ? lovelace : policy + name;
  if (isUnit(unit)) return unit;
  throw new DatumError("an asset's policy or name has a wrong length");
}

/** `Asset(policy, name)` as constructor or list. */
export function assetAt(data: PlutusData, ...path: readonly number[]): Unit {
  return unitFrom(hexAt(data, ...path, 0), hexAt(data, ...path, 1));
}
