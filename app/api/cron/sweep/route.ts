import { sweepCorrections } from "@/lib/corrections/run-corrections";
import { assertCron } from "@/lib/http/assert-cron";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";
import { keepRefreshSchedule } from "@/lib/refresh/refresh-schedule";
import { sweepRelabels } from "@/lib/relabel/relabel-store";
import { sweep } from "@/lib/sync/watchdog";
import { sweepLookups } from "@/lib/tokens/token-lookup";

export const maxDuration = 60;

export const GET = route(async ({ request }) => {
  assertCron(request);
  const revived = (await sweep()) + (await sweepLookups()) + (await sweepRelabels()) + (await sweepCorrections());
  return respond({ revived, refreshesPerRun: await keepRefreshSchedule() });
});
