import { z } from "zod";
import { amount } from "@/lib/contract/amounts";
import { limits } from "@/lib/contract/limits";
import { quantity, time } from "@/lib/contract/primitives";
import { transactionEvent } from "@/lib/contract/transaction-events";
import { transaction } from "@/lib/contract/transactions";
import { actions } from "@/lib/ledger/action";
import { orderOutcomes, places } from "@/lib/ledger/closed-words";

/** What the address is known for, as `Minswap V2 pool`; null for a key's and for a script that nobody knows. */
const contract = z.string().nullable();
const txInput = z.object({
  txHash: z.string(),
  index: z.int(),
  /** Null where the chain's cheap answer does not tell and the full one could not be had just now. */
  address: z.string().nullable(),
  amounts: z.array(amount).nullable(),
  own: z.boolean(),
  place: z.enum(places).nullable(),
  contract,
});
const txOutput = z.object({
  index: z.int(),
  address: z.string(),
  amounts: z.array(amount),
  own: z.boolean(),
  place: z.enum(places).nullable(),
  contract,
});

/** A quantity, and what part it is of all that the pool's price would have come to, as a decimal. */
const part = z.object({ quantity: z.string(), share: z.string() });

/**
 * How well one fill was carried out, in smallest parts of what was got: `got + fee + ownWeight + others = atPrice`, to the last
 * one. `others` is less than nothing where orders before it in the same transaction moved the price its way.
 */
const execution = z.object({
  /** The transaction that carried it out. */
  txHash: z.string(),
  dex: z.string(),
  dexName: z.string(),
  poolUnit: z.string(),
  unit: z.string(),
  got: part,
  /** All that was given, at the price of the pool as the transaction found it. */
  atPrice: quantity,
  fee: part,
  ownWeight: part,
  others: part,
  /** How much more it got than it asked for at least; null where it named no least. */
  aboveLeast: part.nullable(),
  /** What the pool would have paid when the order was placed, and how much more than that it got; null where nobody knows. */
  whenPlaced: z.object({ quantity, more: part }).nullable(),
});

/** An order from its placing, over partial fills, to its end: several transactions that are one order. */
const transactionOrder = z.object({
  id: z.uuid(),
  protocol: z.string(),
  protocolName: z.string(),
  kind: z.string(),
  status: z.enum(["open", ...orderOutcomes]),
  openedAt: time.nullable(),
  closedAt: time.nullable(),
  /** From placing to the last fill; null where it was not filled. */
  secondsToFill: z.number().nullable(),
  /** Prices of all fills so far, without fees and deposit. */
  gave: z.array(amount),
  got: z.array(amount),
  /** What one of `base` came to in `quote` (ADA where it is one of the two), both in display units; null unless one unit went for one. */
  price: z.object({ base: z.string(), quote: z.string(), rate: z.string() }).nullable(),
  /** Of the fill in this transaction, or of the only one; null where there is none, or not just one pool carried it out. */
  execution: execution.nullable(),
  /** Lovelace; the batchers' is null where one of them is not known. */
  batcherFee: quantity.nullable(),
  networkFee: quantity,
  depositReturned: quantity,
  /** What still lies at the script. */
  locked: z.array(amount),
  members: z.array(z.object({ id: z.uuid(), txHash: z.string() })),
});
export type TransactionOrder = z.infer<typeof transactionOrder>;

/** A script that no protocol claims, with what the person calls it, over all their transactions. */
/** How far transactions that have something in common are counted. */
export const countedAlike = 1_000;

/** How far transactions that met a contract are counted: there may be many contracts. */
export const countedMeetings = 100;

export const unknownContract = z.object({
  credential: z.string(),
  name: z.string().nullable(),
  /** Counted up to `countedMeetings`. */
  transactions: z.int(),
  firstSeen: time,
  lastSeen: time,
});

/** All that one page tells about a transaction. */
export const transactionDetail = transaction.extend({
  trace: z.object({ rule: z.string(), version: z.int(), facts: z.array(z.string()) }),
  /** What it did, leg by leg; empty until newer rules have labelled a transaction of before. The first ones of very many. */
  events: z.array(transactionEvent).max(limits.transactionEvents),
  /** How many legs there are. */
  eventCount: z.int(),
  inputs: z.array(txInput),
  outputs: z.array(txOutput),
  certificates: z.array(
    z.object({
      index: z.int(),
      kind: z.string(),
      stakeAddress: z.string().nullable(),
      poolId: z.string().nullable(),
      drep: z.string().nullable(),
      deposit: quantity.nullable(),
    }),
  ),
  orders: z.array(transactionOrder),
  metadata: z.array(z.object({ label: z.string(), json: z.unknown() })),
  /** Scripts that took part and that no protocol claims. */
  contracts: z.array(unknownContract),
  correction: z.object({
    /** Our rules' own answer, whatever the person says. */
    classifiedAction: z.enum(actions),
    /** The person's word on this one transaction. */
    ownAction: z.enum(actions).nullable(),
    ownSpam: z.boolean().nullable(),
    /** How many others a rule for its action, or for spam, would be about, counted up to `countedAlike`. */
    alike: z.object({ action: z.int(), spam: z.int() }),
  }),
});
export type TransactionDetail = z.infer<typeof transactionDetail>;
