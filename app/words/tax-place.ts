import type { AccountingAnswer } from "@/lib/contract/accounting";
import { firstParam, type RawParams } from "./activity-filters";
import { dayBefore } from "./calendar-day";

/** The lists of the tax page, each paged on its own. */
const taxLists = ["disposals", "income", "shortfalls", "lots"] as const;
export type TaxList = (typeof taxLists)[number];

/** What the address of the tax page says. */
export interface TaxPlace {
  /** Undefined: the newest one in which something happened. */
  readonly year?: number | "all" | undefined;
  readonly wallet?: string | undefined;
  /** Where each list goes on; absent at its beginning. */
  readonly cursors: Readonly<Partial<Record<TaxList, string>>>;
  /** Whether all rows stand on one page, to be printed. */
  readonly isWhole: boolean;
}

/** Reads it; what makes no sense there is left out. */
export function readTaxPlace(params: RawParams): TaxPlace {
  const year = firstParam(params, "year") ?? "";
  const cursors = taxLists.flatMap((list) => {
    const cursor = firstParam(params, list) ?? "";
    return /^[1-9]\d{0,8}$/.test(cursor) ? [[list, cursor] as const] : [];
  });
  const wallet = firstParam(params, "wallet") ?? "";
  return {
    ...(year === "all" && { year: "all" as const }),
    ...(/^20(09|[1-9]\d)$/.test(year) && { year: Number(year) }),
    ...(/^[0-9a-f-]{36}$/i.test(wallet) && { wallet }),
    cursors: Object.fromEntries(cursors),
    isWhole: firstParam(params, "rows") === "all",
  };
}

/** The page's address, with further parameters behind it; equal places give equal addresses. */
export function taxPath(
  { year, wallet, cursors, isWhole }: TaxPlace,
  more: Iterable<readonly [name: string, value: string]> = [],
): string {
  const params = new URLSearchParams();
  if (year !== undefined) params.set("year", String(year));
  if (wallet !== undefined) params.set("wallet", wallet);
  for (const list of taxLists) {
    const cursor = cursors[list];
    if (cursor !== undefined) params.set(list, cursor);
  }
  if (isWhole) params.set("rows", "all");
  for (const [name, value] of more) params.set(name, value);
  const text = params.toString();
  return text === "" ? "/tax" : `/tax?${text}`;
}

/** Another year is seen from the beginning of its lists. */
export function taxYearPath({ wallet }: Pick<TaxPlace, "wallet">, year: TaxPlace["year"]): string {
  return taxPath({ year, wallet, cursors: {}, isWhole: false });
}

/** Some transactions of a year on the activity page: its days are both included. */
export function activityPath(
  { from, until }: Pick<AccountingAnswer, "from" | "until">,
  filters: readonly (readonly [name: string, value: string])[],
): string {
  const days: [string, string][] =
    from === null || until === null
      ? []
      : [
          ["from", from.slice(0, 10)],
          ["to", dayBefore(until)],
        ];
  return `/activity?${new URLSearchParams([...filters.map(([name, value]) => [name, value]), ...days]).toString()}`;
}
