import { addressAt, alternativeAt, DatumError, hashAt } from "@/lib/protocols/datum";
import { tokenOrAda, type OrderTerms, type OrderUtxo } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";

const actionCount = 4;

/** `action (mint or burn of DJED or SHEN), creator, rate, …`. */
function readOrder({ data, value, network }: OrderUtxo): OrderTerms {
  if (alternativeAt(data, 0) >= actionCount) throw new DatumError("the action is unknown");
  return {
    kind: "swap",
    owners: [hashAt(data, 1, 0, 0)],
    receiver: addressAt(data, network, 1),
    offered: tokenOrAda(value, 0n),
    isOfferExact: false,
    wanted: [],
    maxFeeLovelace: null,
    depositLovelace: null,
  };
}

export const djed = {
  id: "djed",
  name: "Djed",
  kind: "cdp",
  site: "https://djed.xyz",
  scripts: [
    {
      role: "pool",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/djed-alliance/index.js",
      note: "reserve (current)",
      hashes: ["f780e15a96aa9ddeedd419404a9bb14c09a4c8deac716edeba87fe54"],
    },
    {
      role: "order",
      grade: "B",
      source: "artifex-labs/open-djed:packages/registry/src/index.ts",
      note: "order address (current)",
      hashes: ["021a32ee5621d4e94df1d9bef6baa284a7cc75ba51bb5fb804c6c471"],
    },
    {
      role: "oracle",
      grade: "B",
      source: "artifex-labs/open-djed:packages/registry/src/index.ts",
      note: "oracle (current)",
      hashes: ["89829415a9cdfb32a05122b1f0c0f495b80f57b00087bb62116651e8"],
    },
    {
      role: "pool",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/Djed.json",
      note: "reserves V1; reserves",
      hashes: [
        "d45f74956ff0d9a37d59f4f3bfad99d2797d8ccf77bcdc7c984da7f4",
        "61161584261621d4dd4307d238fe23043ce8180780e5718048a692a8",
        "b3b8c8a67790404c647ed2dbdb9e40c62e3fcff37054c34713adf9d2",
      ],
    },
    {
      role: "order",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/Djed.json",
      note: "order ticket holder V1",
      hashes: ["8952dc463eb173e8f71c78229fe071c3eca694968c71f61ee3491ebd"],
    },
    {
      role: "oracle",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/Djed.json",
      hashes: ["8c6a730759f61b9089f0370cf986a2775d143cbf75c1f1fa6c932ab0"],
    },
  ],
  policies: [
    {
      role: "token",
      grade: "A",
      source: "minswap/sdk:src/types/constants.ts",
      note: "DJED 446a65644d6963726f555344, SHEN 5368656e4d6963726f555344, thread NFT 446a6564537461626c65436f696e4e4654",
      hashes: ["8db269c3ec630e06ae29f74bc39edd1f87c819f1056206e879a1cd61"],
    },
    {
      role: "position",
      grade: "B",
      source: "artifex-labs/open-djed:packages/registry/src/index.ts",
      note: "DjedOrderTicket current",
      hashes: ["04ea363a127872366ef2d3186325a25a5cee8826ff8a79dc7c8fa671"],
    },
    {
      role: "position",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/Djed.json",
      note: "old",
      hashes: [
        "b7bf238c97a8f1b292b4e86416ae8496ecc2aac9b67c47360a0ef05e",
        "0ccb659135a7098d40b5eaf97680c4d672ace8b13b750e95362f59ff",
      ],
    },
    {
      role: "auth",
      grade: "B",
      source: "artifex-labs/open-djed:packages/registry/src/index.ts",
      hashes: ["815aca02042ba9188a2ca4f8ce7b276046e2376b4bce56391342299e"],
    },
  ],
  readOrder,
} as const satisfies Protocol;
