import { z } from "zod";
import { currencyCodes, type currencyNames } from "@/lib/contract/currencies";

/** Who tells what ada costs, in the order in which they are believed. Frankfurter also has the ECB's rates of currencies. */
export const rateSources = ["coinbase", "binance", "kraken", "frankfurter"] as const;
export type RateSource = (typeof rateSources)[number];

/** What a close is the end of. */
export const closeGrains = ["hour", "day"] as const;
export type Grain = (typeof closeGrains)[number];

/** What is read of a source: ada by hour and by day, and currencies by day. */
export const rateKinds = [...closeGrains, "fiat"] as const;
export type RateKind = (typeof rateKinds)[number];

/** What amounts can be shown in. */
export type Currency = keyof typeof currencyNames;
/** A currency of money, with a rate to the euro. */
export type Fiat = Exclude<Currency, "ADA">;

export const currencyCode = z.enum(currencyCodes);

/** Those that the ECB states per euro: all but the euro itself. */
export const quotedFiats = currencyCodes.filter(
  (code): code is Exclude<Fiat, "EUR"> => code !== "ADA" && code !== "EUR",
);

export const currenciesAnswer = z.object({
  currencies: z.array(z.object({ code: currencyCode, name: z.string() })),
});

/** The currency of a cookie; ada where there is none, or one that is not known. */
export const readCurrency = (value: string | undefined): Currency => currencyCode.safeParse(value).data ?? "ADA";
