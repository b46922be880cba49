/** Lists of words that are closed: what the ledger says with them, and what the columns that keep it take. */

/** Where value that belongs to a wallet stands. */
export const places = ["wallet", "contract"] as const;

/** What a person may say of a payment key. */
export const keyWords = ["mine", "foreign"] as const;

/** What an address pays to. */
export const paymentKinds = ["key", "script", "byron"] as const;

/** Which way value moved, as seen by the wallet. */
export const directions = ["in", "out", "self", "none"] as const;

/** How an order ended, or went on. */
export const orderOutcomes = ["filled", "partly_filled", "cancelled", "expired", "refunded"] as const;

/** What a certificate does to the wallet's own stake credential. */
export const delegationKinds = [
  "stake_registration",
  "stake_deregistration",
  "stake_delegation",
  "vote_delegation",
] as const;

/** Why a token looks like a lure. */
export const suspicions = ["link_in_name", "lure_in_name", "lure_in_description"] as const;
