import type { Protocol } from "@/lib/protocols/protocol";

export const optim = {
  id: "optim",
  name: "Optim Finance",
  kind: "staking",
  site: "https://optim.finance",
  scripts: [
    {
      role: "staking",
      grade: "C",
      source: "cardananium/cquisitor:src/utils/protocols/optim/constants.ts",
      hashes: ["b37e1190853f6ccf68cdccf1f5776cb5cf36419a3b020a2eedea74f8"],
    },
    {
      role: "offer",
      grade: "C",
      source: "cardananium/cquisitor:src/utils/protocols/optim/constants.ts",
      note: "stake auction bid",
      hashes: ["54e67eb61823f5d59026facb2cf5c2a1fd216ef8a9a64ff5761710f9"],
    },
    {
      role: "order",
      grade: "C",
      source: "cardananium/cquisitor:src/utils/protocols/optim/constants.ts",
      note: "batch stake",
      hashes: ["903d444cc678f9a5993e6f260325e63d193e9d976a6c389e95c9c08e"],
    },
    {
      role: "bond",
      grade: "B",
      source: "cardananium/cquisitor:src/utils/protocols/danogo/constants.ts",
      note: "active bond",
      hashes: ["52c3116ed9dac7f6eb898f83657b8af954d7d6e81a834f243ef9abc8"],
    },
    {
      role: "bond",
      grade: "A",
      source: "cardananium/cquisitor:src/utils/protocols/danogo/constants.ts",
      note: "open bond / position",
      hashes: ["1d2390bab44f6267c0145456dc2f5f8ea2586fcb0aadac5525d9a406"],
    },
  ],
  policies: [
    {
      role: "token",
      grade: "A",
      source: "splashprotocol/splash-offchain-multiplatform:splash-testing-cardano/src/stablePool/stablePool.ts",
      note: "OADA (empty name)",
      hashes: ["f6099832f9563e4cf59602b3351c3c5a8a7dda2d44575ef69b82cf8d"],
    },
    {
      role: "token",
      grade: "B",
      source: "cardananium/cquisitor:src/utils/protocols/optim/constants.ts",
      note: "sOADA (empty name)",
      hashes: ["02a574e2f048e288e2a77f48872bf8ffd61d73f9476ac5a83601610b"],
    },
    {
      role: "position",
      grade: "B",
      source: "cardananium/cquisitor:src/utils/protocols/danogo/constants.ts",
      note: "bond tokens",
      hashes: ["53fb41609e208f1cd3cae467c0b9abfc69f1a552bf9a90d51665a4d6"],
    },
    {
      role: "position",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/OptimFinance.json",
      note: "borrower token",
      hashes: ["68fa031807f52dfea48be90d3ba788935386126b63463c84c31baac0"],
    },
    {
      role: "token",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/OptimFinance.json",
      note: "EQT",
      hashes: [
        "4702f1ff21a54f728a59b3f5f0f351891c99015a2158b816c721ea72",
        "fa5c32107aeb17a87a8145776e02193611fae5a19719910ef5f7b83f",
        "5fb0abdfd1b8d096da6ffd7d3f5a8212a318447528f91a925e7fcd0f",
        "9a3ed6b29dda73af0a4fb34c4134abf6621b415cdffc6102e9d9f4d0",
      ],
    },
  ],
} as const satisfies Protocol;
