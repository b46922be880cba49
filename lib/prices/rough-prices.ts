import "server-only";
import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { readPools } from "@/lib/market/pool-store";
import { poolIn } from "@/lib/market/pool-output";
import { peekTokens } from "@/lib/market/token-store";
import { matchUnit } from "@/lib/protocols/registry";

/** The pool behind an LP token; null for any other unit. */
export const poolUnitOf = (unit: Unit): Unit | null => matchUnit(unit)?.protocol.pools?.poolUnit(unit) ?? null;

/** What units cost today, roughly: which of them are worth a call. Units that no pool is known to trade are left out. */
export async function roughPrices(units: readonly Unit[], nowMs: number): Promise<Map<Unit, Fraction>> {
  const shares = new Map(units.flatMap((unit): [Unit, Unit][] => toPair(unit, poolUnitOf(unit))));
  const [tokens, pools] = await Promise.all([
    peekTokens(
      units.filter((unit) => !shares.has(unit)),
      nowMs,
    ),
    readPools([...shares.values()]),
  ]);
  const ofTokens = [...tokens.values()].flatMap(({ unit, price, pools: known }): [Unit, Fraction][] =>
    price === null && known.length === 0 ? [] : [[unit, new Fraction(price?.price ?? 0)]],
  );
  const ofShares = [...shares].flatMap(([unit, poolUnit]): [Unit, Fraction][] => {
    const output = pools.get(poolUnit)?.output;
    const pool = output === undefined ? null : poolIn(output);
    if (pool?.supply == null || pool.supply === 0n) return [];
    return [[unit, new Fraction(2n * (pool.reserves.get(lovelace) ?? 0n), pool.supply)]];
  });
  return new Map([...ofTokens, ...ofShares]);
}

const toPair = (unit: Unit, poolUnit: Unit | null): [Unit, Unit][] => (poolUnit === null ? [] : [[unit, poolUnit]]);
