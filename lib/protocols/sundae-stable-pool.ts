import { assetAt, hexAt, intAt, unitFrom } from "@/lib/protocols/datum";
import type { Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { datumOf, feesOf, heldReserves, holdsOne } from "@/lib/protocols/pool-parts";
import { sundaeLpLabel, sundaePoolLabel, sundaePoolUnit } from "@/lib/protocols/sundae-v3-pool";

const policy = "4de79a0c17180030bff4c36825cb6e99caa007bc632f789561a26d56";
const denominator = 10_000n;
/** The contract computes with a trillionth of a unit (sundae-contracts: lib/calculation/stableswap.ak). */
const precision = 1_000_000_000_000n;

/**
 * `ident, assets, circulatingLP, lpFees, protocolFees per 10,000 (A in, B in), feeManager, marketOpen,
 * protocolFees (ada, a, b), amplification, sumInvariant, …`. No recorded swap proves it.
 */
function read(utxo: PoolUtxo): Pool | null {
  const data = datumOf(utxo);
  const ident = hexAt(data, 0);
  const poolUnit = unitFrom(policy, sundaePoolLabel + ident);
  if (!holdsOne(utxo.value, poolUnit)) return null;
  const [a, b] = [assetAt(data, 1, 0), assetAt(data, 1, 1)];
  const reserves = heldReserves(
    utxo.value,
    [
      [a, intAt(data, 7, 1)],
      [b, intAt(data, 7, 2)],
    ],
    intAt(data, 7, 0),
  );
  const feeAt = (side: 0 | 1) => ({ numerator: intAt(data, 3, side) + intAt(data, 4, side), denominator });
  return {
    poolUnit,
    lpUnit: unitFrom(policy, sundaeLpLabel + ident),
    supply: intAt(data, 2),
    reserves,
    fees: feesOf(reserves, feeAt(0), feeAt(1)),
    curve: {
      kind: "stable",
      rule: "sundae",
      ann: 4n * intAt(data, 8),
      multiples: new Map([
        [a, precision],
        [b, precision],
      ]),
      invariant: intAt(data, 9),
    },
  };
}

export const sundaeStablePools: PoolReader = { poolUnit: sundaePoolUnit, read };
