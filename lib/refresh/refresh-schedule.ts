import "server-only";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { jobUrl } from "@/lib/queue/publish";
import { qstash } from "@/lib/queue/qstash";
import { firstOfRun, refreshJobName } from "@/lib/refresh/messages";
import { walletsPerRun } from "@/lib/refresh/refresh-wallets";

/** Hourly, away from the full hour that everybody chooses. */
const cron = "23 * * * *";

/**
 * Makes the queue's schedule what the environment says, however often it is called: hourly, or none where the background
 * refresh is off. Resolves with the wallets that a run takes. Throws `queue_unavailable`.
 */
export async function keepRefreshSchedule(): Promise<number> {
  const { BACKGROUND_REFRESH, keyPrefix } = env();
  const scheduleId = `${refreshJobName}-${keyPrefix.replaceAll(":", "-")}`;
  const wallets = BACKGROUND_REFRESH === "off" ? 0 : walletsPerRun();
  const { schedules } = qstash();
  try {
    if (wallets > 0) {
      const destination = jobUrl(refreshJobName);
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify(firstOfRun);
      await schedules.create({ scheduleId, destination, cron, body, headers, retries: 1, label: refreshJobName });
    } else if ((await schedules.list()).some((schedule) => schedule.scheduleId === scheduleId))
      await schedules.delete(scheduleId);
  } catch (cause) {
    throw new AppError({
      code: "queue_unavailable",
      detail: "The job queue did not take the refresh schedule.",
      retryable: true,
      cause,
    });
  }
  return wallets;
}
