import "server-only";
import { z } from "zod";
import { fromCache } from "@/lib/cache/from-cache";
import { closeGrains, quotedFiats, rateKinds, rateSources } from "@/lib/contract/rates";
import { redisKey, withRedis } from "@/lib/redis";
import { readEvidence, type Found } from "@/lib/rates/read-evidence";

/** The job that stores something newer drops it at once. */
const keptSeconds = 300;

const source = z.enum(rateSources);
const found = z.object({
  closes: z.array(z.object({ wanted: z.int(), at: z.int(), grain: z.enum(closeGrains), source, close: z.string() })),
  fiats: z.array(z.object({ day: z.int(), currency: z.string(), perEuro: z.string() })),
  fills: z.array(z.object({ source, kind: z.enum(rateKinds), month: z.int(), until: z.int() })),
});

/** What is known of the newest close, and of all currencies: from the cache, else from the database. */
export async function newestEvidence(wanted: number): Promise<Found> {
  const key = redisKey("rates", "newest");
  const json = await fromCache(() => withRedis(1, (redis) => redis.get<string>(key)));
  const kept = found.safeParse(parsed(json));
  if (kept.success) return { ...kept.data, closes: kept.data.closes.map((close) => ({ ...close, wanted })) };
  const read = newestFiats(await readEvidence([wanted], quotedFiats));
  await fromCache(() => withRedis(1, (redis) => redis.set(key, JSON.stringify(read), { ex: keptSeconds })));
  return read;
}

/** Of each currency only the last days, which is all that the newest close takes. */
function newestFiats({ fiats, ...rest }: Found): Found {
  const days = [...new Set(fiats.map(({ day }) => day))].slice(-3);
  return { ...rest, fiats: fiats.filter(({ day }) => days.includes(day)) };
}

/** Something newer is stored. */
export async function forgetNewest(): Promise<void> {
  await fromCache(() => withRedis(1, (redis) => redis.del(redisKey("rates", "newest"))));
}

function parsed(json: string | null): unknown {
  try {
    return json === null ? null : JSON.parse(json);
  } catch {
    return null;
  }
}
