import "server-only";
import { correctionsJobName, correctionsPayload } from "@/lib/corrections/messages";
import { giveUpCorrections, runCorrections } from "@/lib/corrections/run-corrections";
import { defineJob, type JobDefinition } from "@/lib/queue/define-job";
import { sweepRows, sweepRowsJobName, sweepRowsPayload } from "@/lib/operator/sweep-rows";
import { giveUpLook, lookAtMarket } from "@/lib/market/look-at-market";
import { tickJobName, tickPayload, walkJobName, walkPayload } from "@/lib/market/messages";
import { leaveToTomorrow, walkPools } from "@/lib/market/walk-pools";
import { fetchRates, giveUpRates } from "@/lib/rates/fetch-rates";
import { valueWalletJobName, valueWalletPayload } from "@/lib/prices/messages";
import { giveUpValuation, valueWallet } from "@/lib/prices/value-wallet";
import { foldGainsJobName, foldGainsPayload } from "@/lib/gains/messages";
import { foldGains, leaveToLook } from "@/lib/gains/run-fold";
import { ratesJobName, ratesPayload } from "@/lib/rates/messages";
import { refreshJobName, refreshPayload } from "@/lib/refresh/messages";
import { giveUpRefresh, refreshWallets } from "@/lib/refresh/refresh-wallets";
import { relabelJobName, relabelPayload } from "@/lib/relabel/messages";
import { giveUpRelabel } from "@/lib/relabel/relabel-store";
import { runRelabel } from "@/lib/relabel/run-relabel";
import { stepJobName, stepPayload, watchdogJobName, watchdogPayload } from "@/lib/sync/messages";
import { giveUpRetelling, retellJobName, retellPayload, runRetelling } from "@/lib/sync/run-retelling";
import { runStep } from "@/lib/sync/run-step";
import { giveUpStep, giveUpWatchdog, watch } from "@/lib/sync/watchdog";
import { goOnRemoving, leaveToSweep, removeRowsJobName, removeRowsPayload } from "@/lib/wallets/remove-rows";
import { fetchTokensJobName, fetchTokensPayload } from "@/lib/tokens/messages";
import { fetchTokens, giveUpTokens } from "@/lib/tokens/fetch-tokens";

const definitions = [
  defineJob({ name: stepJobName, schema: stepPayload, handle: runStep, onGivenUp: giveUpStep }),
  defineJob({ name: watchdogJobName, schema: watchdogPayload, handle: watch, onGivenUp: giveUpWatchdog }),
  defineJob({ name: fetchTokensJobName, schema: fetchTokensPayload, handle: fetchTokens, onGivenUp: giveUpTokens }),
  defineJob({ name: ratesJobName, schema: ratesPayload, handle: fetchRates, onGivenUp: giveUpRates }),
  defineJob({ name: refreshJobName, schema: refreshPayload, handle: refreshWallets, onGivenUp: giveUpRefresh }),
  defineJob({
    name: correctionsJobName,
    schema: correctionsPayload,
    handle: runCorrections,
    onGivenUp: giveUpCorrections,
  }),
  defineJob({ name: retellJobName, schema: retellPayload, handle: runRetelling, onGivenUp: giveUpRetelling }),
  defineJob({ name: relabelJobName, schema: relabelPayload, handle: runRelabel, onGivenUp: giveUpRelabel }),
  defineJob({ name: removeRowsJobName, schema: removeRowsPayload, handle: goOnRemoving, onGivenUp: leaveToSweep }),
  defineJob({
    name: sweepRowsJobName,
    schema: sweepRowsPayload,
    handle: (due) => sweepRows(due),
    onGivenUp: leaveToSweep,
  }),
  defineJob({ name: tickJobName, schema: tickPayload, handle: lookAtMarket, onGivenUp: giveUpLook }),
  defineJob({ name: valueWalletJobName, schema: valueWalletPayload, handle: valueWallet, onGivenUp: giveUpValuation }),
  defineJob({ name: foldGainsJobName, schema: foldGainsPayload, handle: foldGains, onGivenUp: leaveToLook }),
  defineJob({ name: walkJobName, schema: walkPayload, handle: walkPools, onGivenUp: leaveToTomorrow }),
];

/** Every kind of message that this app handles, by the last part of its URL. */
export const jobs: ReadonlyMap<string, JobDefinition> = new Map(
  definitions.map((definition) => [definition.name, definition]),
);
