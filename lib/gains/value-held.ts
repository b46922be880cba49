import "server-only";
import Fraction from "fraction.js";
import { priceOfOne } from "@/lib/accounting/money";
import { adaDecimals } from "@/lib/cardano/amount";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { Currency } from "@/lib/contract/rates";
import type { Held } from "@/lib/gains/held-at";
import { saleValue } from "@/lib/market/sale-value";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { pricesThen } from "@/lib/portfolio/history-prices";
import { readOwnPrices } from "@/lib/prices/own-prices";
import { getAdaRates } from "@/lib/rates/get-ada-rates";

/** What one smallest part of a unit was worth at a moment, in money of a currency; null where nobody knows. */
export type PriceOf = (unit: string) => Fraction | null;

/** What is held at each moment, by what pools and the person said then, and never more than the pools could have paid for it. */
export async function pricesHeld(
  userId: string,
  moments: readonly { readonly at: number; readonly held: readonly Held[] }[],
  currency: Currency,
): Promise<PriceOf[]> {
  // A moment before all history may lie before all prices, too.
  if (moments.every(({ held }) => held.length === 0)) return moments.map(() => () => null);
  const asked = moments.flatMap(({ at, held }) =>
    held.map(({ asset }) => ({ unit: asset as Unit, at, hasPools: true })),
  );
  const times = moments.map(({ at }) => new Date(at));
  const [priceAt, rates] = await Promise.all([
    readOwnPrices(userId).then((said) => pricesThen(asked, said)),
    getAdaRates(currency, times, "hour"),
  ]);
  return moments.map(({ at, held }, index) => {
    const rate = rates[index]?.rate ?? null;
    const sizes = new Map(held.map(({ asset, quantity }) => [asset, quantity]));
    return (unit) => {
      const size = sizes.get(unit) ?? 1n;
      const worth = unit === lovelace ? new Fraction(size) : worthOf(size, priceAt(unit as Unit, at));
      return worth === null || rate === null ? null : priceOfOne(inMoney(worth, rate), size);
    };
  });
}

const inMoney = (worth: Fraction, rate: Fraction): Fraction => worth.mul(rate).div(10n ** BigInt(adaDecimals));

function worthOf(size: bigint, price: ReturnType<Awaited<ReturnType<typeof pricesThen>>>): Fraction | null {
  if (price?.isInTotal !== true) return null;
  const { s, n, d } = price.price;
  const exact = new Fraction(s * n, d);
  if (price.depthLovelace === null) return exact.mul(size);
  const sale = saleValue(size, price.price, price.depthLovelace);
  return new Fraction(sale.n, sale.d);
}

/** What is held now as the holdings tell it; what they do not show, for it lies elsewhere, by the pools. */
export async function pricesNow(
  userId: string,
  walletId: string | null,
  held: readonly Held[],
  { currency, nowMs }: { readonly currency: Currency; readonly nowMs: number },
): Promise<PriceOf> {
  const scope = walletId === null ? {} : { wallet: walletId };
  const [{ holdings }, [then]] = await Promise.all([
    getHoldings(userId, { ...scope, currency }),
    pricesHeld(userId, [{ at: nowMs, held }], currency),
  ]);
  const shown = new Map(
    holdings.flatMap(({ unit, quantity, value, priceClass }) =>
      value === null || priceClass === "unreliable" || quantity === "0"
        ? []
        : [[unit, priceOfOne(new Fraction(value), BigInt(quantity))] as const],
    ),
  );
  return (unit) => shown.get(unit) ?? then?.(unit) ?? null;
}
