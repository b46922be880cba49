import { splitUnit } from "@/lib/cardano/unit";
import { assetAt, hexAt, intAt, unitFrom } from "@/lib/protocols/datum";
import type { Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { datumOf, heldReserves, holdsOne, sameFee } from "@/lib/protocols/pool-parts";

const policy = "0029cb7c88c7567b63d1a512c0ed626aa169688ec980730c0473b913";
const lpPrefix = "6c7020";
const poolPrefix = "7020";

/** Stays in each pool from its first day, and belongs to neither reserve. */
const keptLovelace = 2_000_000n;

/** `assets, ident, circulatingLP, fee`. */
function read(utxo: PoolUtxo): Pool | null {
  const data = datumOf(utxo);
  const ident = hexAt(data, 1);
  const poolUnit = unitFrom(policy, poolPrefix + ident);
  if (!holdsOne(utxo.value, poolUnit)) return null;
  const reserves = heldReserves(
    utxo.value,
    [
      [assetAt(data, 0, 0), 0n],
      [assetAt(data, 0, 1), 0n],
    ],
    keptLovelace,
  );
  const fees = sameFee(reserves, { numerator: intAt(data, 3, 0), denominator: intAt(data, 3, 1) });
  const lpUnit = unitFrom(policy, lpPrefix + ident);
  return { poolUnit, lpUnit, supply: intAt(data, 2), reserves, fees, curve: { kind: "product" } };
}

export const sundaeV1Pools: PoolReader = {
  poolUnit: (lp) => {
    const { policyId = "", assetName = "" } = splitUnit(lp) ?? {};
    return assetName.startsWith(lpPrefix) ? unitFrom(policyId, poolPrefix + assetName.slice(lpPrefix.length)) : null;
  },
  read,
};
