import type { Dated } from "@/lib/gains/gain-rows";
import { addDisposals, addKnown, noIncome, noDisposals, sumDisposals, sumKnown } from "@/lib/gains/sum-gains";
import type { SummedDisposals, SummedIncome } from "@/lib/gains/sum-gains";
import type { Review } from "@/lib/accounting/wallet-book";
import type { AccountingQuery } from "@/lib/contract/accounting";
import { walletOf } from "@/lib/gains/event-facts";

/** What gains of a tax year, a wallet and a unit come to. */
export interface GainSum {
  readonly year: number;
  readonly wallet: string | null;
  readonly asset: string;
  readonly disposals: SummedDisposals;
  readonly income: SummedIncome;
  readonly shortfalls: number;
  readonly reviews: ReadonlyMap<Review["why"], number>;
}

export type Sums = Omit<GainSum, "year" | "wallet" | "asset">;

const nothingSummed: Sums = { disposals: noDisposals, income: noIncome, shortfalls: 0, reviews: new Map() };

const added = (a: Sums, b: Sums): Sums => ({
  disposals: addDisposals(a.disposals, b.disposals),
  income: addKnown(a.income, b.income),
  shortfalls: a.shortfalls + b.shortfalls,
  reviews: new Map([
    ...a.reviews,
    ...[...b.reviews].map(([why, count]) => [why, (a.reviews.get(why) ?? 0) + count] as const),
  ]),
});

type Key = Pick<GainSum, "year" | "wallet" | "asset">;
const keyText = ({ year, wallet, asset }: Key) => `${String(year)} ${wallet ?? ""} ${asset}`;

/** Sums of what happened, one for each tax year, wallet and unit. */
export function gainSums({ disposals, income, shortfalls, reviews }: Dated, yearOf: (at: number) => number): GainSum[] {
  const groups = new Map<string, Key & { [K in keyof Dated]: Dated[K][number][] }>();
  const groupOf = ({ eventId, at, asset }: { eventId: string; at: number; asset: string }) => {
    const key = { year: yearOf(at), wallet: walletOf(eventId), asset };
    const known = groups.get(keyText(key)) ?? { ...key, disposals: [], income: [], shortfalls: [], reviews: [] };
    groups.set(keyText(key), known);
    return known;
  };
  for (const row of disposals) groupOf(row).disposals.push(row);
  for (const row of income) groupOf(row).income.push(row);
  for (const row of shortfalls) groupOf(row).shortfalls.push(row);
  for (const row of reviews) groupOf(row).reviews.push(row);
  return [...groups.values()].map((group) => ({
    ...{ year: group.year, wallet: group.wallet, asset: group.asset },
    disposals: sumDisposals(group.disposals),
    income: sumKnown(group.income.map(({ value }) => value)),
    shortfalls: group.shortfalls.length,
    reviews: countsOf(group.reviews.map(({ why }) => why)),
  }));
}

function countsOf<T>(all: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

/** Sums of the same year, wallet and unit become one. */
export function mergeSums(all: readonly GainSum[]): GainSum[] {
  const merged = new Map<string, GainSum>();
  for (const sum of all) {
    const known = merged.get(keyText(sum));
    merged.set(keyText(sum), known === undefined ? sum : { ...sum, ...added(known, sum) });
  }
  return [...merged.values()];
}

/** What those come to that somebody asks for. */
export function sumOf(sums: readonly GainSum[], { year, wallet, unit }: AccountingQuery): Sums {
  return sums
    .filter(
      (sum) =>
        (year ?? sum.year) === sum.year && (wallet ?? sum.wallet) === sum.wallet && (unit ?? sum.asset) === sum.asset,
    )
    .reduce<Sums>(added, nothingSummed);
}
