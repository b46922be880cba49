import type { Protocol } from "@/lib/protocols/protocol";

export const jpgstore = {
  id: "jpgstore",
  name: "jpg.store",
  kind: "nft",
  site: "https://www.jpg.store",
  metadataLabels: ["30", "50"],
  scripts: [
    {
      role: "listing",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/jpgStore.json",
      note: "BuySell v0.1; BuySell v0.2",
      hashes: [
        "25da22dfd99bf874e59d74c304a1d28e921310327c3e4d6960123f2e",
        "beb881c47075b2910ae7e13fb268908f70878d06638ff86a5caaa16c",
      ],
    },
    {
      role: "listing",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/jpgstore/index.js",
      note: "BuySell V1/V2 (listing + sale)",
      hashes: ["4a59ebd93ea53d1bbf7f82232c7b012700a0cf4bb78d879dabb1a20a"],
    },
    {
      role: "offer",
      grade: "A",
      source: "DefiLlama/DefiLlama-Adapters:projects/jpgstore/index.js",
      note: "Offers V1",
      hashes: ["a55f409501bf65805bb0dc76f6f9ae90b61e19ed870bc00256813608"],
    },
    {
      role: "offer",
      grade: "A",
      source: "jpg-store/contract-v2:assets/mainnet/swap.addr",
      note: "Offers V2 / swap",
      hashes: ["9068a7a3f008803edac87af1619860f2cdcde40c26987325ace138ad"],
    },
    {
      role: "listing",
      grade: "A",
      source: "jpg-store/contracts-v3:plutus.json",
      note: "Ask (V3)",
      hashes: ["c727443d77df6cff95dca383994f4c3024d03ff56b02ecc22b0f3f65"],
    },
    {
      role: "treasury",
      grade: "A",
      source: "jpg-store/contracts-v3:e2e/test.ts",
      note: "marketplace fee",
      hashes: ["84cc25ea4c29951d40b443b95bbc5676bc425470f96376d1984af9ab"],
    },
    {
      role: "stake_key",
      use: "key",
      grade: "A",
      source: "jpg-store/contracts-v3:e2e/test.ts",
      hashes: ["2c967f4bd28944b06462e13c5e3f5d5fa6e03f8567569438cd833e6d"],
    },
  ],
  policies: [],
} as const satisfies Protocol;
