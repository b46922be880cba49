import type { Unit } from "@/lib/cardano/brand";

/** The unit of ADA's millionth, as Blockfrost spells it. */
export const lovelace = "lovelace" as Unit;

const policyLength = 56;
const tokenPattern = /^[0-9a-f]{56}([0-9a-f]{2}){0,32}$/;

/** The two parts of a native token's unit, both in hex; the name may be empty. */
export interface TokenParts {
  readonly policyId: string;
  readonly assetName: string;
}

export function isUnit(text: string): text is Unit {
  return text === lovelace || tokenPattern.test(text);
}

/** `lovelace`, or policy id and asset name in lower-case hex; throws `RangeError` for anything else. */
export function parseUnit(text: string): Unit {
  if (isUnit(text)) return text;
  throw new RangeError(`Not a unit (lovelace, or 56 to 120 hex digits): ${text.slice(0, 130)}`);
}

/** The unit of a native token from its parts in hex. */
export function unitOf(policyId: string, assetName: string): Unit {
  return parseUnit(policyId + assetName);
}

/** Policy id and asset name of a token; null for lovelace. */
export function splitUnit(unit: Unit): TokenParts | null {
  if (unit === lovelace) return null;
  return { policyId: unit.slice(0, policyLength), assetName: unit.slice(policyLength) };
}
