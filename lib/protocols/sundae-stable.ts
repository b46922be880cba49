import type { Protocol } from "@/lib/protocols/protocol";
import { sundaeStablePools } from "@/lib/protocols/sundae-stable-pool";

export const sundaeStable = {
  id: "sundae-stable",
  name: "SundaeSwap Stableswap",
  kind: "dex",
  site: "https://sundae.fi",
  scripts: [
    {
      role: "pool",
      grade: "B",
      source: "cardano/protocols.json sundae-stable",
      note: "same hash is LP and pool-NFT policy",
      hashes: ["4de79a0c17180030bff4c36825cb6e99caa007bc632f789561a26d56"],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "B",
      source: "cardano/protocols.json lp_policies",
      hashes: ["4de79a0c17180030bff4c36825cb6e99caa007bc632f789561a26d56"],
    },
  ],
  pools: sundaeStablePools,
} as const satisfies Protocol;
