import { splitUnit } from "@/lib/cardano/unit";
import type { PlutusData } from "@/lib/cardano/plutus-data";
import { assetAt, DatumError, intAt, itemsAt } from "@/lib/protocols/datum";
import type { Curve, Fee, Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { datumOf, feesOf, givenOut, heldReserves, holdsOne, sameFee } from "@/lib/protocols/pool-parts";

const denominator = 100_000n;
const stableScript = "5d3df99fcfbbf282bd76a3d76a2e30bdd22e61c56f1462447938933b";
const royaltyScript = "cb684a69e78907a9796b21fc150a758af5f2805e5ed5d5a8ce9f76f1";
const weightedScripts = [
  "f60fd1e70f4b9dfc09cdde8d7f7f1277de2694c82a516d7d3cc9e03e",
  "c5283689ea30e0920c50adf77345b5809c05c962cc111e0f1d2dbedb",
];

/** Where a pool that begins `poolNft, x, y, lq` keeps its fees and what it owes to others. */
interface Layout {
  /** What counts of x, and of y, as it goes in. */
  readonly counts: readonly [x: number, y: number];
  /** Kept on top, for the treasury and the token's makers. */
  readonly extra: readonly number[];
  readonly apart: readonly [x: readonly number[], y: readonly number[]];
}

const plain: Layout = { counts: [4, 4], extra: [5], apart: [[6], [7]] };
const bidirectional: Layout = { counts: [4, 5], extra: [6], apart: [[7], [8]] };
const royalty: Layout = {
  counts: [4, 4],
  extra: [5, 6],
  apart: [
    [7, 9],
    [8, 10],
  ],
};

/** By script where one has a form of its own, else by the number of fields: weighted 10, fee switch 11, both ways 12. */
function layoutOf(script: string, fields: number): Layout {
  if (script === royaltyScript && fields === 15) return royalty;
  if (script !== royaltyScript && (fields === 10 || fields === 11)) return plain;
  if (script !== royaltyScript && fields === 12) return bidirectional;
  throw new DatumError(`a pool of ${fields} fields is unknown at this script`);
}

const sumAt = (data: PlutusData, fields: readonly number[]) => fields.reduce((sum, i) => sum + intAt(data, i), 0n);

/** Weighted pools have a fifth of their value in x and the rest in y. */
function curveOf(script: string, data: PlutusData): Curve {
  if (!weightedScripts.includes(script)) return { kind: "product" };
  return {
    kind: "weighted",
    weights: new Map([
      [assetAt(data, 1), 1n],
      [assetAt(data, 2), 4n],
    ]),
  };
}

/** `poolNft, x, y, lq, …`. Recorded swaps prove the royalty pools only. */
function readPair(utxo: PoolUtxo, data: PlutusData): Omit<Pool, "poolUnit"> {
  const { counts, extra, apart } = layoutOf(utxo.script, itemsAt(data).length);
  const feeAt = (field: number): Fee => ({
    numerator: denominator - intAt(data, field) + sumAt(data, extra),
    denominator,
  });
  const lpUnit = assetAt(data, 3);
  const reserves = heldReserves(utxo.value, [
    [assetAt(data, 1), sumAt(data, apart[0])],
    [assetAt(data, 2), sumAt(data, apart[1])],
  ]);
  return {
    lpUnit,
    supply: givenOut(utxo.value, lpUnit),
    reserves,
    fees: feesOf(reserves, feeAt(counts[0]), feeAt(counts[1])),
    curve: curveOf(utxo.script, data),
  };
}

/**
 * `poolNft, A·n²ⁿ, x, y, multipleX, multipleY, lq, …, lpFee [9], protocolFee [10], …, apartX [13], apartY [14]`. No recorded
 * swap proves it.
 */
function readStable(utxo: PoolUtxo, data: PlutusData): Omit<Pool, "poolUnit"> {
  const [x, y, lpUnit] = [assetAt(data, 2), assetAt(data, 3), assetAt(data, 6)];
  const [lpFee, protocolFee] = [intAt(data, 9), intAt(data, 10)];
  const reserves = heldReserves(utxo.value, [
    [x, intAt(data, 13)],
    [y, intAt(data, 14)],
  ]);
  const parts = [lpFee, protocolFee].map((numerator) => ({ numerator, rounded: "down" as const }));
  const multiples = new Map([
    [x, intAt(data, 4)],
    [y, intAt(data, 5)],
  ]);
  return {
    lpUnit,
    supply: givenOut(utxo.value, lpUnit),
    reserves,
    fees: sameFee(reserves, { numerator: lpFee + protocolFee, denominator, parts }),
    curve: { kind: "stable", rule: "splash", ann: intAt(data, 1) / 4n, multiples, invariant: null },
  };
}

/** Anybody may open a pool; the NFT that its datum names tells it from others. */
function read(utxo: PoolUtxo): Pool | null {
  const data = datumOf(utxo);
  const poolUnit = assetAt(data, 0);
  if (!holdsOne(utxo.value, poolUnit)) return null;
  return { poolUnit, ...(utxo.script === stableScript ? readStable(utxo, data) : readPair(utxo, data)) };
}

/** What Splash's factory mints since 2025 has one policy; older LP tokens have one each, and tell no pool. */
const factoryLpPolicy = "6e917b8b965078a39804a6313e5be73535612421acd70aa83f0ec200";

export const splashPools: PoolReader = {
  poolUnit: (lp) => (splitUnit(lp)?.policyId === factoryLpPolicy ? lp : null),
  read,
};
