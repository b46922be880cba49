import "server-only";
import { queue } from "@/lib/queue/queue";
import { askedSources } from "@/lib/rates/asked-sources";
import { firstOfRates, ratesJobName } from "@/lib/rates/messages";

/** Hourly, shortly before the background refresh, so that both wake the database once. */
const cron = "21 * * * *";

/** Makes the queue's schedule what the environment says: hourly, or none where no source is asked. Throws `queue_unavailable`. */
export async function keepRatesSchedule(): Promise<void> {
  if (askedSources().length === 0) await queue().unschedule(ratesJobName);
  else await queue().schedule({ id: ratesJobName, name: ratesJobName, payload: firstOfRates, cron, retries: 1 });
}
