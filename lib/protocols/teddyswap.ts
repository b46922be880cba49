import { readSpectrumOrder } from "@/lib/protocols/spectrum";
import type { Protocol } from "@/lib/protocols/protocol";
import { spectrumPools } from "@/lib/protocols/spectrum-pool";

export const teddyswap = {
  id: "teddyswap",
  name: "TeddySwap",
  kind: "dex",
  site: "https://teddyswap.org",
  scripts: [
    {
      role: "order",
      grade: "B",
      source: "IndigoProtocol/iris:src/dex/TeddySwapAnalyzer.ts",
      note: "swap",
      hashes: ["4ab17afc9a19a4f06b6fe229f9501e727d3968bff03acb1a8f86acf5"],
    },
    {
      role: "pool",
      grade: "B",
      source: "IndigoProtocol/iris:src/dex/TeddySwapAnalyzer.ts",
      hashes: ["28bbd1f7aebb3bc59e13597f333aeefb8f5ab78eda962de1d605b388"],
    },
    {
      role: "order",
      orderKind: "withdraw",
      grade: "B",
      source: "IndigoProtocol/iris:src/dex/TeddySwapAnalyzer.ts",
      note: "redeem",
      hashes: ["ab658d65b5717bf07bd3b1a9ad28d31c183811bba4076aeace9feb8e"],
    },
    {
      role: "order",
      orderKind: "deposit",
      grade: "B",
      source: "IndigoProtocol/iris:src/dex/TeddySwapAnalyzer.ts",
      note: "deposit",
      hashes: ["0c70d8047139103546f0e76aafecfdf0667cbb397c8976f40ae8fcb3"],
    },
  ],
  policies: [],
  readOrder: readSpectrumOrder,
  pools: spectrumPools,
} as const satisfies Protocol;
