export const lotMethods = ["fifo", "lifo", "hifo", "lofo"] as const;
export type LotMethod = (typeof lotMethods)[number];

export const methods = [...lotMethods, "acb", "uk-pool"] as const;
export type Method = (typeof methods)[number];

/** By what lots are chosen and gains are told. */
export interface AccountingRules {
  readonly method: Method;
  /** One queue an asset over all wallets, or one an asset and wallet. UK pools are always universal, as their law is. */
  readonly scope: "universal" | "wallet";
  /** Where more goes than ever came: refuse the history, or count what is missing as if it had cost nothing. */
  readonly onShortfall: "error" | "zero-cost";
  /** Held for more than so many times 24 hours is long; null: terms do not count. */
  readonly longTermAfterDays: number | null;
  /** What is highest and lowest: what a unit cost with fees, or its price without. */
  readonly rankedBy: "unit-cost" | "price";
}
