import Fraction from "fraction.js";
import { rateSources, type Currency, type Grain, type RateSource } from "@/lib/contract/rates";
import { agreedClose, type AgreedClose, type RateNote } from "@/lib/rates/agreed-close";
import { fiatRate, type FiatTable } from "@/lib/rates/fiat-rate";
import { dateOf, firstMonth } from "@/lib/rates/instants";

/** A stored close. */
export interface Close {
  readonly at: number;
  readonly grain: Grain;
  readonly source: RateSource;
  /** US dollars for an ada, a decimal. */
  readonly close: string;
}

/** What is known of one wanted close. */
export interface Evidence {
  /** All closes of the newest instant up to the wanted one that has some, of both grains. */
  readonly closes: readonly Close[];
  /** Who is asked, could know the wanted close, and was not read up to it. */
  readonly unread: readonly RateSource[];
  /** Somebody is asked at all. */
  readonly isAsked: boolean;
}

interface KnownRate {
  /** Units of the currency for one ada, exact. */
  readonly rate: Fraction;
  /** The end of the hour or day whose close it is; ISO 8601. */
  readonly at: string;
  readonly sources: readonly RateSource[];
  readonly note: RateNote | null;
  /** How much older this close is than the one that was wanted: 0 where it is the one. */
  readonly ageSeconds: number;
  /** The working day of the currency's rate; null for ada and US dollars. */
  readonly fiat: { readonly day: string; readonly isOld: boolean } | null;
  /** Somebody who is asked has not told yet what they know: it may become another. */
  readonly later: boolean;
}

/** `later`: it is still to be fetched. `none exists`: ada was not traded. `switched off`: nobody is asked. */
interface NoRate {
  readonly rate: null;
  readonly reason: "later" | "none exists" | "switched off";
  readonly later: boolean;
}

export type AdaRate = KnownRate | NoRate;

/** An ada in a currency by the wanted close, `wanted` being the instant at which it ends. */
export function adaRate(
  currency: Currency,
  grain: Grain,
  wanted: number,
  evidence: Evidence,
  tables: readonly FiatTable[],
): AdaRate {
  if (currency === "ADA") return inAda(wanted);
  const { unread, isAsked } = evidence;
  const closes = ofGrain(evidence.closes, grain);
  const [close] = closes;
  const agreed = agreedClose(closes.map(({ source, close: usd }) => ({ source, usd: new Fraction(usd) })));
  if (close === undefined || agreed === null)
    return none(wanted < firstMonth || (isAsked && unread.length === 0), isAsked);
  const { usd, sources, note } = agreed;
  const later = mayChange(agreed, close.at === wanted, unread);
  const known = { at: isoOf(close.at), sources, note, ageSeconds: Math.round((wanted - close.at) / 1000), later };
  if (currency === "USD") return { rate: usd, ...known, fiat: null };
  const fiat = fiatRate(currency, wanted, tables);
  if (fiat === null) return none(false, isAsked);
  const { perUsd, day, isOld } = fiat;
  return { rate: usd.mul(perUsd), ...known, fiat: { day: dateOf(day), isOld } };
}

/** Where two agree on the wanted close, only who is believed more than the second could still change it. */
function mayChange({ sources, note }: AgreedClose, isWanted: boolean, unread: readonly RateSource[]): boolean {
  if (!isWanted || note !== null) return unread.length > 0;
  const second = Math.max(...sources.map((source) => rateSources.indexOf(source)));
  return unread.some((source) => rateSources.indexOf(source) < second);
}

/** Those of the wanted grain where there is one: at midnight an hour ends, too. */
function ofGrain(closes: readonly Close[], grain: Grain): readonly Close[] {
  const own = closes.filter((close) => close.grain === grain);
  return own.length > 0 ? own : closes;
}

function inAda(wanted: number): KnownRate {
  const sure = { sources: [], note: null, ageSeconds: 0, fiat: null, later: false };
  return { rate: new Fraction(1), at: isoOf(wanted), ...sure };
}

function none(isKnown: boolean, isAsked: boolean): NoRate {
  if (isKnown) return { rate: null, reason: "none exists", later: false };
  return { rate: null, reason: isAsked ? "later" : "switched off", later: isAsked };
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
