import type { Money } from "@/lib/accounting/accounting-event";
import type { ProtocolId } from "@/lib/protocols/registry";

/** What an event was for. What a failed script cost is a loss; what nobody explains is a deposit or a withdrawal. */
export type Purpose =
  | "trade"
  | "carry"
  | "income"
  | "airdrop"
  | "mint"
  | "burn"
  | "deposit"
  | "withdrawal"
  | "donation"
  | "loan"
  | "repayment"
  | "interest"
  | "fee"
  | "loss"
  | "transfer";

/** What is told beside an event: lots do not need it, and what was earned by what does. */
export interface EventPurpose {
  readonly eventId: string;
  readonly purpose: Purpose;
  readonly protocol: ProtocolId | null;
  /** Events of one deal share it. */
  readonly deal: string;
  /**
   * By asset, what was moved counts for in its deal, before fees, in the report's currency: its share of a trade, what a debt was worth
   * when it came, nothing for what was minted or burnt; else its worth then. Null where nobody knows; without what changes its place only.
   */
  readonly values: ReadonlyMap<string, Money>;
}
