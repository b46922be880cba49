import { formatAmount, parseAmount } from "@/lib/cardano/amount";
import type { AccountingAnswer, AccountingSettings } from "@/lib/contract/accounting";
import type { RewardType } from "@/lib/contract/staking";
import { countOf } from "./amount-text";
import { currencyName, moneyText } from "./money-text";
import { rewardWords } from "./reward-words";
import { methodWords, monthDayText, scopeWords } from "./tax-settings";
import { dayText } from "./time-text";

type Currency = AccountingSettings["currency"];
type Method = AccountingSettings["methods"][number]["method"];
type Term = AccountingAnswer["disposals"]["byTerm"][number]["term"];

/** What nobody knows is said so, and never zero. */
export const notKnown = "not known";

export const worthText = (value: string | null, currency: Currency): string =>
  value === null ? notKnown : moneyText(value, currency);

/** As `worthText`, with `+` before what was gained. What is too little to be seen has no sign. */
export function gainText(gain: string | null, currency: Currency): string {
  const text = worthText(gain, currency);
  const sign = signOf(gain, currency);
  return sign > 0 ? `+${text}` : sign < 0 ? text : text.replace("\u2212", "");
}

/** 1 of a gain, −1 of a loss, 0 of what is too little to be seen and of what is not known. */
export function signOf(value: string | null, currency: Currency): -1 | 0 | 1 {
  if (value === null || !/[1-9]/.test(moneyText(value, currency))) return 0;
  return value.startsWith("-") ? -1 : 1;
}

/** The sum of what is known; null where there is something, and nothing of it is known. */
export function knownSum(sum: string, count: number, unknown: number): string | null {
  return count > 0 && unknown === count ? null : sum;
}

/** `2 of 12 are in no sum, for their price or their cost is not known.` Null where all are. */
export function leftOutOfSums(count: number, unknown: number): string | null {
  if (unknown === 0) return null;
  const why = "for a price or a cost is not known";
  if (unknown === count) return `None can be summed up, ${why}.`;
  return `${countOf(unknown)} of ${countOf(count)} ${unknown === 1 ? "is" : "are"} in no sum, ${why}.`;
}

/** How long what was sold had been held. */
export function termText(term: Term, longTermAfterDays: number | null): string {
  if (term === null || longTermAfterDays === null) return "No term";
  const days = longTermAfterDays === 1 ? "1 day" : `${countOf(longTermAfterDays)} days`;
  return term === "short" ? `Short term, up to ${days}` : `Long term, more than ${days}`;
}

/** The same in a table of lots. */
export const shortTermText = (term: Term): string =>
  term === null ? "no term" : term === "short" ? "short term" : "long term";

/** That which holds in a tax year: the first one holds in all years before it, too. */
export function methodOf({ methods }: Pick<AccountingSettings, "methods">, year: number) {
  return (methods.findLast(({ fromYear }) => fromYear <= year) ?? methods[0])?.method ?? "fifo";
}

/** `FIFO, all wallets together, US dollar`: by which rules the page's sums are told. */
export function rulesText({ methods, scope, currency, taxYearStart }: AccountingSettings, year: number | null): string {
  const used = year === null ? new Set(methods.map(({ method }) => method)) : [methodOf({ methods }, year)];
  const names = [...used].map((method) => methodWords[method].short);
  const start = taxYearStart === "01-01" ? [] : [`tax year from ${monthDayText(taxYearStart)}`];
  return [new Intl.ListFormat("en-GB").format(names), scopeWords[scope], currencyName(currency), ...start].join(", ");
}

/** What a reward is called: `Staking reward, epoch 512`. */
export function rewardText({ type, epoch }: { readonly type: string; readonly epoch: number | null }): string {
  const name = Object.hasOwn(rewardWords, type) ? rewardWords[type as RewardType] : "Reward";
  return epoch === null ? name : `${name}, epoch ${epoch}`;
}

/** As exact as sums of the API are, and as a price of one is told. */
const [valueDecimals, priceDecimals] = [6, 12];

/** What one of something was worth, as a decimal; null where that is not known, or its decimals are not. */
export function priceOfOne(value: string | null, quantity: string, decimals: number | null): string | null {
  if (value === null || decimals === null || BigInt(quantity) === 0n) return null;
  const scaled = parseAmount(value, valueDecimals) * 10n ** BigInt(decimals + priceDecimals - valueDecimals);
  return formatAmount(scaled / BigInt(quantity), priceDecimals);
}

/** `Out of 3 lots`: what a sale was made of. */
export function lotsText(lots: number, matches: number): string {
  if (matches > 0) return matches === 1 ? "Matched once" : `Matched ${countOf(matches)} times`;
  return lots === 1 ? "Out of one lot" : `Out of ${countOf(lots)} lots`;
}

/** Of a sale that was made of no lots. */
export const noLotsText = (method: Method): string =>
  method === "acb" ? "Out of the pool, at its average cost" : "Nothing of it ever came: it has cost nothing";

/** By which rule of the United Kingdom a part of a sale was matched. */
export function matchText(rule: "same-day" | "30-day" | "s104", acquired: string | null): string {
  if (rule === "s104") return "The section 104 pool";
  const day = acquired === null ? "" : `, ${dayText(acquired)}`;
  return rule === "same-day" ? `Bought on the same day${day}` : `Bought within 30 days${day}`;
}

/** What a part is worth where all of it is worth so much, as a decimal; null where nobody knows. */
export function worthOfPart(value: string | null, part: string, whole: string): string | null {
  if (value === null || BigInt(whole) === 0n) return null;
  return formatAmount((parseAmount(value, valueDecimals) * BigInt(part)) / BigInt(whole), valueDecimals);
}

/** What a sale for so much would gain; null where one of the two is not known. */
export function gainOf(proceeds: string | null, cost: string | null): string | null {
  if (proceeds === null || cost === null) return null;
  return formatAmount(parseAmount(proceeds, valueDecimals) - parseAmount(cost, valueDecimals), valueDecimals);
}
