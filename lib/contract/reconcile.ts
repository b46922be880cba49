import { z } from "zod";
import { id, time } from "@/lib/contract/primitives";
import { differenceReasons } from "@/lib/reconcile/reasons";
import { fileForms } from "@/lib/reconcile/told-file";

export { differenceReasons, type DifferenceReason } from "@/lib/reconcile/reasons";
export type { FileForm } from "@/lib/reconcile/told-file";

/** Without a wallet the file is held against the one that it fits best, or against all of them together. */
export const reconcileQuery = z.strictObject({ wallet: id.optional() });

/** What came (> 0) or went (< 0), fees with it. */
const amount = z.object({
  /** Null: nobody knows which token the file means by `name`. */
  unit: z.string().nullable(),
  name: z.string().nullable(),
  ticker: z.string().nullable(),
  /** Null where nobody has looked, and where `unit` is null. */
  decimals: z.int().nullable(),
  /** Smallest units; whole coins, as the file has them, where `unit` is null. */
  quantity: z.string(),
});
const amounts = z.array(amount);
/** Lines of the file, from 1; the first few of many. */
const lines = z.array(z.int());
/** Null: a staking reward of an epoch, which no transaction shows. */
const txHash = z.string().nullable();
const transaction = { txHash, transactionId: id.nullable(), walletId: id, at: time };

export const reconcileAnswer = z.object({
  recognisedAs: z.enum(fileForms),
  /** Lines that tell of something. */
  rows: z.int(),
  /** The wallet that the file was held against; null: all of them together. */
  walletId: id.nullable(),
  /** Whether that wallet was asked for. */
  wasAsked: z.boolean(),
  /** Transactions and rewards that both tell alike. */
  matched: z.int(),
  /** Of the whole lists, of which the first ones are here. */
  counts: z.object({ missingHere: z.int(), missingThere: z.int(), different: z.int() }),
  /** In the file, and not in the wallet; `otherWalletId`: in another one of the person's. */
  missingHere: z.array(z.object({ txHash, at: time.nullable(), lines, theirs: amounts, otherWalletId: id.nullable() })),
  /** In the wallet, within the time of which the file tells, and not in the file. */
  missingThere: z.array(z.object({ ...transaction, ours: amounts })),
  different: z.array(
    z.object({
      ...transaction,
      lines,
      matchedBy: z.enum(["hash", "time_and_amount", "reward"]),
      theirs: amounts,
      ours: amounts,
      /** What weighs most, and what else there is. */
      why: z.enum(differenceReasons),
      also: z.array(z.enum(differenceReasons)),
    }),
  ),
});
export type ReconcileAnswer = z.infer<typeof reconcileAnswer>;
