import type { Holding } from "@/lib/contract/holdings";
import type { Currency } from "@/lib/contract/rates";
import { countOf } from "./amount-text";
import { assetLabel } from "./asset-label";
import { roundAdaText } from "./market-words";
import { moneyPriceText } from "./money-text";
import { absoluteTime } from "./time-text";

/** Where the price of a holding is from: `1 MIN = 0.0271 ADA, median of 3 pools, 1.2 M ADA deep, block 14,481,526`. Null without a price. */
export function provenanceText(holding: Holding, currency: Currency): string | null {
  const { price, priceClass, priceAt, priceSource, provenance } = holding;
  if (price === null) return null;
  const parts = [`1 ${assetLabel(holding).short} = ${moneyPriceText(price, currency)}`];
  if (priceClass === "manual") parts.push("as you said");
  else if (provenance === null && priceSource !== null) parts.push(`by ${priceSource}`);
  if (provenance !== null) {
    const { pools, depthAda, height } = provenance;
    parts.push(pools === 1 ? "by one pool" : `median of ${countOf(pools)} pools`, `${roundAdaText(depthAda)} deep`);
    if (height !== null) parts.push(`block ${countOf(height)}`);
  }
  if (priceAt !== null && provenance?.height == null) parts.push(absoluteTime(priceAt));
  return parts.join(", ");
}
