import "server-only";
import type { Money } from "@/lib/accounting/accounting-event";
import { reviewReasons, type Review } from "@/lib/accounting/wallet-book";
import type {
  AccountingAnswer,
  AccountingQuery,
  AccountingRowsQuery,
  DisposalsAnswer,
  IncomeAnswer,
  LotsAnswer,
  ShortfallsAnswer,
} from "@/lib/contract/accounting";
import { hashOf } from "@/lib/gains/event-facts";
import { isAskedFor } from "@/lib/gains/filter-gains";
import { reviewsOf, shortfallsOf } from "@/lib/gains/open-questions";
import { sumDisposals, sumKnown, type GainSums } from "@/lib/gains/sum-gains";
import { yearOf, yearStart } from "@/lib/gains/tax-years";
import { tellGains, type Gains } from "@/lib/gains/tell-gains";
import { invalidRequest } from "@/lib/http/as-app-error";
import { valueText } from "@/lib/market/decimal-text";
import { readTokenLabels } from "@/lib/portfolio/read-token-columns";
import { requireWallet } from "@/lib/portfolio/require-wallet";

const moneyText = (money: Money): string | null => money && valueText(money);
const timeText = (at: number): string => new Date(at).toISOString();
const sumsText = ({ proceeds, costBasis, gain }: GainSums) => ({
  proceeds: valueText(proceeds),
  costBasis: valueText(costBasis),
  gain: valueText(gain),
});

/** What the person gained, in sums. Throws as `tellGains` does, and `not_found` for anybody else's wallet. */
export async function getAccounting(userId: string, query: AccountingQuery): Promise<AccountingAnswer> {
  const { gains, isAsked } = await gainsAskedFor(userId, query);
  const { settings } = gains;
  const { year = null } = query;
  const disposals = sumDisposals(gains.disposals.filter(isAsked));
  const income = gains.income.filter(isAsked);
  const earned = sumKnown(income.map(({ value }) => value));
  const happened = [...gains.disposals, ...gains.income, ...gains.shortfalls];
  const reviews = reviewsOf(gains).filter(isAsked);
  return {
    settings,
    year,
    from: year === null ? null : timeText(yearStart(settings, year)),
    until: year === null ? null : timeText(yearStart(settings, year + 1)),
    years: [...new Set(happened.map(({ at }) => yearOf(settings, at)))].toSorted((a, b) => b - a),
    disposals: {
      ...{ count: disposals.count, unknown: disposals.unknown, ...sumsText(disposals) },
      byTerm: disposals.byTerm.map(({ term, ...sums }) => ({ term, ...sumsText(sums) })),
    },
    income: { count: income.length, value: valueText(earned.value), unknown: earned.unknown },
    shortfalls: gains.shortfalls.filter(isAsked).length,
    reviews: reviewReasons.flatMap((why) => {
      const count = reviews.filter((review) => review.why === why).length;
      return count === 0 ? [] : [{ why, count }];
    }),
  };
}

/** What went and what came of it, the newest first. */
export async function listDisposals(userId: string, query: AccountingRowsQuery): Promise<DisposalsAnswer> {
  const { page, nextCursor, happened } = await rowsOf(userId, query, ({ disposals }) => disposals);
  const disposals = page.map((row) => ({
    ...happened(row),
    quantity: row.quantity.toString(),
    proceeds: moneyText(row.proceeds),
    costBasis: moneyText(row.costBasis),
    gain: moneyText(row.gain),
    lots: row.lots.map(({ acquiredAt, quantity, costBasis, gain, ...lot }) => ({
      ...lot,
      acquiredAt: acquiredAt === null ? null : timeText(acquiredAt),
      quantity: quantity.toString(),
      costBasis: moneyText(costBasis),
      gain: moneyText(gain),
    })),
    matches: row.matches.map(({ quantity, costBasis, ...match }) => ({
      ...match,
      quantity: quantity.toString(),
      costBasis: moneyText(costBasis),
    })),
  }));
  return { disposals, nextCursor };
}

