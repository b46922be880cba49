import "server-only";
import type Fraction from "fraction.js";
import { priceOfOne } from "@/lib/accounting/money";
import type { Currency, Grain } from "@/lib/contract/rates";
import { getAdaRates } from "@/lib/rates/get-ada-rates";

/** So much money of a currency at a time. */
interface DatedMoney {
  readonly sum: Fraction;
  readonly currency: Currency;
  readonly at: Date;
}

/**
 * Money in another currency, in the order in which it is given, cut to sixty decimals: by what an ada cost in both then. Null where one of the rates is not
 * known. One read for each currency that is not the wanted one, and one for that.
 */
export async function convertMoney(
  moneys: readonly DatedMoney[],
  to: Currency,
  grain: Grain,
): Promise<(Fraction | null)[]> {
  const foreign = [...new Set(moneys.map(({ currency }) => currency))].filter((each) => each !== to);
  if (foreign.length === 0) return moneys.map(({ sum }) => sum);
  const times = moneys.map(({ at }) => at);
  const rates = new Map(
    await Promise.all([to, ...foreign].map(async (each) => [each, await getAdaRates(each, times, grain)] as const)),
  );
  return moneys.map(({ sum, currency }, n) => {
    if (currency === to) return sum;
    const [from, into] = [rates.get(currency)?.[n]?.rate ?? null, rates.get(to)?.[n]?.rate ?? null];
    return from === null || into === null ? null : priceOfOne(sum.div(from).mul(into), 1n);
  });
}
