import "server-only";
import { cache } from "react";
import { acceptable, type Acceptable, type AcceptedAnswer, type AccountingQuery } from "@/lib/contract/accounting";
import { readAcceptances, type Acceptance } from "@/lib/gains/acceptance-store";
import { sumOf, type GainSum, type Sums } from "@/lib/gains/gain-sums";
import { readOpenPrints, readUnproven, unprovenPrints } from "@/lib/gains/open-prints";

/** What a person accepted as it is, and is still exactly that. */
interface Accepted {
  readonly acceptances: readonly Acceptance[];
  /** Wallets that are not proven; empty where nobody accepted them. */
  readonly unproven: readonly string[];
}

/** Held against what gains were last told of: these are told first. Read once for all that one page shows. */
export const readAccepted = cache(async (userId: string): Promise<Accepted> => {
  const said = await readAcceptances(userId);
  const years = [...new Set(said.flatMap(({ year }) => year ?? []))];
  const [prints, unproven] = await Promise.all([
    years.length === 0 ? [] : readOpenPrints(userId, years),
    said.some(({ what }) => what === "unproven") ? readUnproven(userId) : [],
  ]);
  const open = [...prints, ...unprovenPrints(unproven)];
  const holds = (one: Acceptance) =>
    open.some(({ year, what, print }) => year === one.year && what === one.what && print === one.print);
  return { acceptances: said.filter(holds), unproven };
});

/** How much of what is asked for is accepted, by what it is; what is not at all is left out. */
export function acceptedOf(
  { acceptances, unproven }: Accepted,
  sums: readonly GainSum[],
  query: AccountingQuery,
): AcceptedAnswer["accepted"] {
  const countIn = ({ year, what }: Acceptance): number => {
    if (what === "unproven") return unproven.filter((id) => (query.wallet ?? id) === id).length;
    if (year === null || (query.year ?? year) !== year) return 0;
    return countOf(sumOf(sums, { ...query, year }), what);
  };
  return acceptable.flatMap((what) => {
    const parts = acceptances
      .filter((one) => one.what === what)
      .map((one) => ({ count: countIn(one), at: one.at }))
      .filter(({ count }) => count > 0);
    const last = parts
      .map(({ at }) => at)
      .toSorted()
      .at(-1);
    return last === undefined ? [] : [{ what, count: parts.reduce((sum, { count }) => sum + count, 0), at: last }];
  });
}

const countOf = ({ shortfalls, reviews }: Sums, what: Exclude<Acceptable, "unproven">): number =>
  what === "shortfall" ? shortfalls : (reviews.get(what) ?? 0);
