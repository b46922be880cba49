import { formatAmountGrouped, parseAmount } from "@/lib/cardano/amount";
import { currencies } from "@/lib/contract/currencies";
import type { Currency } from "@/lib/contract/rates";

const minus = "\u2212";
/** As exact as the answers of the API are. */
const decimals = 6;

/** An amount of a currency for reading, from its decimal: `€1,234.50`, `12.5 ADA`. */
export function moneyText(value: string, currency: Currency): string {
  if (currency === "ADA") {
    return `${formatAmountGrouped(parseAmount(value, decimals), decimals).replace("-", minus)} ADA`;
  }
  // Digits as text are formatted as they are, without passing through a float.
  return money(currency)
    .format(value as `${number}`)
    .replace("-", minus);
}

/** The same to the last digit that the API tells: `€1,234.500001`. */
export function exactMoneyText(value: string, currency: Currency): string {
  if (currency === "ADA") return moneyText(value, currency);
  return money(currency, { maximumFractionDigits: decimals })
    .format(value as `${number}`)
    .replace("-", minus);
}

/** With `+` before what was gained or came: `text` of the same amount tells it without. */
export const withPlus = (value: string, text: string): string => (signOf(value) > 0 ? `+${text}` : text);

/** Of a decimal; what is nothing has none. */
export function signOf(value: string): -1 | 0 | 1 {
  if (!/[1-9]/.test(value)) return 0;
  return value.startsWith("-") ? -1 : 1;
}

const money = (currency: Currency, more?: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat("en-GB", { style: "currency", currency, currencyDisplay: "narrowSymbol", ...more });

/** A price, with as many digits as say something: `€0.0000123`. */
export function moneyPriceText(price: string, currency: Currency): string {
  const digits = { minimumFractionDigits: 2, maximumSignificantDigits: 5, roundingPriority: "morePrecision" } as const;
  if (currency !== "ADA") return money(currency, digits).format(price as `${number}`);
  return `${new Intl.NumberFormat("en-GB", digits).format(price as `${number}`)} ADA`;
}

/** `+1.2 %`, `−0.4 %` of a share as a decimal; `−0.03 %` where one digit behind the point would say nothing. */
export function changeText(share: string): string {
  const format = new Intl.NumberFormat("en-GB", {
    style: "percent",
    maximumFractionDigits: 1,
    maximumSignificantDigits: 1,
    roundingPriority: "morePrecision",
    signDisplay: "exceptZero",
  });
  return format
    .format(share as `${number}`)
    .replace("-", minus)
    .replace("%", "\u00a0%");
}

export function currencyName(currency: Currency): string {
  return currencies.find(({ code }) => code === currency)?.name ?? currency;
}
