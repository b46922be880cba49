import { splitUnit } from "@/lib/cardano/unit";
import { cswapLpPolicies } from "@/lib/protocols/cswap-lp-policies";
import { DatumError, hexAt, intAt, unitFrom } from "@/lib/protocols/datum";
import type { Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { datumOf, heldReserves, holdsOne, sameFee } from "@/lib/protocols/pool-parts";

/** "c": the pool's NFT, under the policy of its LP token. */
const poolName = "63";

/**
 * `totalLP, fee per 10,000, quotePolicy, quoteName, basePolicy, baseName, lpPolicy, lpName`. No recorded swap proves it, nor
 * whether 2 ADA of a pool are reserves: one public reader leaves them out.
 */
function read(utxo: PoolUtxo): Pool | null {
  const data = datumOf(utxo);
  const lpPolicy = hexAt(data, 6);
  const poolUnit = unitFrom(lpPolicy, poolName);
  if (!holdsOne(utxo.value, poolUnit)) return null;
  if (!cswapLpPolicies.includes(lpPolicy)) throw new DatumError("the policy of its LP token is not known as CSWAP's");
  const reserves = heldReserves(utxo.value, [
    [unitFrom(hexAt(data, 2), hexAt(data, 3)), 0n],
    [unitFrom(hexAt(data, 4), hexAt(data, 5)), 0n],
  ]);
  return {
    poolUnit,
    lpUnit: unitFrom(lpPolicy, hexAt(data, 7)),
    supply: intAt(data, 0),
    reserves,
    fees: sameFee(reserves, { numerator: intAt(data, 1), denominator: 10_000n }),
    curve: { kind: "product" },
  };
}

export const cswapPools: PoolReader = {
  poolUnit: (lp) => {
    const { policyId = "", assetName = "" } = splitUnit(lp) ?? {};
    return policyId === "" || assetName === poolName ? null : unitFrom(policyId, poolName);
  },
  read,
};
