import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import type { PlutusData } from "@/lib/cardano/plutus-data";

/** An output at one of a protocol's pool scripts. Anybody can pay to a script, so that it need not be a pool. */
export interface PoolUtxo {
  readonly script: CredentialHash;
  readonly value: ReadonlyMap<Unit, bigint>;
  /** Null where the source does not tell it. */
  readonly data: PlutusData | null;
}

/** A part of a fee that the contract rounds by itself. */
interface FeePart {
  readonly numerator: bigint;
  readonly rounded: "up" | "down";
}

/** What is kept of an amount that goes in, as the contract has it: not reduced. */
export interface Fee {
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** Where the contract takes the fee in parts; they add up to the numerator. */
  readonly parts?: readonly FeePart[];
}

/** By which rule a pool of like assets rounds, and of what it takes its fee. */
export type StableRule = "minswap" | "sundae" | "wingriders" | "splash";

/** `ann·Σx + D = ann·D + Dⁿ⁺¹/(nⁿ·Πx)` over reserves times their multiples. */
export interface StableCurve {
  readonly kind: "stable";
  readonly rule: StableRule;
  readonly ann: bigint;
  readonly multiples: ReadonlyMap<Unit, bigint>;
  /** D where the datum tells it; null where it comes from the reserves. */
  readonly invariant: bigint | null;
}

/** What holds a pool's reserves in relation to each other. */
export type Curve =
  | { readonly kind: "product" }
  | { readonly kind: "weighted"; readonly weights: ReadonlyMap<Unit, bigint> }
  | StableCurve;

/** A liquidity pool. Its maps have the same units, in the pool's own order. */
export interface Pool {
  /** A unit that this pool's output holds, and no other output at the protocol's pool scripts. */
  readonly poolUnit: Unit;
  /** Null where its LP token is not known by name. */
  readonly lpUnit: Unit | null;
  /** LP tokens that share the reserves; null where the source does not tell. */
  readonly supply: bigint | null;
  /** What belongs to those who hold LP tokens: what lies there for others is left out. */
  readonly reserves: ReadonlyMap<Unit, bigint>;
  /** Fee on each asset as it goes in. */
  readonly fees: ReadonlyMap<Unit, Fee>;
  readonly curve: Curve;
}

/** How a protocol's pools are found and read. */
export interface PoolReader {
  /** The `poolUnit` of the pool behind an LP token; null where the unit is no LP token of the protocol's. */
  readonly poolUnit: (lp: Unit) => Unit | null;
  /** Null where the protocol's token is missing. Throws `DatumError` where the datum has another form. */
  readonly read: (utxo: PoolUtxo) => Pool | null;
}

/** What some LP tokens are a part of. */
export interface SharedReserves {
  readonly supply: bigint;
  readonly reserves: ReadonlyMap<Unit, bigint>;
}

/** Each asset's part of a number of LP tokens, rounded down as pools do; null for an empty pool. */
export function shareOf({ supply, reserves }: SharedReserves, lp: bigint): Map<Unit, bigint> | null {
  if (supply <= 0n || lp > supply) return null;
  return new Map([...reserves].map(([unit, reserve]) => [unit, (reserve * lp) / supply]));
}
