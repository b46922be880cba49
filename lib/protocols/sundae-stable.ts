import type { Protocol } from "@/lib/protocols/protocol";

export const sundaeStable = {
  id: "sundae-stable",
  name: "SundaeSwap Stableswap",
  kind: "dex",
  site: "https://sundae.fi",
  scripts: [],
  policies: [
    {
      role: "lp",
      grade: "B",
      source: "cardano/protocols.json lp_policies",
      hashes: ["4de79a0c17180030bff4c36825cb6e99caa007bc632f789561a26d56"],
    },
  ],
} as const satisfies Protocol;
