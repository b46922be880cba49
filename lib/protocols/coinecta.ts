import type { Protocol } from "@/lib/protocols/protocol";

export const coinecta = {
  id: "coinecta",
  name: "Coinecta",
  kind: "staking",
  site: "https://coinecta.fi",
  scripts: [
    {
      role: "staking",
      grade: "B",
      source: "StricaHQ/cardano-contracts-registry:projects/coinecta.json",
      note: "stake proxy; stake pool",
      hashes: [
        "eaeeb6716f41383b1fb53ec0c91d4fbb55aba4f23061b73cdf5d0b62",
        "61b3802ce748ed1fdaad2d6c744b19f104285f7d318172a5d4f06a4e",
      ],
    },
    {
      role: "lock",
      grade: "B",
      source: "StricaHQ/cardano-contracts-registry:projects/coinecta.json",
      hashes: ["f5daa8c5b5fc29f5bdcd18931269f0763ca6a7e85fc83c4d2b0117d5"],
    },
  ],
  policies: [],
} as const satisfies Protocol;
