import type { AdaPart } from "@/lib/contract/positions";

/** Where ADA is, and what that means for its owner. */
export const adaPartWords = {
  wallet: { name: "In wallet", meaning: "At your own addresses." },
  spendable: { name: "Spendable", meaning: "At your own addresses, free to send." },
  with_tokens: {
    name: "Kept with tokens",
    meaning: "The least that the ledger asks to lie beside your tokens. It comes free when they leave.",
  },
  orders: {
    name: "In open orders",
    meaning: "Waits at an exchange with what the order offers, its fee and its deposit.",
  },
  protocols: { name: "In protocols", meaning: "Lies at a known protocol's script under your stake key." },
  collateral: { name: "Collateral", meaning: "Secures a loan or a debt position." },
  contracts: {
    name: "In other contracts",
    meaning: "Lies under your stake key at a script that we do not know. It is still yours.",
  },
  deposits: { name: "Deposits", meaning: "Paid for a registration; it comes back when that ends." },
  rewards: { name: "Unwithdrawn rewards", meaning: "Staking rewards that you have earned and can withdraw." },
  returned_deposits: {
    name: "Returned deposits",
    meaning: "Came back to your reward account from a pool or a proposal. You can withdraw it; it is no income.",
  },
  treasury: {
    name: "From the treasury",
    meaning: "Paid into your reward account by the treasury or the reserves, not for your stake. You can withdraw it.",
  },
  other_payments: {
    name: "Other in the reward account",
    meaning: "Stands in your reward account, though the chain lists no payment of it. You can withdraw it.",
  },
} as const satisfies Record<AdaPart, { name: string; meaning: string }>;
