import type { Protocol } from "@/lib/protocols/protocol";

export const strike = {
  id: "strike",
  name: "Strike Finance",
  kind: "perpetuals",
  site: "https://strikefinance.org",
  scripts: [
    {
      role: "order",
      grade: "A",
      source: "cardananium/cquisitor:src/utils/protocols/strike/constants.ts",
      note: "perpetual orders",
      hashes: ["1e0c1a445e185485277c044d77d2b1aaf80aa489a28a4c1e11ec8df0"],
    },
    {
      role: "pool",
      grade: "A",
      source: "cardananium/cquisitor:src/utils/protocols/strike/constants.ts",
      note: "liquidity pool",
      hashes: ["148c5cbcebfcf7f62d4555171b0e354273eb759929c8f410d6a1fe03"],
    },
    {
      role: "staking",
      grade: "B",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/StrikeFinance.json",
      note: "V1 staking (registry hash text differs, address wins); V2 staking (address wins)",
      hashes: [
        "37ec634d8f988ba9157f31bc7f024a6a2d8b8d483fa082de62d43bd1",
        "497a8b0085517f1c9065cf3006af4c266454b39c6fa32a9d116c75ee",
      ],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "B",
      source: "cardano/protocols.json lp_policies",
      hashes: ["339c9e27a305538bea1b45829b757c5988381e9a1dada352508299f6"],
    },
  ],
} as const satisfies Protocol;
