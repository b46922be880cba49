import type { Money } from "@/lib/accounting/accounting-event";
import { nothing } from "@/lib/accounting/money";
import { exactText } from "@/lib/accounting/exact-text";
import { formatAmount } from "@/lib/cardano/amount";
import type { Side } from "@/lib/exports/export-row";
import type { ExportSettings } from "@/lib/exports/export-settings";
import { noAmount, type Cell } from "@/lib/exports/sheet";
import type { SymbolOf } from "@/lib/exports/symbols";

/** Decimals of money in files: more than any tool keeps. */
const moneyDecimals = 8;

/** In whole units, without anything but digits and a point. */
export function amountCell(side: Side | null): Cell {
  return side === null ? noAmount : { digits: formatAmount(side.quantity, side.decimals) };
}

/** Empty where nothing moved. */
export function symbolCell(side: Side | null, symbolOf: SymbolOf, settings: ExportSettings): Cell {
  return side === null ? noAmount : symbolOf(side, settings);
}

/** Tools refuse what is below nothing: of a sale that cost more than it brought, they learn that it brought nothing. */
export function worthCell(money: Money | undefined): Cell {
  return moneyCell(atLeastNothing(money ?? null));
}

export const atLeastNothing = (money: Money): Money => (money !== null && money.s < 0n ? nothing : money);

/** Rounded to the nearest; empty where nobody knows it. */
export function moneyCell(money: Money | undefined, decimals: number = moneyDecimals): Cell {
  return money == null ? noAmount : { digits: exactText(money.round(decimals)) };
}
