import "server-only";
import { randomUUID } from "node:crypto";
import { asked } from "@/lib/asker";
import { AppError } from "@/lib/contract/app-error";
import type { Currency } from "@/lib/contract/rates";
import { log } from "@/lib/log";
import { publish } from "@/lib/queue/publish";
import { redisKey, withRedis } from "@/lib/redis";
import type { AdaRate } from "@/lib/rates/ada-rate";
import { askedSources } from "@/lib/rates/asked-sources";
import { ratesBy } from "@/lib/rates/get-ada-rates";
import { hourMs, wantedClose } from "@/lib/rates/instants";
import { ratesMessage } from "@/lib/rates/messages";
import { newestEvidence } from "@/lib/rates/newest-evidence";

/** An ada in a currency by the last full hour. Asks nobody outside; where that hour is missing, the job is told, once in a while. */
export async function newestAdaRate(currency: Currency, now: Date = new Date()): Promise<AdaRate> {
  const wanted = wantedClose(now.getTime(), "hour", now.getTime());
  const rates = await ratesBy(currency, "hour", [wanted], await newestEvidence(wanted));
  const rate = rates.get(wanted);
  if (rate === undefined) throw new Error("a wanted close has no answer");
  const isMissing = rate.rate === null ? rate.later : rate.ageSeconds * 1000 >= hourMs;
  if (isMissing && askedSources().length > 0) await haveItFetched();
  return rate;
}

const atMostEverySeconds = 900;

/** One message for all who look at the same time. A page does without it where the queue, or Redis, is away. */
async function haveItFetched(): Promise<void> {
  try {
    const options = { nx: true, ex: atMostEverySeconds } as const;
    const isFirst = await withRedis(1, (redis) => redis.set(redisKey("rates", "asked"), "1", options));
    const message = ratesMessage({ run: randomUUID(), round: 0, isWanted: true, v: 1 });
    // It is for everybody: whoever comes first does not pay for it.
    if (isFirst !== null) await asked(null, () => publish([message]));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn("rates.not_asked_for", { error });
  }
}
