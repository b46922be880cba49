import type { Holding } from "@/lib/contract/holdings";
import { inNoTotalText } from "@/app/words/market-words";
import { changeText, moneyPriceText, moneyText } from "@/app/words/money-text";
import { pageCurrency } from "../page-data";

/** What a holding is worth and what one costs; that it counts in no total where its price cannot be relied on. */
export async function HoldingWorth({ holding }: { readonly holding: Holding }) {
  const currency = await pageCurrency();
  const { value, price, change24h, priceClass, kind } = holding;
  if (value === null || price === null || (kind === "ada" && currency === "ADA")) return null;
  return (
    <p className="text-xs text-muted" title={`One costs ${moneyPriceText(price, currency)}`}>
      {moneyText(value, currency)}
      {change24h !== null && change24h !== "0" && ` (${changeText(change24h)})`}
      {priceClass === "unreliable" && `, ${inNoTotalText}`}
    </p>
  );
}
