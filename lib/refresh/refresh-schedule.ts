import "server-only";
import { env } from "@/lib/env";
import { queue } from "@/lib/queue/queue";
import { firstOfRun, refreshJobName } from "@/lib/refresh/messages";
import { walletsPerRun } from "@/lib/refresh/refresh-wallets";

/** Hourly, away from the full hour that everybody chooses. */
const cron = "23 * * * *";

/**
 * Makes the queue's schedule what the environment says, however often it is called: hourly, or none where the background
 * refresh is off. Resolves with the wallets that a run takes. Throws `queue_unavailable`.
 */
export async function keepRefreshSchedule(): Promise<number> {
  const wallets = env().BACKGROUND_REFRESH === "off" ? 0 : walletsPerRun();
  if (wallets === 0) await queue().unschedule(refreshJobName);
  else await queue().schedule({ id: refreshJobName, name: refreshJobName, payload: firstOfRun, cron, retries: 1 });
  return wallets;
}
