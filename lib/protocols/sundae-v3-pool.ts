import type { Unit } from "@/lib/cardano/brand";
import { splitUnit } from "@/lib/cardano/unit";
import { assetAt, hexAt, intAt, unitFrom } from "@/lib/protocols/datum";
import type { Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { datumOf, feesOf, heldReserves, holdsOne } from "@/lib/protocols/pool-parts";

const policy = "e0302560ced2fdcbfcb2602697df970cd0d6a38f94b32703f51c312b";
const denominator = 10_000n;

/** CIP-67 labels 333 and 222, with which SundaeSwap's newer protocols name LP token and pool. */
export const sundaeLpLabel = "0014df10";
export const sundaePoolLabel = "000de140";

export function sundaePoolUnit(lp: Unit): Unit | null {
  const { policyId = "", assetName = "" } = splitUnit(lp) ?? {};
  if (!assetName.startsWith(sundaeLpLabel)) return null;
  return unitFrom(policyId, sundaePoolLabel + assetName.slice(sundaeLpLabel.length));
}

/** `ident, assets, circulatingLP, bidFee (A in), askFee (B in), feeManager, marketOpen, protocolFees (lovelace)`. */
function read(utxo: PoolUtxo): Pool | null {
  const data = datumOf(utxo);
  const ident = hexAt(data, 0);
  const poolUnit = unitFrom(policy, sundaePoolLabel + ident);
  if (!holdsOne(utxo.value, poolUnit)) return null;
  const reserves = heldReserves(
    utxo.value,
    [
      [assetAt(data, 1, 0), 0n],
      [assetAt(data, 1, 1), 0n],
    ],
    intAt(data, 7),
  );
  const fees = feesOf(reserves, { numerator: intAt(data, 3), denominator }, { numerator: intAt(data, 4), denominator });
  const lpUnit = unitFrom(policy, sundaeLpLabel + ident);
  return { poolUnit, lpUnit, supply: intAt(data, 2), reserves, fees, curve: { kind: "product" } };
}

export const sundaeV3Pools: PoolReader = { poolUnit: sundaePoolUnit, read };
