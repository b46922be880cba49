import type { Currency } from "@/lib/contract/rates";
import type { FlowLine } from "./flow-lines";
import { inNoTotalText } from "./market-words";
import { moneyText } from "./money-text";

/**
 * What was moved was worth then and is worth now: `€12.50 then, €9.00 now`. Says of a price that cannot be relied on what holdings
 * say of it. Null where neither is known nor looked for, and for ada in ada.
 */
export function flowWorthText({ unit, worth }: Pick<FlowLine, "unit" | "worth">, currency: Currency): string | null {
  if (worth === null || (unit === "lovelace" && currency === "ADA")) return null;
  const { then, now, isLater, unreliable } = worth;
  const unknown = isLater ? "value then still being looked up" : "value then not known";
  if (then === null && now === null) return isLater ? unknown : null;
  const isThen = then !== null && unreliable.then;
  const isNow = now !== null && unreliable.now;
  const thenText = then === null ? unknown : `${sizeText(then, currency)} then${isThen && !isNow ? doubt : ""}`;
  const nowText = now === null ? "now not known" : `${sizeText(now, currency)} now${isNow && !isThen ? doubt : ""}`;
  return `${thenText}, ${nowText}${isThen && isNow ? `, both ${inNoTotalText}` : ""}`;
}

const doubt = ` (${inNoTotalText})`;

/** The amount beside it has the sign. */
const sizeText = (value: string, currency: Currency) => moneyText(value.replace(/^-/, ""), currency);
