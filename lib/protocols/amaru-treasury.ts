import type { Protocol } from "@/lib/protocols/protocol";

/** Treasuries of the Intersect budget run SundaeSwap's treasury contracts; each treasury's script is its own. */
export const amaruTreasury = {
  id: "amaru-treasury",
  name: "the Amaru treasury",
  kind: "treasury",
  site: "https://github.com/SundaeSwap-finance/treasury-contracts",
  metadataLabels: ["1694"],
  scripts: [
    {
      role: "treasury",
      grade: "C",
      source: "lambdasistemi/amaru-treasury-tx:transactions",
      note: "network compliance; seen in recorded transactions that carry label 1694",
      hashes: ["32201dc1e82708364c6c42a53f89f675314bb9ad5da2734aa10baa0d"],
    },
  ],
  policies: [],
} as const satisfies Protocol;
