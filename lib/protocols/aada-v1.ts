import type { Protocol } from "@/lib/protocols/protocol";

export const aadaV1 = {
  id: "aada-v1",
  name: "Aada Finance V1",
  kind: "lending",
  site: "https://aada.finance",
  scripts: [
    {
      role: "loan_request",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/AadaFinance.json",
      hashes: [
        "0a5abd03628e0308b63abe546c0d3bd8969faaf46b98d082808b8059",
        "d721808a6ca9cb6af91d6d0fac862293f112d659addb8bfdbecb3761",
      ],
    },
    {
      role: "loan",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/AadaFinance.json",
      hashes: [
        "2d75e5cf11622d5f68e2b2ef5be50f0027bb7d485e98c881e665676c",
        "31e7527a2972e83de4e4a77750a8acf8225b8247e86d4c400d4a2651",
      ],
    },
    {
      role: "repayment",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/AadaFinance.json",
      hashes: ["92862d28096bed36fb01d36dc4c77214f64630d60bc990db9876f250"],
    },
    {
      role: "liquidation",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/AadaFinance.json",
      note: "claim liquidated collateral",
      hashes: ["b1259b98f6e4776985fc5a9333717d8c9f1e62744fed8240640461d7"],
    },
    {
      role: "lend_offer",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/AadaFinance.json",
      note: "debt request",
      hashes: [
        "16ecc417c3ec9a58e4ef07a7e277c1a48289896cd2b0bc69e2b0208d",
        "34c3e3c66dd2bfcfc2b538c596fa976d3e9be6d5c549d9da8ec28777",
      ],
    },
    {
      role: "staking",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/AadaFinance.json",
      hashes: ["1999507bc0ee90e1c376e608496e624e8645b3d558e244c2cd825a38"],
    },
    {
      role: "other",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/AadaFinance.json",
      note: "old AADA burn",
      hashes: [
        "c0c671fba483641a71bb92d3a8b7c52c90bf1c01e2b83116ad7d4536",
        "4c3231f64e9140a17977e6e634b394fd59b7dff0d5be6a53b8e6434b",
      ],
    },
  ],
  policies: [
    {
      role: "position",
      grade: "A",
      source: "aadafinance/aada-finance:versions.json",
      note: "borrower bond NFT; lender bond NFT",
      hashes: [
        "21ca2902ad0406bc2ce361ad91157b3542544d86d4e3d3e3c43f1763",
        "42f0e3706d2e0a0761db8da21387aadabe609a7cf328d249ebc2eeff",
      ],
    },
  ],
} as const satisfies Protocol;
