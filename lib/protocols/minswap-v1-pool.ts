import type { Unit } from "@/lib/cardano/brand";
import { lovelace, splitUnit, unitOf } from "@/lib/cardano/unit";
import { assetAt, intAt, unitFrom } from "@/lib/protocols/datum";
import type { Fee, Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { heldReserves, holdsOne, sameFee, soleUnit } from "@/lib/protocols/pool-parts";

const factoryToken = unitOf("13aa2accf2e1561723aa26871e071fdf32c867cff7e7d50ad470d62f", "4d494e53574150");
const nftPolicy = "0be55d262b29f564998ff81efe21bdc0022621c12f15af08d0f2ddb1";
const lpPolicy = "e4214b7cce62ac6fbba385d164df48e157eae5863521b4b67ca71d86";
const fee: Fee = { numerator: 30n, denominator: 10_000n };

/** LP token and pool NFT have one name, under two policies; in the first deployment under two others. */
const nftPolicies: Readonly<Record<string, string>> = {
  [lpPolicy]: nftPolicy,
  e0baa1f0887a766daf5196f92c88728e356e71255c5ad00866607484: "5178cc70a14405d3248e415d1a120c61d2aa74b4cee716d475b1495e",
};

/** Both assets without the datum: what lies there beside the protocol's own tokens, in the order of their units. */
function assetsFrom(value: PoolUtxo["value"], own: readonly Unit[]): [Unit, Unit] | null {
  const tokens = [...value.keys()].filter((unit) => unit !== lovelace && !own.includes(unit)).sort();
  const [a, b] = tokens.length === 1 ? [lovelace, ...tokens] : tokens;
  return a === undefined || b === undefined || tokens.length > 2 ? null : [a, b];
}

/** `assetA, assetB, totalLiquidity, …`; the pool can be priced without. */
function read({ value, data }: PoolUtxo): Pool | null {
  const poolUnit = soleUnit(value, nftPolicy, () => true);
  if (poolUnit === null || !holdsOne(value, poolUnit) || !holdsOne(value, factoryToken)) return null;
  const lpUnit = unitFrom(lpPolicy, splitUnit(poolUnit)?.assetName ?? "");
  const assets =
    data === null ? assetsFrom(value, [poolUnit, factoryToken, lpUnit]) : [assetAt(data, 0), assetAt(data, 1)];
  if (assets === null) return null;
  const reserves = heldReserves(
    value,
    assets.map((unit) => [unit, 0n] as const),
  );
  const supply = data === null ? null : intAt(data, 2);
  return { poolUnit, lpUnit, supply, reserves, fees: sameFee(reserves, fee), curve: { kind: "product" } };
}

export const minswapV1Pools: PoolReader = {
  poolUnit: (lp) => {
    const parts = splitUnit(lp);
    const policy = nftPolicies[parts?.policyId ?? ""];
    return parts === null || policy === undefined ? null : unitFrom(policy, parts.assetName);
  },
  read,
};
