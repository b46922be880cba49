import { addressAt, assetAt, hashAt, intAt } from "@/lib/protocols/datum";
import type { OrderTerms, OrderUtxo } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";

/** `ownerPkh, ownerAddress, offered, original, remaining, asked, price, nft, start, end, fills, maker fee, …`. */
function readOrder({ data, network }: OrderUtxo): OrderTerms {
  return {
    kind: "limit",
    owners: [hashAt(data, 0)],
    receiver: addressAt(data, network, 1),
    offered: new Map([[assetAt(data, 2), intAt(data, 4)]]),
    isOfferExact: true,
    wanted: [{ unit: assetAt(data, 5), minimum: null }],
    maxFeeLovelace: intAt(data, 11),
    depositLovelace: null,
  };
}

export const geniusyield = {
  id: "geniusyield",
  name: "GeniusYield",
  kind: "dex",
  site: "https://www.geniusyield.co",
  scripts: [
    {
      role: "order",
      grade: "B",
      source: "theeldermillenial/charli3-dendrite:src/charli3_dendrite/dexs/ob/geniusyield.py",
      note: "partial order (registry: DEX)",
      hashes: ["edfff663d37fc5f9753bc4222e0da2bfe08aa48db0837d2c329adeb3"],
    },
    {
      role: "staking",
      grade: "B",
      source: "cardananium/cquisitor:src/utils/protocols/danogo/constants.ts",
      hashes: ["c652c19ea10ab025a2b0880682f96a2794d7cea9bc4782645c0e114c"],
    },
  ],
  policies: [
    {
      role: "position",
      grade: "A",
      source: "cardananium/cquisitor:src/utils/protocols/geniusyield/constants.ts",
      note: "order NFT V1",
      hashes: ["22f6999d4effc0ade05f6e1a70b702c65d6b3cdf0e301e4a8267f585"],
    },
    {
      role: "position",
      grade: "B",
      source: "IndigoProtocol/iris:src/dex/GeniusYieldAnalyzer.ts",
      note: "second V1 policy",
      hashes: ["642c1f7bf79ca48c0f97239fcb2f3b42b92f2548184ab394e1e1e503"],
    },
    {
      role: "auth",
      grade: "A",
      source: "geniusyield/dex-contracts-api:geniusyield-dex-api/src/GeniusYield/Api/Dex/Constants.hs",
      hashes: ["fae686ea8f21d567841d703dea4d4221c2af071a6f2b433ff07c0af2"],
    },
  ],
  readOrder,
  cancelAlternative: 0,
} as const satisfies Protocol;
