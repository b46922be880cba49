import { assertCron } from "@/lib/http/assert-cron";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";
import { newSweep, sweepRows } from "@/lib/operator/sweep-rows";
import { keepRefreshSchedule } from "@/lib/refresh/refresh-schedule";
import { sweep } from "@/lib/sync/watchdog";
import { resumeRemovals } from "@/lib/wallets/remove-rows";

export const maxDuration = 60;

export const GET = route(async ({ request }) => {
  assertCron(request);
  const revived = await sweep();
  await resumeRemovals();
  await sweepRows(newSweep());
  return respond({ revived, refreshesPerRun: await keepRefreshSchedule() });
});
