import type { Protocol } from "@/lib/protocols/protocol";

export const levvy = {
  id: "levvy",
  name: "Levvy Finance",
  kind: "lending",
  site: "https://levvy.fi",
  scripts: [
    {
      role: "loan",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/LevvyFinance.json",
      note: "lending v1; lending v2",
      hashes: [
        "9d28a9ff246270bb141962fd6d0741190349a329ebc861f0667f1d61",
        "343f54d6adfb256b1e9041a72a8b519670086570d5611df499c797aa",
        "a3c70492105826529484dae1647038c6a986bacdfcaefaaacd3aa62d",
        "ef940a8e47333bce9f5916606255302a50051e43844c31913dedee70",
      ],
    },
    {
      role: "loan",
      grade: "C",
      source: "cardananium/cquisitor:src/utils/protocols/levvy/constants.ts",
      note: "offer/loan/settlement",
      hashes: ["08c81fc9b97a09be991c64ea53dc5824af3eb7dadb48b72bb6871c5e"],
    },
    {
      role: "staking",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/LevvyFinance.json",
      hashes: ["12a1aee13684fb35f8a89b73423452730a35e53eb756208ad81ff276"],
    },
  ],
  policies: [],
} as const satisfies Protocol;
