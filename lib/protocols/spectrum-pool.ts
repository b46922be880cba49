import { assetAt, intAt } from "@/lib/protocols/datum";
import type { Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { datumOf, givenOut, heldReserves, holdsOne, sameFee } from "@/lib/protocols/pool-parts";

const thousandth = 1_000n;
const finest = 100_000n;

/**
 * `poolNft, x, y, lq, feeNum, …`: what of a thousand counts, in newer pools of a hundred thousand. Spectrum's and
 * TeddySwap's pools; no recorded swap proves them. Anybody may open a pool, with an NFT of its own.
 */
function read(utxo: PoolUtxo): Pool | null {
  const data = datumOf(utxo);
  const poolUnit = assetAt(data, 0);
  if (!holdsOne(utxo.value, poolUnit)) return null;
  const [lpUnit, counts] = [assetAt(data, 3), intAt(data, 4)];
  const denominator = counts > thousandth ? finest : thousandth;
  const reserves = heldReserves(utxo.value, [
    [assetAt(data, 1), 0n],
    [assetAt(data, 2), 0n],
  ]);
  return {
    poolUnit,
    lpUnit,
    supply: givenOut(utxo.value, lpUnit),
    reserves,
    fees: sameFee(reserves, { numerator: denominator - counts, denominator }),
    curve: { kind: "product" },
  };
}

/** LP tokens have a policy each, so that no pool is told by its LP token alone. */
export const spectrumPools: PoolReader = { poolUnit: () => null, read };
