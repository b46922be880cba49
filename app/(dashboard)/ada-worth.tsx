import Fraction from "fraction.js";
import { adaDecimals } from "@/lib/cardano/amount";
import { priceText, valueText } from "@/lib/market/decimal-text";
import { moneyText } from "@/app/words/money-text";
import { rateText } from "@/app/words/rate-words";
import { LaterRefresh } from "./later-refresh";
import { pageRate } from "./page-data";

/** What an amount of ADA is worth in the chosen currency, and by whom; nothing in ada itself. */
export async function AdaWorth({ lovelace }: { readonly lovelace: string }) {
  const known = await pageRate();
  if (known === null) return null;
  const { currency } = known;
  if (known.rate === null) {
    return (
      <p className="mt-1 text-sm text-muted">
        {rateText(known, currency)}
        {known.later && <LaterRefresh />}
      </p>
    );
  }
  const worth = known.rate.mul(new Fraction(BigInt(lovelace), 10n ** BigInt(adaDecimals)));
  const told = { ...known, rate: priceText(known.rate), note: known.note?.kind ?? null };
  return (
    <div className="mt-1">
      <p className="text-lg font-medium wrap-anywhere">{moneyText(valueText(worth), currency)}</p>
      <p className="mt-0.5 text-xs text-muted">{rateText(told, currency)}</p>
    </div>
  );
}
