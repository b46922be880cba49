import "server-only";
import { randomUUID } from "node:crypto";
import { log } from "@/lib/log";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { askedSources } from "@/lib/rates/asked-sources";
import { fillSource, type Filled } from "@/lib/rates/fill-source";
import { monthOf } from "@/lib/rates/instants";
import { ratesMessage, type RatesPayload } from "@/lib/rates/messages";
import { forgetNewest } from "@/lib/rates/newest-evidence";
import { isSomebodyHere, noteMonths } from "@/lib/rates/want-hours";

/** No call begins later than this after a message was taken; one takes four seconds at most. */
const worksForMs = 4_500;
/** A hundred months by hour take Coinbase three hundred calls, eight a round. */
const mostRounds = 100;
/** A source that is left alone for longer waits for the next hourly run. */
const longestDelayMs = 600_000;

/**
 * Reads of every source what is due: days, currencies, hours of wanted months. Goes on by message until nothing is left; a
 * source that fails is left alone and tried again later.
 */
export async function fetchRates({ run, round, isWanted, v }: RatesPayload): Promise<JobOutcome> {
  const endsAt = performance.now() + worksForMs;
  const isNeeded = isWanted || (await isSomebodyHere());
  if (isNeeded) await noteMonths([monthOf(Date.now())]);
  const sources = askedSources();
  const filled = await Promise.all(
    sources.map((source) => fillSource(source, isNeeded, () => performance.now() < endsAt)),
  );
  if (filled.some(({ kept }) => kept > 0)) await forgetNewest();
  const delayMs = nextIn(filled);
  if (delayMs === null || round >= mostRounds) return "done";
  await publish([ratesMessage({ run: run ?? randomUUID(), round: round + 1, isWanted, v }, delayMs)]);
  return "done";
}

/** When the next message is to come; null: none, nothing is left that would not have to wait for long. */
function nextIn(filled: readonly Filled[]): number | null {
  if (filled.some(({ isMore }) => isMore)) return 0;
  const waits = filled.flatMap(({ retryInMs }) => retryInMs ?? []).filter((ms) => ms <= longestDelayMs);
  return waits.length === 0 ? null : Math.ceil(Math.min(...waits));
}

/** What is due stays due: the next hourly run takes it. */
export function giveUpRates(_payload: RatesPayload | null, _given: unknown, reason: string): Promise<JobOutcome> {
  log.error("rates.given_up", { reason });
  return Promise.resolve("done");
}
