import { rateSources, type Currency, type RateSource } from "@/lib/contract/rates";
import type { Operations } from "@/lib/contract/operator";
import { moneyPriceText } from "./money-text";
import { absoluteTime, relativeTime } from "./time-text";

export const rateSourceNames = {
  coinbase: "Coinbase",
  binance: "Binance",
  kraken: "Kraken",
  frankfurter: "Frankfurter",
} as const satisfies Record<RateSource, string>;

const listed = new Intl.ListFormat("en-GB");

/** Where the rate of ada is from, and how old it is: `1 ADA = €0.55 by Coinbase and Binance, close of 29 Nov 2026, 12:00`. */
export function rateText(rate: AdaRate, currency: Currency): string {
  if (rate.rate === null) {
    if (rate.reason === "later") return `What an ADA costs in ${currency} is being looked up.`;
    return `What an ADA costs in ${currency} is not known: ${rate.reason === "switched off" ? "nobody is asked here" : "nobody tells it"}.`;
  }
  const source = listed.format(rate.sources.map((each) => rateSourceNames[each]));
  return `1 ADA = ${moneyPriceText(rate.rate, currency)} by ${source}, close of ${absoluteTime(rate.at)}${noteText(rate)}`;
}

/** An hour that is missing makes a rate older, and that is said. */
function noteText({ note, ageSeconds }: { readonly note: RateNoteKind | null; readonly ageSeconds: number }): string {
  const hours = Math.floor(ageSeconds / 3_600);
  const old = hours >= 1 ? [`${String(hours)} ${hours === 1 ? "hour" : "hours"} older than it should be`] : [];
  const said = note === null ? [] : [noteWords[note]];
  return [...old, ...said].map((each) => `; ${each}`).join("");
}

const noteWords = {
  "one source": "nobody else says so",
  "sources differ": "others differ by more than 3 %",
  "odd one": "the middle one of three that differ",
} as const;
type RateNoteKind = keyof typeof noteWords;

/** What is known of the rate of ada, in words of the API: decimals as text. */
export type AdaRate =
  | {
      readonly rate: string;
      readonly at: string;
      readonly sources: readonly RateSource[];
      readonly note: RateNoteKind | null;
      readonly ageSeconds: number;
    }
  | { readonly rate: null; readonly reason: "later" | "none exists" | "switched off" };

/** What the operator reads of each source of rates, in the order in which they are believed. */
export function rateSourceRows(rates: Operations["rates"], nowMs: number): (readonly [name: string, text: string])[] {
  return rateSources.flatMap((source) => {
    const state = rates.find((each) => each.source === source);
    return state === undefined ? [] : [[rateSourceNames[source], stateText(state, nowMs)] as const];
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
