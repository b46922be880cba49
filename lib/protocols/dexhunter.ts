import type { Protocol } from "@/lib/protocols/protocol";

export const dexhunter = {
  id: "dexhunter",
  name: "DexHunter",
  kind: "aggregator",
  site: "https://dexhunter.io",
  scripts: [
    {
      role: "order",
      orderKind: "stop",
      grade: "A",
      source: "StricaHQ/cardano-contracts-registry:projects/dexhunter.json",
      note: "stop-loss contract",
      hashes: ["6ec4acc3fbbd570ada625f24902777cec5d7a349fa0f3c7ba87b0cff"],
    },
    {
      role: "order",
      orderKind: "dca",
      grade: "B",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/DexHunter.json",
      note: "DCA execute",
      hashes: ["97f1732964905b3c71d12163968814ac5f3be77abc94830a84d32cf9"],
    },
  ],
  policies: [],
} as const satisfies Protocol;
