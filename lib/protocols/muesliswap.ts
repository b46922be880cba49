import { addressAt, alternativeAt, hashAt, hexAt, intAt, itemsAt, unitFrom } from "@/lib/protocols/datum";
import { muesliswapPools } from "@/lib/protocols/muesliswap-pool";
import { offeredFrom, tokenOrAda, type OrderKind, type OrderTerms, type OrderUtxo } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";

const batchSteps: readonly OrderKind[] = ["deposit", "withdraw", "zap_in"];

/** Version 0 and 1: `((creatorPkh, buyPolicy, buyName, buyAmount))`. */
function readOldBook({ data, value }: OrderUtxo): OrderTerms {
  return {
    kind: "limit",
    owners: [hashAt(data, 0, 0)],
    receiver: null,
    offered: tokenOrAda(value, 0n),
    isOfferExact: false,
    wanted: [{ unit: unitFrom(hexAt(data, 0, 1), hexAt(data, 0, 2)), minimum: intAt(data, 0, 3) }],
    maxFeeLovelace: null,
    depositLovelace: null,
  };
}

/** `((creator, buyPolicy, buyName, sellPolicy, sellName, buyAmount, allowPartial, lovelaceAttached))`. */
function readBook({ data, value, network }: OrderUtxo): OrderTerms {
  const sold = unitFrom(hexAt(data, 0, 3), hexAt(data, 0, 4));
  const attached = intAt(data, 0, 7);
  const held = value.get(sold) ?? 0n;
  return {
    kind: "limit",
    owners: [hashAt(data, 0, 0, 0, 0)],
    receiver: addressAt(data, network, 0, 0),
    offered: new Map([[sold, sold === "lovelace" ? held - attached : held]]),
    isOfferExact: true,
    wanted: [{ unit: unitFrom(hexAt(data, 0, 1), hexAt(data, 0, 2)), minimum: intAt(data, 0, 5) }],
    maxFeeLovelace: null,
    depositLovelace: null,
  };
}

/** `sender, receiver, receiverDatumHash, step, batcherFee, outputAda, poolNftName, scriptVersion`. */
function readBatch({ data, value, network }: OrderUtxo): OrderTerms {
  const kind = batchSteps[alternativeAt(data, 3)] ?? "other";
  const [maxFeeLovelace, depositLovelace] = [intAt(data, 4), intAt(data, 5)];
  return {
    kind,
    owners: [hashAt(data, 0, 0, 0)],
    receiver: addressAt(data, network, 1),
    offered: offeredFrom(kind, value, maxFeeLovelace + depositLovelace),
    isOfferExact: true,
    wanted: [],
    maxFeeLovelace,
    depositLovelace,
  };
}

function readOrder(order: OrderUtxo): OrderTerms {
  const fields = itemsAt(order.data).length;
  if (fields > 1) return readBatch(order);
  return itemsAt(order.data, 0).length > 4 ? readBook(order) : readOldBook(order);
}

