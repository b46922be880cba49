import type { Unit } from "@/lib/cardano/brand";
import type { PlutusData } from "@/lib/cardano/plutus-data";
import { lovelace } from "@/lib/cardano/unit";
import { DatumError } from "@/lib/protocols/datum";

/** A pool as it stands at its script. */
export interface PoolUtxo {
  readonly data: PlutusData;
  readonly value: ReadonlyMap<Unit, bigint>;
  /** The token that stands for a part of it. */
  readonly lp: Unit;
}

export interface PoolState {
  /** LP tokens that share the reserves. */
  readonly supply: bigint;
  /** What belongs to those who hold them: fees and treasuries of others are left out. */
  readonly reserves: ReadonlyMap<Unit, bigint>;
}

/** How the pool behind an LP token is found and read. */
export interface PoolReader {
  /** A unit that the pool's output holds and no other at the protocol's pool scripts; null where the unit is no LP token. */
  readonly poolUnit: (lp: Unit) => Unit | null;
  /** Throws `DatumError` where the output has another form. */
  readonly read: (pool: PoolUtxo) => PoolState;
}

/** Minted at once for pools that keep what they did not give out. */
const allLp = 9_223_372_036_854_775_807n;

/** Whether a pool holds so much of a unit that it can only be its own LP token, of which it gave out little. */
export function isPoolsOwnShare(held: bigint): boolean {
  return held > allLp / 2n;
}

/** LP tokens given out by a pool that was made with all there will ever be. */
export function givenOut({ value, lp }: PoolUtxo): bigint {
  const kept = value.get(lp);
  if (kept === undefined) throw new DatumError("the pool holds none of its own LP token");
  return allLp - kept;
}

/** What a pool's output holds of its two assets, less what lies there for others. */
export function heldReserves(
  { value }: PoolUtxo,
  assets: readonly (readonly [unit: Unit, notShared: bigint])[],
  notSharedLovelace = 0n,
): Map<Unit, bigint> {
  return new Map(
    assets.map(([unit, notShared]) => {
      const reserve = (value.get(unit) ?? 0n) - notShared - (unit === lovelace ? notSharedLovelace : 0n);
      if (reserve < 0n) throw new DatumError("the pool holds less than what its datum sets apart");
      return [unit, reserve];
    }),
  );
}

/** The two assets' parts of a number of LP tokens, rounded down as pools do; null for an empty pool. */
export function shareOf({ supply, reserves }: PoolState, lp: bigint): Map<Unit, bigint> | null {
  if (supply <= 0n || lp > supply) return null;
  return new Map([...reserves].map(([unit, reserve]) => [unit, (reserve * lp) / supply]));
}
