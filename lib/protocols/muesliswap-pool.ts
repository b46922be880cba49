import type { Unit } from "@/lib/cardano/brand";
import { splitUnit, unitOf } from "@/lib/cardano/unit";
import { assetAt, intAt, unitFrom } from "@/lib/protocols/datum";
import type { Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { datumOf, heldReserves, holdsOne, sameFee, soleUnit } from "@/lib/protocols/pool-parts";

interface Version {
  readonly factoryToken: Unit;
  readonly nftPolicy: string;
  readonly lpPolicy: string;
}

/** "MuesliSwap_AMM". */
const factoryName = "4d7565736c69537761705f414d4d";
const version = (factory: string, nftPolicy: string, lpPolicy: string): Version => ({
  factoryToken: unitOf(factory, factoryName),
  nftPolicy,
  lpPolicy,
});

/** Concentrated pools have a third script and are not read: their reserves alone tell no price. */
const concentrated = {
  lpPolicy: "6e3af9667763e915c9b3a901d3092625d515c2ad6d575eac92582aa8",
  nftPolicy: "f33bf12af1c23d660e29ebb0d3206b0bfc56ffd87ffafe2d36c42a45",
};

/** By pool script. */
const versions: Readonly<Record<string, Version>> = {
  e8baad9288dc9abdc099b46f2ac006b1a82c7df4996e067f00c04e8d: version(
    "ffcdbb9155da0602280c04d8b36efde35e3416567f9241aff0955269",
    "7a8041a0693e6605d010d5185b034d55c79eaf7ef878aae3bdcdbf67",
    "8c9a2d459d2d8dc7c11192f971ab647fac65833121b7e8181e583c64",
  ),
  "7045237d1eb0199c84dffe58fe6df7dc5d255eb4d418e4146d5721f8": version(
    "de9b756719341e79785aa13c164e7fe68c189ed04d61c9876b2fe53f",
    "909133088303c49f3a30f1cc8ed553a73857a29779f6c6561cd8093f",
    "af3d70acf4bd5b3abb319a7d75c89fb3e56eafcdd46b2e9b57a2557f",
  ),
};

/** `assetA, assetB, totalLiquidity, swapFee per 10,000, …`. No recorded swap proves it. */
function read(utxo: PoolUtxo): Pool | null {
  const known = versions[utxo.script];
  if (known === undefined) return null;
  const poolUnit = soleUnit(utxo.value, known.nftPolicy, () => true);
  if (poolUnit === null || !holdsOne(utxo.value, poolUnit) || !holdsOne(utxo.value, known.factoryToken)) return null;
  const data = datumOf(utxo);
  const reserves = heldReserves(utxo.value, [
    [assetAt(data, 0), 0n],
    [assetAt(data, 1), 0n],
  ]);
  return {
    poolUnit,
    lpUnit: unitFrom(known.lpPolicy, splitUnit(poolUnit)?.assetName ?? ""),
    supply: intAt(data, 2),
    reserves,
    fees: sameFee(reserves, { numerator: intAt(data, 3), denominator: 10_000n }),
    curve: { kind: "product" },
  };
}

export const muesliswapPools: PoolReader = {
  /** LP token and pool NFT have one name. */
  poolUnit: (lp) => {
    const parts = splitUnit(lp);
    const known = [...Object.values(versions), concentrated].find(({ lpPolicy }) => lpPolicy === parts?.policyId);
    return parts === null || known === undefined ? null : unitFrom(known.nftPolicy, parts.assetName);
  },
  read,
};
