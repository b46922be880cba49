import type { Money } from "@/lib/accounting/accounting-event";

/** What a row tells of. Each format has its own words for these. */
export type RowKind =
  /** One thing was given for another. */
  | "trade"
  /** The token of a pool took over the basis of what was handed over. */
  | "liquidity_in"
  | "liquidity_out"
  /** Any other token that took a basis over: of a supply, of a stake. */
  | "migration"
  /** From one own wallet to another. */
  | "transfer"
  | "staking_reward"
  /** Paid out by a protocol, or earned there. */
  | "income"
  | "airdrop"
  | "mint"
  | "burn"
  /** A fee that belongs to nothing else of the transaction. */
  | "fee"
  | "failed_script"
  | "donation"
  /** To somebody nobody knows: no sale, as long as nobody says so. */
  | "send"
  | "receive"
  /** By the person's word, as the next three. */
  | "gift_sent"
  | "gift_received"
  | "payment"
  | "lost"
  | "loan"
  | "loan_repayment"
  | "loan_interest"
  /** What was taken for a debt. */
  | "liquidation";

/** So much of something that came, went, or was paid as a fee. */
export interface Side {
  readonly unit: string;
  /** As its issuer chose it: hostile, and not its own alone. */
  readonly ticker: string | null;
  /** 0 where nobody knows them: the quantity is then in raw units. */
  readonly decimals: number;
  /** Smallest units, more than nothing. */
  readonly quantity: bigint;
  /**
   * In the report's currency; null where nobody knows it, or nothing was bought. Of what was sold: what came for it. Of what was bought or
   * came: what it cost, fees included. Of what was only sent: its worth.
   */
  readonly worth: Money;
}

/**
 * One row of any format: at most one thing given and one got. Over all rows, received − sent − fees by unit is what the
 * person's balance changed by; orders, deposits and positions that no token stands for are the person's all the while.
 */
export interface ExportRow {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: RowKind;
  readonly wallet: string;
  /** Of a transfer: where it went. */
  readonly toWallet: string | null;
  readonly sent: Side | null;
  readonly received: Side | null;
  /** Only beside what was sent: no tool takes one with what only came. */
  readonly fee: Side | null;
  /** Null for what no transaction shows: rewards of an epoch. */
  readonly hash: string | null;
  /** From 0 within the transaction; of a reward without one: its epoch. */
  readonly row: number;
  /** What it was, in a few words of our own. */
  readonly description: string;
}
