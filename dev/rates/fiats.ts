import { chance } from "./market";

const DAY_MS = 86_400_000;

/** About what a euro is worth, in round numbers. */
const LEVELS: Readonly<Record<string, number>> = {
  USD: 1.15,
  GBP: 0.87,
  JPY: 180,
  CHF: 0.93,
  CAD: 1.6,
  AUD: 1.68,
  SEK: 11,
  NOK: 11.3,
  DKK: 7.46,
  PLN: 4.25,
  CZK: 24.4,
  BRL: 6,
  INR: 108,
  KRW: 1_720,
  TRY: 52,
  ZAR: 19.5,
  SGD: 1.5,
};

/** Units for a euro on a day, with five decimals; null on weekends, and for a currency that the ECB does not have. */
export function perEuro(currency: string, day: number): number | null {
  const level = LEVELS[currency];
  const weekday = new Date(day).getUTCDay();
  if (level === undefined || weekday === 0 || weekday === 6) return null;
  const noise = 0.01 * chance(Math.floor(day / (30 * DAY_MS)), level) + 0.002 * chance(day / DAY_MS, level);
  return Number((level * (1 + noise)).toFixed(5));
}
