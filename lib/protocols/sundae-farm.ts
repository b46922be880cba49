import type { Protocol } from "@/lib/protocols/protocol";

export const sundaeFarm = {
  id: "sundae-farm",
  name: "SundaeSwap farms",
  kind: "farm",
  site: "https://sundae.fi",
  scripts: [
    {
      role: "farm",
      grade: "A",
      source: "SundaeSwap-finance/sundae-sdk:packages/core/src/TxBuilders/TxBuilder.V1.class.ts",
      note: "yield farming V2 positions",
      hashes: ["73275b9e267fd927bfc14cf653d904d1538ad8869260ab638bf73f5c"],
    },
  ],
  policies: [],
} as const satisfies Protocol;
