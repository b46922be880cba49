import { addressAt, hashAt, hexAt, intAt, unitFrom } from "@/lib/protocols/datum";
import type { OrderTerms, OrderUtxo } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";

/** `owner, offered (policy, name, amount), asked (policy, name, amount), expiry, outRef`. */
function readOrder({ data, network }: OrderUtxo): OrderTerms {
  return {
    kind: "limit",
    owners: [hashAt(data, 0, 0, 0)],
    receiver: addressAt(data, network, 0),
    offered: new Map([[unitFrom(hexAt(data, 1), hexAt(data, 2)), intAt(data, 3)]]),
    isOfferExact: true,
    wanted: [{ unit: unitFrom(hexAt(data, 4), hexAt(data, 5)), minimum: intAt(data, 6) }],
    maxFeeLovelace: null,
    depositLovelace: null,
  };
}

export const saturnswap = {
  id: "saturnswap",
  name: "SaturnSwap",
  kind: "dex",
  site: "https://saturnswap.io",
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/saturnswap/index.js",
      hashes: ["1af84a9e697e1e7b042a0a06f061e88182feb9e9ada950b36a916bd5"],
    },
    {
      role: "stake_key",
      use: "key",
      grade: "C",
      source: "cardananium/cquisitor:src/utils/protocols/saturnswap/constants.ts",
      note: "seen in a recorded transaction",
      hashes: ["5ea481523030b23a495286ca1a18bd141a493e9b5a19d889953f6cdb"],
    },
  ],
  policies: [],
  readOrder,
} as const satisfies Protocol;
