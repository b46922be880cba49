import type { Unit } from "@/lib/cardano/brand";
import type { PlutusData } from "@/lib/cardano/plutus-data";
import { cswapLpPolicies } from "@/lib/protocols/cswap-lp-policies";
import { cswapPools } from "@/lib/protocols/cswap-pool";
import { addressAt, alternativeAt, hashAt, hexAt, intAt, itemsAt, unitFrom } from "@/lib/protocols/datum";
import type { OrderKind, OrderTerms, OrderUtxo } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";

const kinds: readonly OrderKind[] = ["swap", "zap_in", "zap_out"];

/** `[[policy, name, amount], …]`. */
function quantitiesAt(data: PlutusData, field: number): [Unit, bigint][] {
  return itemsAt(data, field).map((row) => [unitFrom(hexAt(row, 0), hexAt(row, 1)), intAt(row, 2)]);
}

/** `owner, target, input, type, slippage, fee`. */
function readOrder({ data, network }: OrderUtxo): OrderTerms {
  return {
    kind: kinds[alternativeAt(data, 3)] ?? "other",
    owners: [hashAt(data, 0, 0, 0)],
    receiver: addressAt(data, network, 0),
    offered: new Map(quantitiesAt(data, 2)),
    isOfferExact: true,
    wanted: quantitiesAt(data, 1).map(([unit, minimum]) => ({ unit, minimum })),
    maxFeeLovelace: null,
    depositLovelace: null,
  };
}

export const cswap = {
  id: "cswap",
  name: "CSWAP",
  kind: "dex",
  site: "https://www.cswap.fi",
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/cswap-dex/index.js",
      note: "order",
      hashes: ["da5b47aed3955c9132ee087796fa3b58a1ba6173fa31a7bc29e56d4e"],
    },
    {
      role: "pool",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/cswap-dex/index.js",
      note: "pool",
      hashes: ["ed97e0a1394724bb7cb94f20acf627abc253694c92b88bf8fb4b7f6f"],
    },
    {
      role: "staking",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/cswap-dex/index.js",
      hashes: ["1b26cc41dcd8530a4ba9ae584922b5957c365583a25eda8770597a6b"],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "B",
      source: "cardano/protocols.json lp_policies",
      hashes: cswapLpPolicies,
    },
  ],
  readOrder,
  pools: cswapPools,
  cancelAlternative: 0,
} as const satisfies Protocol;
