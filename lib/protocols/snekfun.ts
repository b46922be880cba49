import type { Protocol } from "@/lib/protocols/protocol";

export const snekfun = {
  id: "snekfun",
  name: "Snek.fun",
  kind: "dex",
  site: "https://snek.fun",
  scripts: [
    {
      role: "pool",
      grade: "B",
      source: "cardananium/cquisitor:src/utils/protocols/snekfun/constants.ts",
      note: "bonding curve pool",
      hashes: ["905ab869961b094f1b8197278cfe15b45cbe49fa8f32c6b014f85a2d"],
    },
  ],
  policies: [
    {
      role: "pool_nft",
      grade: "C",
      source: "cardananium/cquisitor:src/utils/protocols/snekfun/constants.ts",
      note: "seen in a recorded transaction",
      hashes: ["63f947b8d9535bc4e4ce6919e3dc056547e8d30ada12f29aa5f826b8"],
    },
  ],
} as const satisfies Protocol;
