import type { Money } from "@/lib/accounting/accounting-event";
import { minus, plus, sum } from "@/lib/accounting/money";
import type { DisposalOutcome, LotUse } from "@/lib/accounting/outcome";
import { formatAmount } from "@/lib/cardano/amount";
import { moneyCell } from "@/lib/exports/cells";
import type { ExportSettings } from "@/lib/exports/export-settings";
import type { Side } from "@/lib/exports/export-row";
import type { Cell } from "@/lib/exports/sheet";
import { identities, numberedSymbol } from "@/lib/exports/symbols";
import type { Streamed } from "@/lib/exports/table";
import { monthFirstDay } from "@/lib/exports/times";

/** What was realised of one asset, and what that asset looks like. */
export interface SoldAsset {
  readonly disposal: DisposalOutcome;
  readonly token: Pick<Side, "ticker" | "decimals">;
}

const header = [
  ...["Description of property", "Date acquired", "Date sold or disposed of", "Proceeds", "Cost or other basis"],
  ...["Code", "Amount of adjustment", "Gain or loss", "Box", "Asset"],
];

/** Cents, as the form has them. */
const moneyDecimals = 2;

/**
 * Form 8949 of the United States, one line a lot: its dates and its term are its own. Boxes are those of digital assets that no broker
 * reports (from the tax year 2025): I held for a year or less, L longer. What no lot stands for was acquired nobody knows when, and
 * out of a pool, at various times; neither has a box.
 */
export async function* form8949Lines(
  disposals: Streamed<SoldAsset>,
  settings: ExportSettings,
): AsyncGenerator<readonly Cell[], void> {
  yield header;
  for await (const { disposal, token } of disposals)
    for (const part of partsOf(disposal)) yield cellsOf(disposal, part, token, settings);
}

type Part = Pick<LotUse, "acquiredAt" | "quantity" | "costBasis" | "gain"> & { readonly isMissing: boolean };

/** Its lots, and what is missing of it at no cost. */
function partsOf({ quantity, gain, costBasis, lots }: DisposalOutcome): Part[] {
  const known = lots.reduce((all, lot) => all + lot.quantity, 0n);
  const parts = lots.map((lot) => ({ ...lot, isMissing: false }));
  if (known === quantity) return parts;
  const missing = {
    ...{ acquiredAt: null, quantity: quantity - known, isMissing: true },
    costBasis: minus(costBasis, sum(lots.map((lot) => lot.costBasis))),
    gain: minus(gain, sum(lots.map((lot) => lot.gain))),
  };
  return [...parts, missing];
}

function cellsOf(
  { at, asset }: DisposalOutcome,
  { acquiredAt, quantity, costBasis, gain, isMissing }: Part,
  token: SoldAsset["token"],
  settings: ExportSettings,
): Cell[] {
  const side: Side = { ...token, unit: asset, quantity, worth: null };
  const symbol = numberedSymbol(side, settings);
  const proceeds = cents(plus(gain, costBasis));
  const basis = cents(costBasis);
  return [
    `${formatAmount(quantity, token.decimals)} ${symbol}`,
    acquiredAt === null ? (isMissing ? "" : "VARIOUS") : monthFirstDay(acquiredAt),
    monthFirstDay(at),
    ...[moneyCell(proceeds, moneyDecimals), moneyCell(basis, moneyDecimals), "", ""],
    moneyCell(minus(proceeds, basis), moneyDecimals),
    acquiredAt === null ? "" : isLong(acquiredAt, at) ? "L" : "I",
    identities([side], numberedSymbol, settings).join("; "),
  ];
}

/** Rounded before they are taken from each other: a line of the form sums up. */
const cents = (money: Money): Money => money?.round(moneyDecimals) ?? null;

/** Held for more than a year, counted from the day after it was acquired: sold after that day of the next year. */
function isLong(acquiredAt: number, soldAt: number): boolean {
  const acquired = new Date(acquiredAt);
  const [year, month, day] = [acquired.getUTCFullYear() + 1, acquired.getUTCMonth(), acquired.getUTCDate()];
  const daysOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return soldAt >= Date.UTC(year, month, Math.min(day, daysOfMonth) + 1);
}
