import type { Protocol } from "@/lib/protocols/protocol";

export const iagon = {
  id: "iagon",
  name: "Iagon staking",
  kind: "staking",
  site: "https://iagon.com",
  scripts: [
    {
      role: "staking",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/iagon/index.js",
      note: "node staking; same hash = node NFT policy; delegated staking; same hash = NFT policy",
      hashes: [
        "ac35ee89c26b1e582771ed05af54b67fd7717bbaebd7f722fbf430d6",
        "faecb80eee6cadf9dac5184263ed4d164b38fe71d4f6f55e8f6b0da0",
      ],
    },
  ],
  policies: [
    {
      role: "position",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/iagon/index.js",
      hashes: [
        "ac35ee89c26b1e582771ed05af54b67fd7717bbaebd7f722fbf430d6",
        "faecb80eee6cadf9dac5184263ed4d164b38fe71d4f6f55e8f6b0da0",
      ],
    },
  ],
} as const satisfies Protocol;
