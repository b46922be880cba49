import type { Protocol } from "@/lib/protocols/protocol";

export const milkomeda = {
  id: "milkomeda",
  name: "Milkomeda C1 bridge",
  kind: "bridge",
  site: "https://milkomeda.com",
  metadataLabels: ["87", "88"],
  scripts: [
    {
      role: "bridge",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/MilkomedaC1.json",
      note: "stargate address (native/multisig script, no datum)",
      hashes: ["c246c16d83b6d06d0a1b5742b440fc448484a159e1cfce48efc98736"],
    },
  ],
  policies: [],
} as const satisfies Protocol;
