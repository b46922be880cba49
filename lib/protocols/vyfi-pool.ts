import type { Unit } from "@/lib/cardano/brand";
import { lovelace, parseUnit, splitUnit } from "@/lib/cardano/unit";
import { intAt } from "@/lib/protocols/datum";
import type { Fee, Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { datumOf, heldReserves, holdsOne, sameFee } from "@/lib/protocols/pool-parts";
import { vyfiPools } from "@/lib/protocols/vyfi-pools";

const pairs = new Map(
  vyfiPools
    .trim()
    .split("\n")
    .map((line) => line.split(" "))
    .map(([, script = "", a = "", b = ""]) => [script, [parseUnit(a), parseUnit(b)] as const]),
);

/** NFTs as recorded transactions and public readers show them; those of other pools are not published with their scripts. */
const nfts: Readonly<Record<string, string>> = {
  "232c10966ce4d8e67c2eae17bb57c2cf4854a57509a752fbb3c02bd1":
    "96c31772282e6ae5c629120471c5bbcdef538226b31b97d74c50ca3c",
  "04321298f7df820d6f7550f5f3a5e5aa2fc1b0a646b351f663038684":
    "27dd6f6398d16dd1d138c313aa80619ce45d94ba526b3882d32a66bd",
  "694490530fd3abcf89aad027583203b2735080f4e841e6e189ac40ec":
    "f7f9777979a2a96777823f149e6696954f43967fc56cfc7095a33f98",
};

/** The one token beside the pair, without a name and alone of its kind. */
function nftIn({ script, value }: PoolUtxo, pair: readonly Unit[]): Unit | null {
  const others = [...value.keys()].filter((unit) => unit !== lovelace && !pair.includes(unit));
  const [nft] = others;
  if (nft === undefined || others.length > 1 || !holdsOne(value, nft)) return null;
  const known = nfts[script];
  return splitUnit(nft)?.assetName === "" && (known === undefined || known === nft) ? nft : null;
}

/** 0.2 % stay with the pool, 0.1 % go to the treasury. */
const fee: Fee = {
  numerator: 30n,
  denominator: 10_000n,
  parts: [
    { numerator: 20n, rounded: "down" },
    { numerator: 10n, rounded: "down" },
  ],
};

/** Belongs to neither reserve: without it c7157d4d… paid one in a million too much, and d6cd8d0d… minted too few LP tokens. */
const keptLovelace = 2_000_000n;

/** `treasuryA, treasuryB, issuedLP`; the script tells the pair. */
function read(utxo: PoolUtxo): Pool | null {
  const pair = pairs.get(utxo.script);
  const poolUnit = pair === undefined ? null : nftIn(utxo, pair);
  if (pair === undefined || poolUnit === null) return null;
  const data = datumOf(utxo);
  const reserves = heldReserves(
    utxo.value,
    [
      [pair[0], intAt(data, 0)],
      [pair[1], intAt(data, 1)],
    ],
    keptLovelace,
  );
  const supply = intAt(data, 2);
  return { poolUnit, lpUnit: null, supply, reserves, fees: sameFee(reserves, fee), curve: { kind: "product" } };
}

/** LP tokens have a policy each, which no table tells. */
export const vyfiReader: PoolReader = { poolUnit: () => null, read };
