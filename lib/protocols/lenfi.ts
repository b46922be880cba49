import type { Protocol } from "@/lib/protocols/protocol";

export const lenfi = {
  id: "lenfi",
  name: "Lenfi",
  kind: "lending",
  site: "https://lenfi.io",
  scripts: [
    {
      role: "pool",
      grade: "A",
      source: "lenfiLabs/lenfi-sdk:src/deployedValidators.json",
      hashes: ["32e8c0ae314ef4be452c16a999867f66d1a1791fc972cb2f7c74e38d"],
    },
    {
      role: "loan",
      grade: "A",
      source: "lenfiLabs/lenfi-sdk:src/deployedValidators.json",
      note: "collateral validator; same hash = borrower NFT policy",
      hashes: ["8021830afedd85fda1253da2be75b66c0e65c482148eb8ca690903cb"],
    },
    {
      role: "claim",
      grade: "A",
      source: "lenfiLabs/lenfi-sdk:src/deployedValidators.json",
      hashes: ["9b99fef5ee9a6b170a418999e89edad93bbf55bf1feef57b6053d634"],
    },
    {
      role: "order",
      orderKind: "borrow",
      grade: "A",
      source: "lenfiLabs/lenfi-sdk:src/deployedValidators.json",
      hashes: ["70512aa152ef4ccff4a5f6f01531613edc448af259ddf6727d3d24ea"],
    },
    {
      role: "order",
      orderKind: "supply",
      grade: "A",
      source: "lenfiLabs/lenfi-sdk:src/deployedValidators.json",
      hashes: ["a07bbb17845168ae5a2680c7e7bafdd1a9e1f8cbe07754417b76dac4"],
    },
    {
      role: "order",
      orderKind: "repay",
      grade: "A",
      source: "lenfiLabs/lenfi-sdk:src/deployedValidators.json",
      hashes: ["b25c65c900e52e555ca15be7ab3c5bc0cb52130c172d715e3bcf892b"],
    },
    {
      role: "order",
      orderKind: "withdraw_supply",
      grade: "A",
      source: "lenfiLabs/lenfi-sdk:src/deployedValidators.json",
      hashes: ["f92b3c8b183104bbff4579784550034ff8d75e1c633568f28b223f50"],
    },
    {
      role: "oracle",
      grade: "A",
      source: "lenfiLabs/lenfi-sdk:src/deployedValidators.json",
      hashes: ["13dfcd07acf9c62ae28f7578e637210dddd7f77b393d0983b89c2707"],
    },
    {
      role: "settings",
      grade: "A",
      source: "lenfiLabs/lenfi-sdk:src/deployedValidators.json",
      hashes: ["ecf0762dfc1c15f918937b151197b3f955e390cff20f6e78ef0be6c9"],
    },
  ],
  policies: [
    {
      role: "position",
      grade: "A",
      source: "lenfiLabs/lenfi-sdk:src/deployedValidators.json",
      note: "borrower NFT",
      hashes: ["8021830afedd85fda1253da2be75b66c0e65c482148eb8ca690903cb"],
    },
    {
      role: "lp",
      grade: "B",
      source: "cardano/protocols.json lp_policies",
      hashes: ["15a7772335deb8349165860a94a10b9f0a6ee0ac850c43294a4f1428"],
    },
  ],
} as const satisfies Protocol;
