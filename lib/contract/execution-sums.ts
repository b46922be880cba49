import { z } from "zod";
import { time } from "@/lib/contract/primitives";

/**
 * Why a fill cannot be judged: nobody knows what the order asked for; it was not one asset for one other; the transaction, or what it
 * spent, is not at hand; not just one pool trades the two; it is too small for the price to come to anything.
 */
const unjudgedReasons = ["unknown kind", "several assets", "not at hand", "no single pool", "too small"] as const;
export type UnjudgedReason = (typeof unjudgedReasons)[number];

const ada = z.string();
/** In ADA, and as a share of what the pools' prices came to for the same fills; null where that is nothing. */
const part = z.object({ ada, share: z.string().nullable() });

/** The figures behind `judged` are of judged fills, and all amounts of those among them that have a value in ADA. */
const executionRow = z.object({
  fills: z.int(),
  judged: z.int(),
  unjudged: z.array(z.object({ reason: z.enum(unjudgedReasons), fills: z.int() })),
  unvalued: z.int(),
  /** What was got. */
  traded: ada,
  /** All that was given, at the prices of the pools just before. */
  atPrice: ada,
  fee: part,
  /** What the orders lost by moving the price themselves. */
  ownWeight: part,
  /** What orders before them in the same transactions took; less than nothing where they gave. */
  others: part,
  batcherFee: z.object({ ada, unknown: z.int() }),
  /** How much more was got than was asked for at least, of fills of orders that named a least. */
  aboveLeast: part.extend({ fills: z.int() }).nullable(),
  /** How much more was got than the pools would have paid when the orders were placed, where that is known. */
  sincePlaced: part.extend({ fills: z.int() }).nullable(),
  medianSeconds: z.number().nullable(),
});
export type ExecutionRow = z.infer<typeof executionRow>;

export const executionSums = z.object({
  total: executionRow,
  byProtocol: z.array(executionRow.extend({ protocol: z.string(), protocolName: z.string() })),
  /** Older fills are not counted; null where there are none. */
  since: time.nullable(),
});
export type ExecutionSumsAnswer = z.infer<typeof executionSums>;
