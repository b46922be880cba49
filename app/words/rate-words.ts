import { rateSources, type RateSource } from "@/lib/contract/rates";
import type { Operations } from "@/lib/contract/operator";
import { absoluteTime, relativeTime } from "./time-text";

const names = {
  coinbase: "Coinbase",
  binance: "Binance",
  kraken: "Kraken",
  frankfurter: "Frankfurter",
} as const satisfies Record<RateSource, string>;

/** What the operator reads of each source of rates, in the order in which they are believed. */
export function rateSourceRows(rates: Operations["rates"], nowMs: number): (readonly [name: string, text: string])[] {
  return rateSources.flatMap((source) => {
    const state = rates.find((each) => each.source === source);
    return state === undefined ? [] : [[names[source], stateText(state, nowMs)] as const];
  });
}

function stateText(state: Operations["rates"][number], nowMs: number): string {
  const { isOn, newestCloseAt, failingSince, retryAt, lastError } = state;
  const newest = newestCloseAt === null ? "no close yet" : `newest close ${relativeTime(newestCloseAt, nowMs)}`;
  if (!isOn) return `switched off, ${newest}`;
  if (failingSince === null) return newest;
  const again = retryAt === null ? "" : `, asked again on ${absoluteTime(retryAt)}`;
  return `${newest}, failing since ${absoluteTime(failingSince)} (${lastError ?? "no reason"})${again}`;
}
