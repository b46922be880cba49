import type { Unit } from "@/lib/cardano/brand";
import type { PlutusData } from "@/lib/cardano/plutus-data";
import { lovelace, splitUnit } from "@/lib/cardano/unit";
import { DatumError } from "@/lib/protocols/datum";
import type { Fee, PoolUtxo } from "@/lib/protocols/pool";

type Value = PoolUtxo["value"];

/** No output holds more of a token. */
export const maxQuantity = 9_223_372_036_854_775_807n;

/** LP tokens are named for their pool by 32 bytes in the protocols that derive the name from the pair. */
export const isLongName = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);

/** The datum; throws where it is not at hand. */
export function datumOf({ data }: PoolUtxo): PlutusData {
  if (data === null) throw new DatumError("the pool's datum is not at hand");
  return data;
}

/** Whether exactly one of a unit lies there. */
export const holdsOne = (value: Value, unit: Unit): boolean => value.get(unit) === 1n;

/** The one unit of a policy whose name fits; null where there is none or several. */
export function soleUnit(value: Value, policy: string, isNamed: (name: string) => boolean, but: readonly Unit[] = []) {
  const found = [...value.keys()].filter((unit) => {
    const parts = splitUnit(unit);
    return parts?.policyId === policy && isNamed(parts.assetName) && !but.includes(unit);
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Whether a pool holds so much of a unit that it can only be its own LP token, of which it gave out little. */
export const isPoolsOwnShare = (held: bigint): boolean => held > maxQuantity / 2n;

/** LP tokens given out by a pool that was made with all there will ever be. */
export function givenOut(value: Value, lp: Unit): bigint {
  const kept = value.get(lp);
  if (kept === undefined) throw new DatumError("the pool holds none of its own LP token");
  return maxQuantity - kept;
}

/** What the output holds of the pool's assets, less what lies there for others. */
export function heldReserves(
  value: Value,
  assets: readonly (readonly [unit: Unit, notShared: bigint])[],
  notSharedLovelace = 0n,
): Map<Unit, bigint> {
  return new Map(
    assets.map(([unit, notShared]) => {
      if (notShared < 0n) throw new DatumError("what the datum sets apart is negative");
      return [unit, (value.get(unit) ?? 0n) - notShared - (unit === lovelace ? notSharedLovelace : 0n)];
    }),
  );
}

/** Reserves that the datum tells; they lie in the output, among other things. */
export function toldReserves(value: Value, assets: readonly (readonly [Unit, bigint])[]): Map<Unit, bigint> {
  const short = assets.find(([unit, reserve]) => reserve > (value.get(unit) ?? 0n));
  if (short !== undefined) throw new DatumError("the datum tells more reserves than the output holds");
  return new Map(assets);
}

/** One fee for each asset, in the order of the reserves. */
export function feesOf(reserves: ReadonlyMap<Unit, bigint>, ...fees: readonly Fee[]): Map<Unit, Fee> {
  return new Map([...reserves.keys()].flatMap((unit, i) => (fees[i] === undefined ? [] : [[unit, fees[i]] as const])));
}

/** The same fee whichever asset goes in. */
export function sameFee(reserves: ReadonlyMap<Unit, bigint>, fee: Fee): Map<Unit, Fee> {
  return new Map([...reserves.keys()].map((unit) => [unit, fee]));
}
