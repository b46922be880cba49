import type { Unit } from "@/lib/cardano/brand";
import { splitUnit, unitOf } from "@/lib/cardano/unit";
import { assetAt, intAt } from "@/lib/protocols/datum";
import type { Curve, Fee, Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { datumOf, givenOut, heldReserves, holdsOne, isLongName, sameFee, soleUnit } from "@/lib/protocols/pool-parts";

/** `4c` marks a pool that is valid; its LP token bears a long name under the same policy. */
const validityName = "4c";
/** Stays in a pool with an ADA side, and belongs to neither reserve. */
export const oilLovelace = 3_000_000n;
/** `A·nⁿ`, the amplification of all of WingRiders' stable pools (dex-v2-contracts: src/DEX/Constants.hs). */
export const stableAnn = 4n * 75n;

const stableScript = "9868d58fbfcc2b14cfc7d9eec0b765e7e6fc4e950c9c2748ace9ce61";
const policy = "026a18d04a0c642759bb3d83b12e3344894e5c1c7b2aeb1a2113a570";
const stablePolicy = "980e8c567670d34d4ec13a0c3b6de6199f260ae5dc9dc9e867bc5c93";

const partsOf = (swap: bigint, protocol: bigint): Fee => ({
  numerator: swap + protocol,
  denominator: 10_000n,
  parts: [
    { numerator: swap, rounded: "up" },
    { numerator: protocol, rounded: "down" },
  ],
});
const fee = partsOf(30n, 5n);
const stableFee = partsOf(5n, 1n);

/** The LP token of a valid pool; null for what is none. */
export function wingridersLp(value: PoolUtxo["value"], policyId: string, assets: readonly Unit[]): Unit | null {
  return holdsOne(value, unitOf(policyId, validityName)) ? soleUnit(value, policyId, isLongName, assets) : null;
}

export const wingridersPoolUnit = (lp: Unit): Unit | null => (isLongName(splitUnit(lp)?.assetName ?? "") ? lp : null);

/** `requestHash, (assets, lastInteraction, treasuryA, treasuryB)`. No recorded swap proves the stable pools. */
function read(utxo: PoolUtxo): Pool | null {
  const data = datumOf(utxo);
  const isStable = utxo.script === stableScript;
  const [a, b] = [assetAt(data, 1, 0, 0), assetAt(data, 1, 0, 1)];
  const lpUnit = wingridersLp(utxo.value, isStable ? stablePolicy : policy, [a, b]);
  if (lpUnit === null) return null;
  const reserves = heldReserves(
    utxo.value,
    [
      [a, intAt(data, 1, 2)],
      [b, intAt(data, 1, 3)],
    ],
    oilLovelace,
  );
  const multiples = new Map([...reserves.keys()].map((unit) => [unit, 1n]));
  const stable: Curve = { kind: "stable", rule: "wingriders", ann: stableAnn, multiples, invariant: null };
  return {
    poolUnit: lpUnit,
    lpUnit,
    supply: givenOut(utxo.value, lpUnit),
    reserves,
    fees: sameFee(reserves, isStable ? stableFee : fee),
    curve: isStable ? stable : { kind: "product" },
  };
}

export const wingridersV1Pools: PoolReader = { poolUnit: wingridersPoolUnit, read };
