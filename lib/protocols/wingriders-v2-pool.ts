import type { PlutusData } from "@/lib/cardano/plutus-data";
import { hexAt, intAt, unitFrom } from "@/lib/protocols/datum";
import type { Curve, Fee, Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { datumOf, givenOut, heldReserves, sameFee } from "@/lib/protocols/pool-parts";
import { oilLovelace, stableAnn, wingridersLp, wingridersPoolUnit } from "@/lib/protocols/wingriders-v1-pool";

const policy = "6fdc63a1d71dc2c65502b79baae7fb543185702b12c3c5fb639ed737";
const stableScript = "946ae228430f2fc64aa8b3acb910ee27e9b3e47aa8f925fac27834a1";

/** Fields 12 to 17 are treasuries of protocol, project and reserve, of asset A and asset B in turn. */
function treasury(data: PlutusData, side: 0 | 1): bigint {
  return intAt(data, 12 + side) + intAt(data, 14 + side) + intAt(data, 16 + side);
}

/** Fields 5 to 8: for those who hold LP tokens, for the protocol, the project and the reserve. */
function feeOf(data: PlutusData): Fee {
  const parts = [5, 6, 7, 8].map((field) => intAt(data, field));
  return {
    numerator: parts.reduce((sum, part) => sum + part, 0n),
    denominator: intAt(data, 9),
    parts: parts.map((numerator, i) => ({ numerator, rounded: i === 0 ? ("up" as const) : ("down" as const) })),
  };
}

/** `requestHash, policyA, nameA, policyB, nameB, …, specifics (D, scaleA, scaleB)`. No recorded swap proves it. */
function read(utxo: PoolUtxo): Pool | null {
  const data = datumOf(utxo);
  const [a, b] = [unitFrom(hexAt(data, 1), hexAt(data, 2)), unitFrom(hexAt(data, 3), hexAt(data, 4))];
  const lpUnit = wingridersLp(utxo.value, policy, [a, b]);
  if (lpUnit === null) return null;
  const reserves = heldReserves(
    utxo.value,
    [
      [a, treasury(data, 0)],
      [b, treasury(data, 1)],
    ],
    oilLovelace,
  );
  const stable = (): Curve => ({
    kind: "stable",
    rule: "wingriders",
    ann: stableAnn,
    multiples: new Map([
      [a, intAt(data, 20, 1)],
      [b, intAt(data, 20, 2)],
    ]),
    invariant: intAt(data, 20, 0),
  });
  return {
    poolUnit: lpUnit,
    lpUnit,
    supply: givenOut(utxo.value, lpUnit),
    reserves,
    fees: sameFee(reserves, feeOf(data)),
    curve: utxo.script === stableScript ? stable() : { kind: "product" },
  };
}

export const wingridersV2Pools: PoolReader = { poolUnit: wingridersPoolUnit, read };
