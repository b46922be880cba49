import type { Protocol } from "@/lib/protocols/protocol";

export const anetabtc = {
  id: "anetabtc",
  name: "anetaBTC",
  kind: "bridge",
  site: "https://anetabtc.io",
  scripts: [
    {
      role: "staking",
      grade: "B",
      source: "DefiLlama/DefiLlama-Adapters:projects/anetabtc/index.js",
      note: "cNETA staking",
      hashes: ["c3e28f360738ea5b6d45451d10a80cf673da97e35ae07f962ee52c81"],
    },
  ],
  policies: [
    {
      role: "bridged",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/anetabtc/index.js",
      note: "cBTC",
      hashes: ["4190b2941d9be04acc69c39739bd5acc66d60ccab480d8e20bc87e37"],
    },
  ],
} as const satisfies Protocol;
