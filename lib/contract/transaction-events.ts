import { z } from "zod";
import { wordKinds } from "@/lib/accounting/word";
import { amount } from "@/lib/contract/amounts";
import { limits } from "@/lib/contract/limits";
import { harmless, ownDecimal } from "@/lib/contract/primitives";
import { currencyCode } from "@/lib/contract/rates";
import { worth } from "@/lib/contract/worth";
import { actions } from "@/lib/ledger/action";
import { eventRoles } from "@/lib/ledger/transaction-event";

/** What a person says that a leg was, where gains are told. Value and basis are of all of it, in one currency. */
export const eventWord = z
  .strictObject({
    kind: z.enum(wordKinds).nullable().default(null),
    value: ownDecimal.nullable().default(null),
    /** What it cost; of what came. */
    basis: ownDecimal.nullable().default(null),
    currency: currencyCode.nullable().default(null),
  })
  .refine(({ kind, value, basis }) => (kind ?? value ?? basis) !== null, {
    error: "Say at least one of kind, value and basis; null in place of all of it takes it back",
  })
  .refine(({ value, basis, currency }) => (value ?? basis) === null || currency !== null, {
    error: "Say the currency of the value and the basis",
    path: ["currency"],
  });
export type EventWord = z.output<typeof eventWord>;

/** One leg of what a transaction did; see `TransactionEvent` in lib/ledger for what its legs sum to. */
export const transactionEvent = amount.extend({
  /** From 0; names the leg within its transaction as long as no new rules label it. */
  index: z.int(),
  /** What counts: the person's word on the leg, else on the transaction where it names it, else ours. */
  action: z.enum(actions),
  /** What an order asks for, where it is about one. */
  subtype: z.string().nullable(),
  protocol: z.string().nullable(),
  protocolName: z.string().nullable(),
  role: z.enum(eventRoles),
  /** `wallet`, `contract:<script hash>`, `order:<hash#index>`, `position:<protocol>:<kind>[:<token>]`, `deposit`, `rewards`. */
  location: z.string(),
  /** `hash#index` of the order that it belongs to. */
  orderRef: z.string().nullable(),
  /** Address, or id of a pool or DRep. */
  counterparty: z.string().nullable(),
  note: z.string().nullable(),
  word: eventWord.nullable(),
  /** Whether the person said something of this leg. */
  edited: z.boolean(),
  /** What it is called without the person's word on it. */
  unsaidAction: z.enum(actions),
  /** As with the flows. */
  worth: worth.nullable().optional(),
});
export type TransactionEventView = z.infer<typeof transactionEvent>;

export const patchEventRequest = z
  .strictObject({
    /** Null takes the person's own action back. */
    action: z.enum(actions).nullable().optional(),
    /** Null or nothing but spaces takes it away. */
    note: harmless(z.string().trim().max(limits.noteCharacters)).nullable().optional(),
    /** All that the person says of what it was and was worth, in place of what they said before; null takes it back. */
    word: eventWord.nullable().optional(),
  })
  .refine(({ action, note, word }) => action !== undefined || note !== undefined || word !== undefined, {
    message: "Give at least one of action, note and word",
  });
export type PatchEvent = z.infer<typeof patchEventRequest>;

export const patchEventAnswer = z.object({ event: transactionEvent });
