import type { Protocol } from "@/lib/protocols/protocol";

export const cerra = {
  id: "cerra",
  name: "Cerra",
  kind: "lending",
  site: "https://cerra.io",
  scripts: [
    {
      role: "pool",
      grade: "B",
      source: "DefiLlama/DefiLlama-Adapters:projects/cerra/index.js",
      note: "AMM pool",
      hashes: ["3e7e7b0e2c5052a159d1f008d95eeb7c369c3a2122441599823b71f2"],
    },
    {
      role: "order",
      grade: "B",
      source: "DefiLlama/DefiLlama-Adapters:projects/cerra/index.js",
      note: "AMM batcher order",
      hashes: ["32a3548883f31e79c13b5403ab92d3d0c4e54e9230a3d72cb1fb4c24"],
    },
    {
      role: "loan",
      grade: "B",
      source: "DefiLlama/DefiLlama-Adapters:projects/cerra/index.js",
      note: "P2P lending",
      hashes: ["fc7fa1cfd7b5b4db904bd2ab95df8ba8050b8fb7c7fc776cd214ec8f"],
    },
  ],
  policies: [
    {
      role: "lp",
      grade: "B",
      source: "cardano/protocols.json lp_policies",
      hashes: ["df629edc2fa5d501c827a4d6400a164a5612e1699069dd7f14d8ee23"],
    },
  ],
} as const satisfies Protocol;
