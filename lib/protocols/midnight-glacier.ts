import type { Protocol } from "@/lib/protocols/protocol";

export const midnightGlacier = {
  id: "midnight-glacier",
  name: "Midnight Glacier Drop",
  kind: "distribution",
  site: "https://midnight.network",
  scripts: [
    {
      role: "claim",
      grade: "B",
      source: "cardananium/cquisitor:src/utils/protocols/midnight/constants.ts",
      note: "distribution; same hash = NIGHT policy",
      hashes: ["0691b2fecca1ac4f53cb6dfb00b7013e561d1f34403b957cbb5af1fa"],
    },
  ],
  policies: [
    {
      role: "token",
      grade: "B",
      source: "cardananium/cquisitor:src/utils/protocols/midnight/constants.ts",
      note: "NIGHT name 4e49474854",
      hashes: ["0691b2fecca1ac4f53cb6dfb00b7013e561d1f34403b957cbb5af1fa"],
    },
  ],
} as const satisfies Protocol;
