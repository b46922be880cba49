import type { Protocol } from "@/lib/protocols/protocol";

export const axo = {
  id: "axo",
  name: "Axo",
  kind: "dex",
  site: "https://axo.trade",
  scripts: [
    {
      role: "order",
      grade: "B",
      source: "theeldermillenial/charli3-dendrite:src/charli3_dendrite/dexs/ob/axo.py",
      note: "main order script (dendrite/registry)",
      hashes: ["55ff0e63efa0694e8065122c552e80c7b51768b7f20917af25752a7c"],
    },
  ],
  policies: [],
} as const satisfies Protocol;
