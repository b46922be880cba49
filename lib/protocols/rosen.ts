import type { Protocol } from "@/lib/protocols/protocol";

export const rosen = {
  id: "rosen",
  name: "Rosen bridge",
  kind: "bridge",
  site: "https://rosen.tech",
  metadataLabels: ["0"],
  scripts: [
    {
      role: "bridge",
      use: "key",
      grade: "C",
      source: "stored code excerpt(s), see conflicts_and_notes.lookups",
      note: "lock address (multisig key)",
      hashes: ["ec0b8a9fb34c0d9c0bb4ebf434a9a9caf63e5aeb5924eed4b17bbe57"],
    },
  ],
  policies: [
    {
      role: "bridged",
      grade: "A",
      source: "splashprotocol/protocol-sdk:packages/core/src/models/position/Position.spec.ts",
      note: "rsERG, rsRSN, rsSigUSD",
      hashes: ["04b95368393c821f180deee8229fbd941baaf9bd748ebcdbf7adbb14"],
    },
    {
      role: "bridged",
      grade: "C",
      source: "cardano-foundation/cardano-token-registry:mappings/2dbc49f682ad21f6….json",
      note: "rsBTC",
      hashes: ["2dbc49f682ad21f6d18705cf446f9f7a277731ab70ae21a454f888b2"],
    },
    {
      role: "bridged",
      grade: "C",
      source: "cardano-foundation/cardano-token-registry:mappings/12f76218ef19e357….json",
      note: "rs<Ergo tokens>",
      hashes: ["12f76218ef19e357b0684d3a9ebe0c66aa18dd9e4cf496161e6d98a8"],
    },
    {
      role: "bridged",
      grade: "C",
      source: "cardano-foundation/cardano-token-registry:mappings/941eee950c8074a2….json",
      note: "rs<Runes>",
      hashes: ["941eee950c8074a2bc55826de02a8bd1de8f1dd62caabac02d37b601"],
    },
    {
      role: "bridged",
      grade: "C",
      source: "cardano-foundation/cardano-token-registry:mappings/77a846ea2b33ad17….json",
      note: "rsETH",
      hashes: ["77a846ea2b33ad1711cdb957f84688403acb61e87cb861ef25cda7d6"],
    },
    {
      role: "bridged",
      grade: "C",
      source: "cardano-foundation/cardano-token-registry:mappings/acf4acc66ec68969….json",
      note: "rsBNB",
      hashes: ["acf4acc66ec68969dc27b74727f85e44ab317c3060c5993929651fb7"],
    },
    {
      role: "bridged",
      grade: "C",
      source: "cardano-foundation/cardano-token-registry:mappings/14e81567e5650354….json",
      note: "rsDOGE",
      hashes: ["14e81567e5650354ad7c0ea6a705b53d4fd3a61da873b8c20379ca6e"],
    },
  ],
} as const satisfies Protocol;
