import { blake224, blake256, fromText, toHex } from "../model/digest";
import { bytes, constr, int, type PlutusData } from "../model/plutus-data";
import type { PoolSpec } from "./pool-spec";
import type { Reserves } from "./reserves";

/** How a DEX writes a pool: where it lies, what proves it, and what else lies there. */
export interface PoolForm {
  readonly script: string;
  readonly datum: "inline" | "hash";
  /** Held from the first day on by every pool of its kind, and made with it: units and how many. */
  readonly tokens: (pool: FormedPool) => readonly (readonly [unit: string, quantity: bigint])[];
  /** What names the pool: no other output at the script holds it. */
  readonly poolUnit: (pool: FormedPool) => string;
  /** Lovelace that is no reserve, beside an ADA side. */
  readonly kept: bigint;
  /** In both assets, what belongs to the protocol. */
  readonly apart: bigint;
  readonly data: (pool: FormedPool) => PlutusData;
}

export interface FormedPool {
  readonly spec: PoolSpec;
  readonly reserves: Reserves;
  readonly supply: bigint;
}

export const ALL_LP = (1n << 63n) - 1n;
export const APART = 40n;
export const policyFor = (spec: PoolSpec, what: string): string =>
  toHex(blake224(fromText(`market/${what}/${spec.id}`)));
export const longName = ({ id }: PoolSpec): string => toHex(blake256(fromText(`market/lp/${id}`)));
export const ident = ({ id }: PoolSpec): string => toHex(blake224(fromText(`market/ident/${id}`)));
export const none = constr(1);

/** Both sides in the order of their units, ADA first, as every DEX has them. */
export function sides({ spec, reserves }: Pick<FormedPool, "spec" | "reserves">) {
  const quote = { unit: spec.quote?.unit ?? "", amount: reserves.quote };
  const token = { unit: spec.token.unit, amount: reserves.token };
  return quote.unit < token.unit ? ([quote, token] as const) : ([token, quote] as const);
}

export const parts = (unit: string): [PlutusData, PlutusData] => [bytes(unit.slice(0, 56)), bytes(unit.slice(56))];
export const asset = (unit: string): PlutusData => constr(0, ...parts(unit));
export const ints = (...values: number[]): PlutusData[] => values.map((value) => int(BigInt(value)));

/** A forger of validity tokens can choose every letter but the policy's. */
export const policyOf = (real: string, spec: PoolSpec): string =>
  spec.validity === "fake" ? policyFor(spec, "fake") : real;
