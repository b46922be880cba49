import "server-only";
import { z } from "zod";
import { koiosBudget } from "@/lib/budget/budget";
import type { TxHash } from "@/lib/cardano/brand";
import { log } from "@/lib/log";
import { redisKey, withRedis } from "@/lib/redis";

/** So long a source is left alone that has once told what is not so. */
const leftSeconds = 3_600;
/** So long the operator is shown it. */
const shownSeconds = 7 * 86_400;

const lieSchema = z.object({ at: z.iso.datetime(), hash: z.string(), why: z.string() });
/** Bytes that Koios gave for a transaction and that were not its own. */
export type Lie = z.infer<typeof lieSchema>;

const key = () => redisKey("koios", "lie");

/** Leaves Koios alone for an hour, in every function, and keeps what it told for the operator. */
export async function reportLie(hash: TxHash, why: string, now: Date): Promise<void> {
  log.error("koios.lied", { hash, why });
  await koiosBudget.report({ status: 429, retryAfterSeconds: leftSeconds }, now);
  const lie: Lie = { at: now.toISOString(), hash, why };
  await withRedis(1, (redis) => redis.set(key(), JSON.stringify(lie), { ex: shownSeconds })).catch((error: unknown) =>
    log.warn("koios.lie_not_kept", { error }),
  );
}

/** The newest of a week; null where there is none. Throws `cache_unavailable`. */
export async function lastLie(): Promise<Lie | null> {
  const kept = await withRedis(1, (redis) => redis.get<string>(key()));
  return kept === null ? null : (lieSchema.safeParse(JSON.parse(kept)).data ?? null);
}