/** What was earned, the newest first. */
export async function listIncome(userId: string, query: AccountingRowsQuery): Promise<IncomeAnswer> {
  const { page, nextCursor, happened } = await rowsOf(userId, query, ({ income }) => income);
  const income = page.map((row) => ({
    ...happened(row),
    quantity: row.quantity.toString(),
    value: moneyText(row.value),
  }));
  return { income, nextCursor };
}

/** What went beyond what ever came, the newest first. */
export async function listShortfalls(userId: string, query: AccountingRowsQuery): Promise<ShortfallsAnswer> {
  const { page, nextCursor, happened } = await rowsOf(userId, query, shortfallsOf);
  const shortfalls = page.map((row) => ({
    ...happened(row),
    missing: row.missing.toString(),
    proceeds: moneyText(row.proceeds),
  }));
  return { shortfalls, nextCursor };
}

/** What is to be looked at for a reason, the newest first. */
export async function listReviews(userId: string, query: AccountingRowsQuery & { readonly why: Review["why"] }) {
  const { page, nextCursor, happened } = await rowsOf(userId, query, (gains) =>
    reviewsOf(gains).filter(({ why }) => why === query.why),
  );
  return { reviews: page.map((row) => ({ ...happened(row), quantity: row.quantity.toString() })), nextCursor };
}

/** What is left, the oldest first: lots, or pools where the method knows no lots. A year says nothing about it. */
export async function listLots(userId: string, query: AccountingRowsQuery): Promise<LotsAnswer> {
  const { gains } = await gainsAskedFor(userId, query);
  const left = gains.remaining
    .filter(({ asset, wallet }) => (query.unit ?? asset) === asset && (query.wallet ?? wallet) === wallet)
    .toSorted((a, b) => (a.acquiredAt ?? 0) - (b.acquiredAt ?? 0));
  const { page, nextCursor } = pageOf(left, query);
  const labels = await readTokenLabels(page.map(({ asset }) => asset));
  const lots = page.map(({ lotId, acquiredAt, asset, wallet, quantity, costBasis }) => ({
    ...{ lotId, wallet, ...namedBy(labels, asset) },
    acquiredAt: acquiredAt === null ? null : timeText(acquiredAt),
    txHash: lotId === null ? null : hashOf(lotId),
    quantity: quantity.toString(),
    costBasis: moneyText(costBasis),
  }));
  return { lots, nextCursor };
}

async function gainsAskedFor(userId: string, query: AccountingQuery) {
  if (query.wallet !== undefined) await requireWallet(userId, query.wallet);
  const gains = await tellGains(userId);
  return { gains, isAsked: isAskedFor(gains, query) };
}

interface Row {
  readonly eventId: string;
  readonly at: number;
  readonly asset: string;
}

async function rowsOf<T extends Row>(userId: string, query: AccountingRowsQuery, of: (gains: Gains) => readonly T[]) {
  const { gains, isAsked } = await gainsAskedFor(userId, query);
  const { page, nextCursor } = pageOf(of(gains).filter(isAsked).toReversed(), query);
  const labels = await readTokenLabels(page.map(({ asset }) => asset));
  const happened = ({ eventId, at, asset }: Row) => ({
    ...{ eventId, at: timeText(at), txHash: hashOf(eventId) },
    ...namedBy(labels, asset),
  });
  return { page, nextCursor, happened };
}

function namedBy(labels: Awaited<ReturnType<typeof readTokenLabels>>, unit: string) {
  const { name = null, ticker = null, decimals = null } = labels.get(unit) ?? {};
  return { unit, name, ticker, decimals };
}

function pageOf<T>(rows: readonly T[], { cursor, limit }: Pick<AccountingRowsQuery, "cursor" | "limit">) {
  const start = cursor === undefined ? 0 : Number.parseInt(cursor, 10);
  if (cursor !== undefined && !/^[1-9]\d{0,8}$/.test(cursor))
    throw invalidRequest([{ field: "cursor", reason: "Not a cursor of an earlier answer" }]);
  const end = start + limit;
  return { page: rows.slice(start, end), nextCursor: end < rows.length ? String(end) : null };
}
