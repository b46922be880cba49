import type { Protocol } from "@/lib/protocols/protocol";

export const seedelf = {
  id: "seedelf",
  name: "Seedelf",
  kind: "wallet",
  site: "https://github.com/logical-mechanism/Seedelf-Wallet",
  scripts: [
    {
      role: "wallet",
      grade: "B",
      source: "StricaHQ/cardano-contracts-registry:projects/seedelf.json",
      hashes: ["94bca9c099e84ffd90d150316bb44c31a78702239076a0a80ea4a469"],
    },
  ],
  policies: [
    {
      role: "position",
      grade: "B",
      source: "StricaHQ/cardano-contracts-registry:projects/seedelf.json",
      hashes: ["84967d911e1a10d5b4a38441879f374a07f340945bcf9e7697485255"],
    },
  ],
} as const satisfies Protocol;