export const muesliswap = {
  id: "muesliswap",
  name: "MuesliSwap",
  kind: "dex",
  site: "https://muesliswap.com",
  metadataLabels: ["1000", "1002", "1003", "1004", "1005", "1007", "1008", "1009"],
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "cardananium/cquisitor:src/utils/protocols/muesliswap/constants.ts",
      note: "order book v0",
      hashes: ["ea184d0a7e640c4b5daa3f2cef851e75477729c2fd89f6ffbed7874c"],
    },
    {
      role: "order",
      grade: "A",
      source: "MuesliSwapTeam/muesliswap-dex-analytics:querier/patterns.py",
      note: "order book v1; order book v2 (partial match); order book v3; order book v4 (current)",
      hashes: [
        "15b95fdaceeb507073a1bd198803373beeafbd82560fbf8abe9073ff",
        "f1ec90d33208778214cdc7fa90858ac5620253d99f84c10335928cab",
        "fea3f75281aa7f3f9f1a488030006cecd96290e9d3e7921a6b10c903",
        "00fb107bfbd51b3a5638867d3688e986ba38ff34fb738f5bd42b20d5",
      ],
    },
    {
      role: "pool",
      grade: "A",
      source: "theeldermillenial/charli3-dendrite:src/charli3_dendrite/dexs/amm/muesli.py",
      note: "AMM pool v1",
      hashes: ["e8baad9288dc9abdc099b46f2ac006b1a82c7df4996e067f00c04e8d"],
    },
    {
      role: "pool",
      grade: "A",
      source: "MuesliSwapTeam/muesliswap-cardano-pool-contracts:dex/plutus/pool.addr",
      note: "AMM pool v2",
      hashes: ["7045237d1eb0199c84dffe58fe6df7dc5d255eb4d418e4146d5721f8"],
    },
    {
      role: "order",
      grade: "B",
      source: "StricaHQ/cardano-contracts-registry:projects/muesliswap.json",
      note: "batch order v1; CLP batch order",
      hashes: [
        "1b3c5a646a018e0cfbd40fba97518c8e955e5869f0afd4f8c568493e",
        "fc8fbdf64f25e04ec78052aa1a997b93867608951608fd74ca2fa83b",
      ],
    },
    {
      role: "order",
      grade: "A",
      source: "MuesliSwapTeam/muesliswap-cardano-pool-contracts:dex/plutus/batch_order.addr",
      note: "batch order v2",
      hashes: ["73ede893f547edbd25da6953fda33caacd01f44047922bf7c5ceb951"],
    },
    {
      role: "pool",
      grade: "A",
      source: "cardananium/cquisitor:src/utils/protocols/muesliswap/constants.ts",
      note: "CLP pool",
      hashes: ["4136eeede1a49030451ee3a09d900959bafeafd9b536e59345ac780f"],
    },
    {
      role: "vault",
      grade: "B",
      source: "StricaHQ/cardano-contracts-registry:projects/muesliswap.json",
      note: "vault (MILK)",
      hashes: ["0454355b392202e594ce74be2f5ff9ae64c6ac0fbb45cb676f8078a2"],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "B",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/MuesliSwap.json",
      note: "AMM v1 LP; CLP LP",
      hashes: [
        "8c9a2d459d2d8dc7c11192f971ab647fac65833121b7e8181e583c64",
        "6e3af9667763e915c9b3a901d3092625d515c2ad6d575eac92582aa8",
      ],
    },
    {
      role: "lp",
      grade: "A",
      source: "MuesliSwapTeam/muesliswap-cardano-pool-contracts:dex/plutus/lp_policyid",
      note: "AMM v2 LP",
      hashes: ["af3d70acf4bd5b3abb319a7d75c89fb3e56eafcdd46b2e9b57a2557f"],
    },
    {
      role: "factory",
      grade: "A",
      source: "IndigoProtocol/dexter:docs/providers/data.md",
      note: "name 4d7565736c69537761705f414d4d",
      hashes: ["ffcdbb9155da0602280c04d8b36efde35e3416567f9241aff0955269"],
    },
    {
      role: "factory",
      grade: "A",
      source: "MuesliSwapTeam/muesliswap-cardano-pool-contracts:dex/plutus/factory_policyid",
      note: "name 4d7565736c69537761705f414d4d",
      hashes: ["de9b756719341e79785aa13c164e7fe68c189ed04d61c9876b2fe53f"],
    },
    {
      role: "pool_nft",
      grade: "A",
      source: "cardananium/cquisitor:src/utils/protocols/muesliswap/constants.ts",
      note: "CLP",
      hashes: ["f33bf12af1c23d660e29ebb0d3206b0bfc56ffd87ffafe2d36c42a45"],
    },
    {
      role: "pool_nft",
      grade: "B",
      source: "IndigoProtocol/dexter:src/dex/muesliswap.ts",
      hashes: ["7a8041a0693e6605d010d5185b034d55c79eaf7ef878aae3bdcdbf67"],
    },
    {
      role: "pool_nft",
      grade: "A",
      source: "MuesliSwapTeam/muesliswap-cardano-pool-contracts:dex/plutus/nft_policyid",
      hashes: ["909133088303c49f3a30f1cc8ed553a73857a29779f6c6561cd8093f"],
    },
  ],
  readOrder,
  pools: muesliswapPools,
} as const satisfies Protocol;
