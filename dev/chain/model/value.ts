/** Lovelace and tokens by unit (policy id + asset name, hex). Token quantities in a value of the chain are positive. */
export interface Value {
  readonly lovelace: bigint;
  readonly assets: ReadonlyMap<string, bigint>;
}

const NO_ASSETS: ReadonlyMap<string, bigint> = new Map();

export const ada = (lovelace: bigint): Value => ({ lovelace, assets: NO_ASSETS });

export const withAsset = (lovelace: bigint, unit: string, quantity: bigint): Value => ({
  lovelace,
  assets: new Map([[unit, quantity]]),
});

export const ZERO: Value = ada(0n);

/** a + sign·b, units in the order first seen, zero quantities dropped. */
function combine(a: Value, b: Value, sign: 1n | -1n): Value {
  const lovelace = a.lovelace + sign * b.lovelace;
  if (b.assets.size === 0) return { lovelace, assets: a.assets };
  const assets = new Map(a.assets);
  for (const [unit, quantity] of b.assets) addTo(assets, unit, sign * quantity);
  return { lovelace, assets };
}

function addTo(assets: Map<string, bigint>, unit: string, quantity: bigint): void {
  const total = (assets.get(unit) ?? 0n) + quantity;
  if (total === 0n) assets.delete(unit);
  else assets.set(unit, total);
}

export const add = (a: Value, b: Value): Value => combine(a, b, 1n);
export const subtract = (a: Value, b: Value): Value => combine(a, b, -1n);

/** In one pass: a history of any length is summed in its own time. */
export function sum(values: Iterable<Value>): Value {
  let lovelace = 0n;
  const assets = new Map<string, bigint>();
  for (const value of values) {
    lovelace += value.lovelace;
    for (const [unit, quantity] of value.assets) addTo(assets, unit, quantity);
  }
  return { lovelace, assets };
}

export const isNonNegative = (value: Value): boolean =>
  value.lovelace >= 0n && [...value.assets.values()].every((quantity) => quantity >= 0n);

/** True where `value` holds at least `wanted` of everything. */
export const covers = (value: Value, wanted: Value): boolean => isNonNegative(subtract(value, wanted));
