import "server-only";
import Fraction from "fraction.js";
import type { Currency } from "@/lib/contract/rates";
import { getAdaRates } from "@/lib/rates/get-ada-rates";
import { dayMs } from "@/lib/rates/instants";
import { newestAdaRate } from "@/lib/rates/newest-ada-rate";

/** Units of a currency for an ada, and a day before; with whoever says so and the time of its close, null for ada itself. */
export interface Rate {
  readonly now: Fraction;
  readonly dayBefore: Fraction | null;
  readonly at: string | null;
  readonly source: string | null;
}

const one = new Fraction(1);
const adaItself: Rate = { now: one, dayBefore: one, at: null, source: null };

/** What an ada costs now or at a time, and cost a day before, by the hours' closes; null where that is not known. */
export async function rateAt(currency: Currency, asOf: Date | null): Promise<Rate | null> {
  if (currency === "ADA") return adaItself;
  const now = asOf ?? new Date();
  const before = new Date(now.getTime() - dayMs);
  const [newest, [dayBefore]] = await Promise.all([
    asOf === null ? newestAdaRate(currency, now) : getAdaRates(currency, [now], "hour").then(([rate]) => rate),
    getAdaRates(currency, [before], "hour"),
  ]);
  if (newest?.rate == null) return null;
  return { now: newest.rate, dayBefore: dayBefore?.rate ?? null, at: newest.at, source: newest.sources.join(", ") };
}
