import { z } from "zod";
import { findSecret } from "@/lib/cardano/pasted/find-secret";
import { transactionDetail, unknownContract } from "@/lib/contract/transaction-detail";
import { limits } from "@/lib/contract/limits";
import { harmless, withheld } from "@/lib/contract/primitives";
import { actions } from "@/lib/ledger/action";
import { suspicions } from "@/lib/ledger/closed-words";
import { likenessKinds } from "@/lib/ledger/likeness-key";

const id = z.uuid();
const time = z.iso.datetime();

export const patchTransactionRequest = z
  .strictObject({
    /** Null takes the person's own action back. */
    action: z.enum(actions).nullable().optional(),
    /** Null or nothing but spaces takes it away. */
    note: harmless(z.string().trim().max(limits.noteCharacters)).nullable().optional(),
    tags: z
      .array(z.string().trim().min(1).max(limits.tagCharacters))
      .max(limits.transactionTags)
      // The words of a phrase may stand in a tag each.
      .refine((tags) => findSecret(tags.join(" ")) === null, { error: withheld })
      .optional(),
    /** Null takes the person's own word back. */
    spam: z.boolean().nullable().optional(),
    /** `similar` makes a rule of action and spam, for all transactions like this one and those to come. */
    scope: z.enum(["this", "similar"]).default("this"),
  })
  .refine(({ action, note, tags, spam }) => [action, note, tags, spam].some((field) => field !== undefined), {
    message: "Give at least one of action, note, tags and spam",
  });
export type PatchTransaction = z.infer<typeof patchTransactionRequest>;

const correction = z.object({
  /** Transactions whose labels are others now, this one included. */
  changed: z.int(),
  /** There are more of them than one request changes: the rest follows within moments. */
  isPartial: z.boolean(),
  /** The rules that were made, to take them back. */
  ruleIds: z.array(id),
});
export type Correction = z.infer<typeof correction>;

export const patchTransactionAnswer = transactionDetail.extend(correction.shape);
export type PatchedTransaction = z.infer<typeof patchTransactionAnswer>;

const correctionRule = z.object({
  id,
  createdAt: time,
  action: z.enum(actions).nullable(),
  spam: z.boolean().nullable(),
  /** What the transactions have in common. */
  about: z.object({ kind: z.enum(likenessKinds), direction: z.string(), shared: z.array(z.string()) }),
  /** How many transactions it fits, counted up to `countedAlike`; some of them may have an own edit or a newer rule. */
  transactions: z.int(),
  /** The transaction on which it was made, where that is still there. */
  madeOn: id.nullable(),
});
export type CorrectionRule = z.infer<typeof correctionRule>;
export const rulesAnswer = z.object({ rules: z.array(correctionRule) });

export const patchTokenRequest = z.strictObject({
  /** Null takes the person's own word back. */
  spam: z.boolean().nullable(),
});
export const tokenAnswer = z.object({
  unit: z.string(),
  spam: z.boolean(),
  /** The person's own word; null where they gave none. */
  ownSpam: z.boolean().nullable(),
  /** Why it is suspected; null where it is not. */
  suspicion: z.enum(suspicions).nullable(),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;

export type UnknownContract = z.infer<typeof unknownContract>;
export const contractsAnswer = z.object({ contracts: z.array(unknownContract) });
export const patchContractRequest = z.strictObject({
  /** Null takes the name away. */
  name: harmless(z.string().trim().min(1).max(limits.contractNameCharacters)).nullable(),
});
