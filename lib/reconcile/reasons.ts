/** Why a file tells a transaction otherwise than we do, what weighs most first. */
export const differenceReasons = [
  /** Nothing that is known explains it. */
  "amount_differs",
  /** The file names something of which nobody knows which token it is. */
  "token_unknown",
  /** A script failed, and its collateral was lost: the file tells what was meant to be. */
  "failed_script",
  /** What only changed its place, into an order or a position or back, is told as sent or received. */
  "order_as_transfer",
  /** A deposit of a key, a pool, a DRep or a proposal: told as a fee, or as spent or earned. */
  "deposit_as_fee",
  "deposit_as_spent",
  /** The same rewards are told by epoch and with their withdrawal. */
  "reward_doubled",
  /** We tell rewards with their withdrawal, the file does not; or the other way round. */
  "reward_apart",
  "reward_at_withdrawal",
  /** The fee is missing, or is in the amounts and told once more. */
  "fee_left_out",
  "fee_doubled",
  /** The file tells only ADA of it. */
  "tokens_left_out",
  /** The ADA that must travel with a token is missing. */
  "min_ada_left_out",
  /** By less than the file's last decimal. */
  "rounding",
] as const;
export type DifferenceReason = (typeof differenceReasons)[number];
