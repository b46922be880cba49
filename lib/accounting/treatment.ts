/** What people and their tax offices see differently. Every report prints what was chosen. */
export interface Treatment {
  /** A token for liquidity or a supply takes over the basis of what was handed over, or is bought with it at its worth. */
  readonly liquidity: "carry" | "trade";
  /** What came unasked is income at its worth, or cost nothing. */
  readonly airdrop: "income" | "zero-cost";
  /** A fee that belongs to no trade is paid with coins at their worth, or is lost with what they cost. */
  readonly standaloneFee: "disposal" | "loss";
  /** The fee of a move between own wallets, which may also be left out. */
  readonly transferFee: "disposal" | "loss" | "ignore";
}
