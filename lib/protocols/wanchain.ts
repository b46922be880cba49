import type { Protocol } from "@/lib/protocols/protocol";

export const wanchain = {
  id: "wanchain",
  name: "Wanchain bridge",
  kind: "bridge",
  site: "https://www.wanchain.org",
  scripts: [
    {
      role: "bridge",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/Wanchain.json",
      hashes: [
        "520b2576e83cfd074de6d0a300bfc4abc2c9eef6e02465eebc853f2d",
        "8d4c43c5a72fe731513ebecf5f44d717164d254e08eb4a57ee234bb7",
        "60ec1132e41b27b94a69b679a67041c8b6ea30643f0130cd4f08bd73",
      ],
    },
    {
      role: "bridge",
      grade: "B",
      source: "DefiLlama/DefiLlama-Adapters:projects/wanbridge.js",
      note: "TVL lock address",
      hashes: ["1cfb41dc0b8d13fe53600e17059dcbcda2d8647347ec25288b4f5234"],
    },
  ],
  policies: [
    {
      role: "bridged",
      grade: "A",
      source: "minswap/sdk:src/types/constants.ts",
      note: "wrapped tokens (USDC, USDT, DAI, BTC, ETH, ...)",
      hashes: ["25c5de5f5b286073c593edfd77b48abc7a48e5a4f3d4cd9d428ff935"],
    },
  ],
} as const satisfies Protocol;
