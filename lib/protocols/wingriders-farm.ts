import type { Protocol } from "@/lib/protocols/protocol";

export const wingridersFarm = {
  id: "wingriders-farm",
  name: "WingRiders farms",
  kind: "farm",
  site: "https://www.wingriders.com",
  scripts: [
    {
      role: "farm",
      grade: "A",
      source: "StricaHQ/cardano-contracts-registry:projects/wingriders.json",
      note: "Shares lock (farm/voting)",
      hashes: [
        "9fd47e0d578fb539b9ec7e016dc5ee25844110a96712d55989b0751b",
        "0237cc313756ebb5bcfc2728f7bdc6a8047b471220a305aa373b278a",
      ],
    },
    {
      role: "vesting",
      grade: "B",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/Wingriders.json",
      hashes: ["0a27b0fb1daeb27ff58a79adcefc784fe5cfb5399750d3552e8c54f9"],
    },
    {
      role: "launchpad",
      grade: "B",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/Wingriders.json",
      hashes: [
        "6a6a56501ff2647758ec9d1f7d3efae1084188d76fe9061f9d9b43e4",
        "92b489c6eb1186c8fd5d7ad1efb0b86eec61bf6e0d27b111a212a05d",
        "c71e7c1fc483e897b1b0bfd0afc63204ca1a88701f55c371d117850e",
      ],
    },
  ],
  policies: [
    {
      role: "receipt",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/Wingriders.json",
      note: "X token (staked); seen in a recorded transaction",
      hashes: ["13e9940c94572eafef8b391b64b4a2e898b6a7008ece9064631e6fd2"],
    },
    {
      role: "other",
      grade: "A",
      source: "WingRiders/dex-v2-contracts:scripts/ExportDEX.hs",
      note: "unnamed (registry)",
      hashes: ["0ceaab7c2cec8f93c38b7c3598fa239f50bc14fcc6da9f016adb035c"],
    },
  ],
} as const satisfies Protocol;
