/**
 * What amounts can be shown in: ada itself, and currencies that the European Central Bank publishes rates of. ISO 4217.
 * Apart from their schemas, which would weigh on every page: the header lets people choose.
 */
export const currencyNames = {
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

type Code = keyof typeof currencyNames;

export const currencyCodes = Object.keys(currencyNames) as [Code, ...Code[]];

export const currencies: readonly { readonly code: Code; readonly name: string }[] = currencyCodes.map((code) => ({
  code,
  name: currencyNames[code],
}));

/** What a browser remembers of the currency that amounts are shown in. */
export const currencyCookie = { name: "currency", maxAgeSeconds: 365 * 86_400 } as const;
