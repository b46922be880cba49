import type { Protocol } from "@/lib/protocols/protocol";

export const dripdropz = {
  id: "dripdropz",
  name: "DripDropz",
  kind: "distribution",
  site: "https://dripdropz.io",
  scripts: [
    {
      role: "claim",
      use: "key",
      grade: "B",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/DripDropz.json",
      note: "claim address (key, not script)",
      hashes: ["c232edd30746e3bce85ffecdfcccb79f79c043e5a590260b19565453"],
    },
  ],
  policies: [],
} as const satisfies Protocol;
