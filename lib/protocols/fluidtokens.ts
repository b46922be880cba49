import type { Protocol } from "@/lib/protocols/protocol";

export const fluidtokens = {
  id: "fluidtokens",
  name: "FluidTokens",
  kind: "lending",
  site: "https://fluidtokens.com",
  scripts: [
    {
      role: "loan_request",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/FluidTokens.json",
      note: "legacy requests",
      hashes: ["74f5a268f20a464b086baca44fd4ac4e2dc3c54914e4f1d9212c3f02"],
    },
    {
      role: "repayment",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/FluidTokens.json",
      note: "legacy",
      hashes: ["4dd522fb07d1f895ee63270b040e8b6434aa848a9c48ee16a7903aad"],
    },
    {
      role: "loan",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/FluidTokens.json",
      note: "legacy active",
      hashes: ["afae293f6a7de61f8b3faf28e4309ba8072da9d7acd1d293787cef0f"],
    },
    {
      role: "other",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/FluidTokens.json",
      hashes: ["524f0f51ab31de9b3bb5804f459dfaaad10828a76ec6320bfef68adb"],
    },
    {
      role: "pool",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/FluidTokens.json",
      note: "legacy pools lending; legacy (60 registry versions)",
      hashes: [
        "eb3d2871e51927d7a38c454cba504a9446429085382a7f29607d52c9",
        "41dd79f351fca47fb96f78daa9a46d8596eebd6c91c8baa1a9d90f05",
      ],
    },
    {
      role: "staking",
      grade: "B",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/FluidTokens.json",
      note: "boosted stake",
      hashes: ["6ef4901a1def16b6293527187859273373813cf4fcd702cb4ba2858e"],
    },
    {
      role: "loan_request",
      grade: "B",
      source: "DefiLlama/DefiLlama-Adapters:projects/fluidtokens/index.js",
      note: "very old request script",
      hashes: ["84017e78c2e887e8fac3fdf270110464aebd67f9cfc73453714b62f6"],
    },
    {
      role: "loan_request",
      grade: "C",
      source: "cardananium/cquisitor:src/utils/protocols/fluidtokens/constants.ts",
      note: "V3 request spend",
      hashes: ["dc9003272dbd7fc5d19ce4f0eb3a92bec2c4ffcbd58c8ce4493888bc"],
    },
    {
      role: "lend_offer",
      grade: "C",
      source: "cardananium/cquisitor:src/utils/protocols/fluidtokens/constants.ts",
      note: "V3 pool spend",
      hashes: ["ad353a777c817f4d9d6c4324930f5c6128400517ec9dae0461e034cd"],
    },
    {
      role: "loan",
      grade: "C",
      source: "cardananium/cquisitor:src/utils/protocols/fluidtokens/constants.ts",
      note: "V3 loan spend",
      hashes: ["5abbaa2eb177b574707fa3617e3436295d45d7795e0874623a9504da"],
    },
  ],
  policies: [
    {
      role: "position",
      grade: "C",
      source: "Cardano-Fans/crfa-offchain-data-registry:dApps/FluidTokens.json",
      note: "lender NFT legacy; borrower NFT legacy",
      hashes: [
        "4aef6e0795e1f8241eb19ade6221a85d610523714e4d59d4e9095091",
        "41223b3ecf502363dc465dce5ad6671b83ac790e229d3f49e68c3353",
      ],
    },
    {
      role: "auth",
      grade: "C",
      source: "cardananium/cquisitor:src/utils/protocols/fluidtokens/constants.ts",
      note: 'V3 config, name "parameters"',
      hashes: ["219832152b2c489358f4c02a1818d312a851b1f55774ae881e33a907"],
    },
    {
      role: "position",
      grade: "C",
      source: "cardananium/cquisitor:src/utils/protocols/fluidtokens/constants.ts",
      note: "V3 request policy; V3 pool policy; V3 loan policy",
      hashes: [
        "a37578f027ae878115cc70cd0909ddc855d67b6dd3bd038a757bd221",
        "befbcb19919ff8ce5323d123c835da8e7653a098ad482271a72b72f2",
        "30f1095a8a2acb68bb0ffa193e18e004b6dd3e12b5d9c2375a1d5c41",
      ],
    },
  ],
} as const satisfies Protocol;
