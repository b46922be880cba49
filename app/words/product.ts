export const product = {
  name: "Cardano DeFi Assistant",
  breath: "Everything your Cardano wallet holds and did, proven against the chain.",
  description:
    "Paste an address, a stake address or a $handle: every holding, where it is, and what every transaction was, proven against the chain. Read-only, free, open source.",
} as const;
