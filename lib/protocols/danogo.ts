import type { Protocol } from "@/lib/protocols/protocol";

export const danogo = {
  id: "danogo",
  name: "Danogo",
  kind: "lending",
  site: "https://danogo.io",
  scripts: [
    {
      role: "order",
      grade: "B",
      source: "cardananium/cquisitor:src/utils/protocols/danogo/constants.ts",
      note: "making ask; making bid; limit ask",
      hashes: [
        "1adf21d53a99c21d63c69758fcbb882795a90ff99c9254a33bf04a1a",
        "c9f72aa64eab2ad96f4becbf739233212a4acabba7643212cd6182e2",
        "d156b23f34ad66a506a40003ef4008be65dcdd424f41834c5677c2ba",
        "8bffef8c538fbe549269e86f56fd5174ad3128828befeabc4e7df9bf",
        "ac9cc4f7781ff5e1d6bb7dfc7caa655aee41bb92ca3c4b05122ac107",
        "93e8809888a2ee78edb41151c1460eccd1c4e89f65b69aab636f4d53",
        "a950bd8041cf8c9ca4522373fccfcf6b0c7fe070461668513fe8aa9a",
        "a59752e18abd49e8c795d553c3a6abf8453d8479d6af631335992fd6",
        "67adaa1f0c90925d42ac1d444f6b18f695370deb0b270a3f08cc40be",
      ],
    },
    {
      role: "pool",
      grade: "B",
      source: "StricaHQ/cardano-contracts-registry:projects/danoFinance.json",
      note: "leverage pool; flexible pool; same hash = dToken policy",
      hashes: [
        "73f29518da0013a671458d52624a4828c5b5bedaff8a950b0063b1cf",
        "94dca24a1f1fcc2ff51cd90f32f4fe9e786d861a2dbf7d27598d26e8",
      ],
    },
  ],
  policies: [
    {
      role: "position",
      grade: "B",
      source: "cardananium/cquisitor:src/utils/protocols/danogo/constants.ts",
      hashes: ["5f1dd3192cbdaa2c1a91560a6147466efb18d33a5d6516b266ce6b6f"],
    },
    {
      role: "receipt",
      grade: "B",
      source: "StricaHQ/cardano-contracts-registry:projects/danoFinance.json",
      note: "dTokens (Float)",
      hashes: ["94dca24a1f1fcc2ff51cd90f32f4fe9e786d861a2dbf7d27598d26e8"],
    },
    {
      role: "lp",
      grade: "B",
      source: "cardano/protocols.json lp_policies",
      hashes: ["d8b69fc53637bcfadbc4469083f706bc293f4d9d2296646c5ca167bb"],
    },
  ],
} as const satisfies Protocol;
