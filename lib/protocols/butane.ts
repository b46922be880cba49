import type { Protocol } from "@/lib/protocols/protocol";

export const butane = {
  id: "butane",
  name: "Butane",
  kind: "cdp",
  site: "https://butane.dev",
  scripts: [
    {
      role: "cdp",
      grade: "A",
      source: "butaneprotocol/butane-deployments:butane-v1-deployed.json",
      note: "pointers.spend (CDP)",
      hashes: ["6a67658782f20360cc4cdf5a808ab9363bbeaeb2f8773d27a2b514eb"],
    },
    {
      role: "claim",
      grade: "A",
      source: "butaneprotocol/butane-deployments:butane-v1-base.json",
      hashes: ["a1825847a0dc1a03afa3e9426c447f34668c6fb71a65cb6f6a88d933"],
    },
    {
      role: "settings",
      use: "stake",
      grade: "A",
      source: "butaneprotocol/butane-deployments:butane-v1-deployed.json",
      note: "synthetics.validate withdraw-0",
      hashes: ["40628e112b44bfc78858150a1ce9549caa4bfc0169762402004f5719"],
    },
    {
      role: "governance",
      grade: "B",
      source: "butaneprotocol/butane-deployments:butane-v1-deployed.json",
      hashes: ["2fdcb4402b0c7126f0467f3aac21d17ae31ac8dc49ee468a1abd52ae"],
    },
    {
      role: "treasury",
      grade: "B",
      source: "butaneprotocol/butane-deployments:butane-v1-deployed.json",
      hashes: ["e0d28bcd4c7ee53d29e0845b02d75defe72bb8ee4ee768135365c226"],
    },
    {
      role: "staking",
      grade: "B",
      source: "butaneprotocol/butane-deployments:butane-v1-deployed.json",
      hashes: ["0c17e9589e667a9ae2c51f14890f5d16597f617de4e6406232f07d96"],
    },
  ],
  policies: [
    {
      role: "synthetic",
      grade: "A",
      source: "butaneprotocol/butane-deployments:butane-v1-deployed.json",
      note: "synthetics",
      hashes: ["00000000000410c2d9e01e8ec78ab1dc6bbc383fae76cbe2689beb02"],
    },
  ],
} as const satisfies Protocol;
