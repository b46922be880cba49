import Fraction from "fraction.js";
import type { FiatTable } from "@/lib/rates/fiat-rate";

/** A euro in a currency on a day. */
export interface FetchedFiat {
  readonly day: number;
  readonly currency: string;
  readonly perEuro: string;
}

/** Fetched rates as a table. */
export function tableOf(fiats: readonly FetchedFiat[]): FiatTable {
  const days = [...new Set(fiats.map(({ day }) => day))].toSorted((a, b) => a - b);
  const rates = new Map(fiats.map(({ day, currency, perEuro }) => [`${day} ${currency}`, perEuro]));
  return {
    days,
    perEuro: (index, currency) => {
      const rate = rates.get(`${days[index] ?? 0} ${currency}`);
      return rate === undefined ? null : new Fraction(rate);
    },
  };
}
