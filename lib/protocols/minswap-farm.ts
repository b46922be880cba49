import type { Protocol } from "@/lib/protocols/protocol";

export const minswapFarm = {
  id: "minswap-farm",
  name: "Minswap farms",
  kind: "farm",
  site: "https://minswap.org",
  scripts: [
    {
      role: "farm",
      grade: "A",
      source: "StricaHQ/cardano-contracts-registry:projects/minswap.json",
      note: "Yield farming v1 staking; Yield farming v1 harvest; Yield farming v2; MINt staking",
      hashes: [
        "9b85d5e8611945505f078aeededcbed1d6ca11053f61e3f9d999fe44",
        "98df3b00a1500fcb77daa0520550fb088fc923399788b89637b9de59",
        "b15a1a010843e8afb6f963b03d452be815b533dad0cd23d819c2d201",
        "9df55104326a3264d803d44ed87139581d1c912e26ba8e73bc385e2f",
      ],
    },
    {
      role: "staking",
      grade: "A",
      source: "StricaHQ/cardano-contracts-registry:projects/minswap.json",
      note: "MIN staking",
      hashes: ["229863ae8694da16da002e889a1d19bcc82c581225b6dcca95fd69da"],
    },
    {
      role: "vesting",
      grade: "A",
      source: "StricaHQ/cardano-contracts-registry:projects/minswap.json",
      note: "Vesting",
      hashes: ["a813c75283bac225b19f1d0c0a914d89cac6db9a9ce967d105d353ec"],
    },
    {
      role: "other",
      grade: "B",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/Minswap.json",
      note: "unnamed (registry)",
      hashes: ["73c3f85a23b2b81d7df84a9616b666b1e1c8c5fcfff6783d9c4a1a45"],
    },
    {
      role: "launchpad",
      grade: "B",
      source: "minswap/sdk:src/types/constants.ts",
      note: "LBE V2 factory; LBE V2 treasury; LBE V2 manager; LBE V2 seller; LBE V2 order",
      hashes: [
        "dea947ac55fb4c2c38bb11341f2b82b2d62e1a120330f82dc1e56ead",
        "1ce6abbd967cab867ad73855f8b154fcc57e41b15605b91590451650",
        "e951d381ef510ae02b7496c2ff039e640ab2e2a561423d0cbf34b032",
        "ecf97d6f0ace26e69fa428610c7dbf5a686e1197f76511449d9a1b64",
        "5176775eed690d088bd29d9a6934b1e35ef1d897deb61d7b5dde11ca",
      ],
    },
  ],
  policies: [],
} as const satisfies Protocol;
