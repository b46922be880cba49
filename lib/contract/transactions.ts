import { z } from "zod";
import { priceClasses } from "@/lib/contract/holdings";
import { limits } from "@/lib/contract/limits";
import { askedTime, harmless, quantity, time, id } from "@/lib/contract/primitives";
import { currencyCode, type Currency } from "@/lib/contract/rates";
import { worth } from "@/lib/contract/worth";
import { actions } from "@/lib/ledger/action";
import { directions, places } from "@/lib/ledger/closed-words";

const flow = z.object({
  unit: z.string(),
  place: z.enum(places),
  /** Script hash of a contract. */
  credential: z.string().nullable(),
  netChange: quantity,
  /** Null until they are known: the change is then in raw units. */
  decimals: z.int().nullable(),
  ticker: z.string().nullable(),
  name: z.string().nullable(),
  /** At the transaction's time; null for what moves between the person's own wallets, absent while there is no market. */
  worth: worth.nullable().optional(),
  /** What the same is worth now, in the currency of `worth`; null as well where no price is known, absent as `worth` is. */
  worthNow: z.string().nullable().optional(),
  /** How far the price of `worthNow` can be trusted; null and absent as `worth` is. */
  worthNowClass: z.enum(priceClasses).nullable().optional(),
});
export const transaction = z.object({
  id,
  txHash: z.string(),
  walletId: id,
  blockHeight: z.int(),
  blockHash: z.string().nullable(),
  txIndex: z.int(),
  timestamp: time,
  action: z.enum(actions),
  direction: z.enum(directions),
  /** Id for the `protocol` filter, and how people call it: where no protocol is known, the person's name for its contract. */
  protocol: z.string().nullable(),
  protocolName: z.string().nullable(),
  counterparty: z.string().nullable(),
  summary: z.string(),
  netLovelace: quantity,
  fee: quantity.nullable(),
  deposit: quantity,
  withdrawal: quantity,
  flows: z.array(flow),
  actionGroup: z.object({ id, kind: z.string(), status: z.string(), members: z.array(id) }).nullable(),
  status: z.enum(["settled", "settling"]),
  valid: z.boolean(),
  note: z.string().nullable(),
  tags: z.array(z.string()),
  spam: z.boolean(),
  edited: z.boolean(),
});
export type Transaction = z.infer<typeof transaction>;

/** How far the transactions of a list are counted. */
export const countedTransactions = 10_000;

export const transactionsAnswer = z.object({
  transactions: z.array(transaction),
  nextCursor: z.string().nullable(),
  total: z.int(),
  /** More than `total` there are, and they were not counted. */
  totalIsCapped: z.boolean(),
});
/** Of one transaction. */
export const transactionQuery = z.strictObject({
  /** Of `worth`; ADA where absent. */
  currency: currencyCode.optional(),
});
export const transactionsQuery = z.strictObject({
  wallet: id.optional(),
  unit: z.string().max(120).optional(),
  action: z.enum(actions).optional(),
  protocol: z.string().max(40).optional(),
  direction: z.enum(directions).optional(),
  from: askedTime.optional(),
  to: askedTime.optional(),
  q: harmless(z.string().trim().max(120)).optional(),
  /** Only spam, or everything else; without it both. */
  spam: z.enum(["true", "false"]).optional(),
  /** Of `worth`. */
  currency: currencyCode.default("ADA"),
  sort: z.enum(["newest", "oldest"]).default("newest"),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageRows).default(50),
});
/** Of whoever asks for no currency nothing is valued. */
export type TransactionsQuery = Omit<z.output<typeof transactionsQuery>, "currency"> & { readonly currency?: Currency };
