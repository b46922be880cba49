import { z } from "zod";

/** Who tells what ada costs, in the order in which they are believed. Frankfurter also has the ECB's rates of currencies. */
export const rateSources = ["coinbase", "binance", "kraken", "frankfurter"] as const;
export type RateSource = (typeof rateSources)[number];

/** What a close is the end of. */
export const closeGrains = ["hour", "day"] as const;
export type Grain = (typeof closeGrains)[number];

/** What is read of a source: ada by hour and by day, and currencies by day. */
export const rateKinds = [...closeGrains, "fiat"] as const;
export type RateKind = (typeof rateKinds)[number];

/** What amounts can be shown in: ada itself, and currencies that the European Central Bank publishes rates of. ISO 4217. */
const names = {
  ADA: "Ada",
  USD: "US dollar",
  EUR: "Euro",
  GBP: "Pound sterling",
  JPY: "Japanese yen",
  CHF: "Swiss franc",
  CAD: "Canadian dollar",
  AUD: "Australian dollar",
  SEK: "Swedish krona",
  NOK: "Norwegian krone",
  DKK: "Danish krone",
  PLN: "Polish zloty",
  CZK: "Czech koruna",
  BRL: "Brazilian real",
  INR: "Indian rupee",
  KRW: "South Korean won",
  TRY: "Turkish lira",
  ZAR: "South African rand",
  SGD: "Singapore dollar",
} as const;

export type Currency = keyof typeof names;
/** A currency of money, with a rate to the euro. */
export type Fiat = Exclude<Currency, "ADA">;

const codes = Object.keys(names) as [Currency, ...Currency[]];
export const currencyCode = z.enum(codes);

/** Those that the ECB states per euro: all but the euro itself. */
export const quotedFiats = codes.filter((code): code is Exclude<Fiat, "EUR"> => code !== "ADA" && code !== "EUR");

export const currencies: readonly { readonly code: Currency; readonly name: string }[] = codes.map((code) => ({
  code,
  name: names[code],
}));

export const currenciesAnswer = z.object({
  currencies: z.array(z.object({ code: currencyCode, name: z.string() })),
});

/** What a browser remembers of the currency that amounts are shown in. */
export const currencyCookie = { name: "currency", maxAgeSeconds: 365 * 86_400 } as const;

/** The currency of a cookie; ada where there is none, or one that is not known. */
export const readCurrency = (value: string | undefined): Currency => currencyCode.safeParse(value).data ?? "ADA";
