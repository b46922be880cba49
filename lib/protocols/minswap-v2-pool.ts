import { splitUnit, unitOf } from "@/lib/cardano/unit";
import { assetAt, intAt } from "@/lib/protocols/datum";
import type { Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { datumOf, feesOf, holdsOne, isLongName, soleUnit, toldReserves } from "@/lib/protocols/pool-parts";

const policy = "f5808c2c990d86da54bfc97d89cee6efa20cd8461616359478d96b4c";
const validityToken = unitOf(policy, "4d5350");
const denominator = 10_000n;

/** `stakeCredential, assetA, assetB, totalLiquidity, reserveA, reserveB, feeA, feeB, …`; shared fees lie there too. */
function read(utxo: PoolUtxo): Pool | null {
  const { value } = utxo;
  if (!holdsOne(value, validityToken)) return null;
  const data = datumOf(utxo);
  const [a, b] = [assetAt(data, 1), assetAt(data, 2)];
  // A pool may trade the LP tokens of another one.
  const lpUnit = soleUnit(value, policy, isLongName, [a, b]);
  if (lpUnit === null) return null;
  const reserves = toldReserves(value, [
    [a, intAt(data, 4)],
    [b, intAt(data, 5)],
  ]);
  const fees = feesOf(reserves, { numerator: intAt(data, 6), denominator }, { numerator: intAt(data, 7), denominator });
  return { poolUnit: lpUnit, lpUnit, supply: intAt(data, 3), reserves, fees, curve: { kind: "product" } };
}

export const minswapV2Pools: PoolReader = {
  /** The policy's other names authenticate. */
  poolUnit: (lp) => (isLongName(splitUnit(lp)?.assetName ?? "") ? lp : null),
  read,
};
