import { z } from "zod";
import { amount } from "@/lib/contract/amounts";
import { quantity, time } from "@/lib/contract/primitives";

const id = z.uuid();

const positionKinds = ["order", "liquidity", "farm", "supply", "borrow", "cdp", "collateral", "stake"] as const;
/** `locked`: in a script of which no more is known, or that only keeps it for a time. `vote`: voting power given to a DRep. */
const otherKinds = ["locked", "vote"] as const;
export type PositionKind = (typeof positionKinds)[number] | (typeof otherKinds)[number];

export type Amount = z.infer<typeof amount>;

const position = z.object({
  walletId: id,
  kind: z.enum([...positionKinds, ...otherKinds]),
  /** Null for a script that no protocol claims; its hash is `credential`. */
  protocol: z.string().nullable(),
  protocolName: z.string().nullable(),
  credential: z.string().nullable(),
  /** What it is about beside the protocol: a stake pool or a DRep. */
  about: z.object({ id: z.string(), ticker: z.string().nullable(), name: z.string().nullable() }).nullable(),
  openedAt: time.nullable(),
  /** The transaction that opened it; null where it is not among the wallet's. */
  txHash: z.string().nullable(),
  transactionId: id.nullable(),
  assets: z.array(amount),
  debt: z.array(amount),
  /** False where there may be a debt whose amount is not known. */
  debtKnown: z.boolean(),
  /** In ADA; null where it holds anything else. */
  value: z.string().nullable(),
  health: z.string().nullable(),
  rewards: z.array(amount),
  /** Set for liquidity: the tokens that stand for it and their part of the pool; null fields while the pool is not known. */
  liquidity: z
    .object({
      lp: amount,
      supply: quantity.nullable(),
      share: z.string().nullable(),
      at: time.nullable(),
      /**
       * With its fees, against having kept what was put in: what there is more, or less, of each asset, and as a share of what would
       * be held, by the pool's price. Null where not all of it came of what this wallet put in.
       */
      againstHolding: z.object({ differences: z.array(amount), share: z.string().nullable() }).nullable(),
    })
    .nullable(),
});
export type Position = z.infer<typeof position>;

/**
 * `wallet` stands for `spendable` and `with_tokens` together while it is not known how they divide. The last four stand in
 * reward accounts: what was earned with stake, deposits that came back, what the treasury or the reserves paid, the rest.
 */
export const adaParts = [
  "wallet",
  "spendable",
  "with_tokens",
  "orders",
  "protocols",
  "collateral",
  "contracts",
  "deposits",
  "rewards",
  "returned_deposits",
  "treasury",
  "other_payments",
] as const;
export type AdaPart = (typeof adaParts)[number];

export const adaAllocation = z.object({
  /** The sum of the parts. */
  total: quantity,
  parts: z.array(z.object({ part: z.enum(adaParts), quantity })),
});
export type AdaAllocation = z.infer<typeof adaAllocation>;

export const positionsQuery = z.strictObject({ wallet: id.optional() });
export const positionsAnswer = z.object({
  positions: z.array(position.extend({ kind: z.enum(positionKinds) })),
  /** What is no position at a protocol, and yet not merely held. */
  others: z.array(position.extend({ kind: z.enum(otherKinds) })),
  ada: adaAllocation,
});
export type PositionsAnswer = z.infer<typeof positionsAnswer>;
