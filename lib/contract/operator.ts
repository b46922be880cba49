import { z } from "zod";
import { rateSources } from "@/lib/contract/rates";

const time = z.iso.datetime().meta({ description: "ISO 8601, UTC" });
const cacheUse = z.object({ hits: z.int(), misses: z.int(), rate: z.number().nullable() });
const breaker = z.enum(["closed", "open", "probing"]);
/** For operators. A part is null where the service that would tell is away, or nothing was counted yet. */
export const operationsAnswer = z.object({
  at: time,
  queue: z.object({
    queued: z.int(),
    running: z.int(),
    waiting: z.int(),
    /** Of all these, those that nobody waits for. */
    background: z.int(),
    /** Committed and not known to be published. */
    unpublished: z.int(),
    /** Negative while every job waits for a time that it announced. */
    longestSilenceSeconds: z.int().nullable(),
  }),
  deadLetters: z
    .array(z.object({ id: z.string(), job: z.string(), at: time, status: z.int().nullable(), reason: z.string() }))
    .nullable(),
  budget: z
    .object({
      tokens: z.int(),
      burst: z.int(),
      usedToday: z.int(),
      dailyQuota: z.int(),
      usedByBackground: z.int(),
      backgroundQuota: z.int(),
      breaker,
      quotaExhausted: z.boolean(),
      heldSeconds: z.int(),
    })
    .nullable(),
  /** Where bytes come from in bulk; null also where it is off. */
  koios: z
    .object({
      callsLeft: z.int(),
      burst: z.int(),
      usedToday: z.int(),
      dailyQuota: z.int(),
      breaker,
      heldSeconds: z.int(),
      /** The newest of a week: bytes that were not those of the transaction that they were given for. */
      lie: z.object({ at: time, hash: z.string(), why: z.string() }).nullable(),
    })
    .nullable(),
  /** Who tells what ada and currencies cost. What one that is switched off has told stays. */
  rates: z.array(
    z.object({
      source: z.enum(rateSources),
      isOn: z.boolean(),
      lastSuccessAt: time.nullable(),
      newestCloseAt: time.nullable(),
      failingSince: time.nullable(),
      /** Null where it may be asked. */
      retryAt: time.nullable(),
      lastError: z.string().nullable(),
    }),
  ),
  cache: z.object({ tokens: cacheUse, derived: cacheUse }).nullable(),
  /** Today's runs of each job; the times are upper bounds, null beyond the last. */
  functions: z
    .array(z.object({ name: z.string(), count: z.int(), p50Ms: z.int().nullable(), p95Ms: z.int().nullable() }))
    .nullable(),
  /** Today's database statements of more than a second, most often slow first. */
  slowStatements: z.array(z.object({ name: z.string(), count: z.int() })).nullable(),
  /** Today's writes of the market from Redis to Postgres: begun and not done are those that were killed or failed. */
  marketFlushes: z
    .object({
      begun: z.int(),
      done: z.int(),
      rate: z.number().nullable(),
      rows: z.int(),
      last: z
        .object({
          at: time,
          changed: z.int(),
          rows: z.int(),
          ms: z.int(),
          /** How long the first of its changes had waited. */
          lagMs: z.int(),
        })
        .nullable(),
    })
    .nullable(),
  /** What a thousand transactions took, over the week's completed syncs. */
  costPerThousand: z
    .object({
      transactions: z.int(),
      blockfrostCalls: z.int(),
      koiosCalls: z.int(),
      messages: z.int(),
      redisCommands: z.int(),
      dbStatements: z.int(),
    })
    .nullable(),
});
export type Operations = z.infer<typeof operationsAnswer>;
