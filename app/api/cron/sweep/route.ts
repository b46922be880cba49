import { sweepCorrections } from "@/lib/corrections/run-corrections";
import { assertCron } from "@/lib/http/assert-cron";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";
import { closeSharedTables } from "@/lib/operator/close-shared-tables";
import { newSweep, sweepRows } from "@/lib/operator/sweep-rows";
import { keepMarketGoing } from "@/lib/market/keep-market-going";
import { asked } from "@/lib/asker";
import { sweepValuations } from "@/lib/prices/valuation-store";
import { keepRatesSchedule } from "@/lib/rates/rates-schedule";
import { keepRefreshSchedule } from "@/lib/refresh/refresh-schedule";
import { sweepRelabels } from "@/lib/relabel/relabel-store";
import { sweepRetellings } from "@/lib/sync/run-retelling";
import { sweep } from "@/lib/sync/watchdog";
import { resumeRemovals } from "@/lib/wallets/remove-rows";
import { sweepLookups } from "@/lib/tokens/token-lookup";

export const maxDuration = 60;

export const GET = route(async ({ request }) => {
  assertCron(request);
  return asked(null, async () => {
    const revived =
      (await sweep()) +
      (await sweepLookups()) +
      (await sweepValuations()) +
      (await sweepRelabels()) +
      (await sweepCorrections()) +
      (await sweepRetellings());
    await resumeRemovals();
    await sweepRows(newSweep());
    await closeSharedTables();
    await keepMarketGoing(Date.now());
    await keepRatesSchedule();
    return respond({ revived, refreshesPerRun: await keepRefreshSchedule() });
  });
});
