import "server-only";
import type { Money } from "@/lib/accounting/accounting-event";
import type { DisposalOutcome } from "@/lib/accounting/outcome";
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
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { acceptedOf, readAccepted } from "@/lib/gains/accepted";
import { hashOf } from "@/lib/gains/event-facts";
import { rowFacts, type RowKind } from "@/lib/gains/gain-rows";
import { sumOf } from "@/lib/gains/gain-sums";
import { priceOrigins } from "@/lib/gains/price-origins";
import type { GainSums } from "@/lib/gains/sum-gains";
import { yearStart } from "@/lib/gains/tax-years";
import { stillComputing, tellGains } from "@/lib/gains/tell-gains";
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
const terms = ["short", "long", null];

/** What the person gained, in sums. Throws as `tellGains` does, and `not_found` for anybody else's wallet. */
export async function getAccounting(userId: string, query: AccountingQuery): Promise<AccountingAnswer> {
  const { settings, sums, progress } = await gainsAskedFor(userId, query);
  const { year = null } = query;
  const { disposals, income, shortfalls, reviews } = sumOf(sums, query);
  const accepted = acceptedOf(await readAccepted(userId), sums, query);
  const happened = sums.filter((sum) => sum.disposals.count + sum.income.count + sum.shortfalls > 0);
  return {
    settings,
    year,
    from: year === null ? null : timeText(yearStart(settings, year)),
    until: year === null ? null : timeText(yearStart(settings, year + 1)),
    years: [...new Set(happened.map((sum) => sum.year))].toSorted((a, b) => b - a),
    disposals: {
      ...{ count: disposals.count, unknown: disposals.unknown, ...sumsText(disposals) },
      byTerm: disposals.byTerm
        .toSorted((a, b) => terms.indexOf(a.term) - terms.indexOf(b.term))
        .map(({ term, ...each }) => ({ term, ...sumsText(each) })),
    },
    income: { count: income.count, value: valueText(income.value), unknown: income.unknown },
    shortfalls,
    reviews: reviewReasons.flatMap((why) => {
      const count = reviews.get(why) ?? 0;
      return count === 0 ? [] : [{ why, count }];
    }),
    accepted,
    computing: progress.isDone ? null : { done: progress.done, total: progress.total ?? progress.done },
    ratesPending: progress.isLate,
    changedYears: [...progress.changedYears],
  };
}

/** `withoutPrices`: nobody asks who said what things cost. */
type ListQuery = AccountingRowsQuery & { readonly withoutPrices?: boolean | undefined };

/** What went and what came of it, the newest first. */
export async function listDisposals(userId: string, query: ListQuery): Promise<DisposalsAnswer> {
  const { rows, nextCursor } = await rowsOf(userId, query, "disposal");
  const disposals = rows.map(({ facts, ...row }) => ({
    ...row,
    quantity: facts.quantity.toString(),
    proceeds: moneyText(facts.proceeds),
    costBasis: moneyText(facts.costBasis),
    gain: moneyText(facts.gain),
    lots: facts.lots.map(({ acquiredAt, quantity, costBasis, gain, ...lot }) => ({
      ...lot,
      acquiredAt: acquiredAt === null ? null : timeText(acquiredAt),
      quantity: quantity.toString(),
      costBasis: moneyText(costBasis),
      gain: moneyText(gain),
    })),
    matches: facts.matches.map(({ quantity, costBasis, ...match }) => ({
      ...match,
      quantity: quantity.toString(),
      costBasis: moneyText(costBasis),
    })),
  }));
  return { disposals, nextCursor };
}

/** All that was sold, in its order. Throws as `tellGains` does, and `conflict` while gains are still being computed. */
export async function listSold(userId: string): Promise<DisposalOutcome[]> {
  const { progress } = await tellGains(userId);
  if (!progress.isDone) throw stillComputing();
  const rows = await userDb(userId).$queryRaw<Row[]>`
    SELECT event_id AS "eventId", at, asset, facts FROM gains_row WHERE user_id = ${userId}::uuid AND kind = 'disposal' ORDER BY at, seq, n`;
  return rows.map(({ eventId, at, asset, facts }) => ({
    ...{ eventId: eventId ?? "", at: at.getTime(), asset },
    ...rowFacts.disposal.parse(facts),
  }));
}

/** What was earned, the newest first. */
export async function listIncome(userId: string, query: ListQuery): Promise<IncomeAnswer> {
  const { rows, nextCursor } = await rowsOf(userId, query, "income");
  const income = rows.map(({ facts, ...row }) => ({
    ...row,
    quantity: facts.quantity.toString(),
    value: moneyText(facts.value),
  }));
  return { income, nextCursor };
}

/** What went beyond what ever came, the newest first. */
export async function listShortfalls(userId: string, query: ListQuery): Promise<ShortfallsAnswer> {
  const { rows, nextCursor } = await rowsOf(userId, query, "shortfall");
  const shortfalls = rows.map(({ facts, ...row }) => ({
    ...row,
    missing: facts.missing.toString(),
    proceeds: moneyText(facts.proceeds),
  }));
  return { shortfalls, nextCursor };
}

/** What is to be looked at for a reason, the newest first. */
export async function listReviews(userId: string, query: AccountingRowsQuery & { readonly why: Review["why"] }) {
  const { rows, nextCursor } = await rowsOf(userId, { ...query, withoutPrices: true }, "review", query.why);
  return { reviews: rows.map(({ facts, ...row }) => ({ ...row, quantity: facts.quantity.toString() })), nextCursor };
}

/** What is left, the oldest first: lots, or pools where the method knows no lots. A year says nothing about it. */
export async function listLots(
  userId: string,
  { wallet, unit, cursor, limit, withoutPrices }: ListQuery,
): Promise<LotsAnswer> {
  const of = {
    cursor,
    limit,
    withoutPrices,
    ...(wallet !== undefined && { wallet }),
    ...(unit !== undefined && { unit }),
  };
  const { rows, nextCursor } = await rowsOf(userId, of, "lot");
  const lots = rows.map(({ eventId: _, at: __, facts, ...row }) => ({
    ...row,
    lotId: facts.lotId,
    acquiredAt: facts.acquiredAt === null ? null : timeText(facts.acquiredAt),
    quantity: facts.quantity.toString(),
    costBasis: moneyText(facts.costBasis),
  }));
  return { lots, nextCursor };
}

async function gainsAskedFor(userId: string, query: AccountingQuery) {
  if (query.wallet !== undefined) await requireWallet(userId, query.wallet);
  return tellGains(userId);
}

interface Row {
  readonly eventId: string | null;
  readonly at: Date;
  readonly asset: string;
  readonly wallet: string | null;
  readonly facts: unknown;
}

/** The newest first; what is left, the oldest. */
async function rowsOf<K extends RowKind>(userId: string, query: ListQuery, kind: K, why?: Review["why"]) {
  const { settings } = await gainsAskedFor(userId, query);
  const { year = null, wallet = null, unit = null, limit } = query;
  const start = startOf(query.cursor);
  const order = kind === "lot" ? Prisma.sql`at, seq, n` : Prisma.sql`at DESC, seq DESC, n DESC`;
  const found = await userDb(userId).$queryRaw<Row[]>`
    SELECT event_id AS "eventId", at, asset, wallet, facts FROM gains_row
    WHERE user_id = ${userId}::uuid AND kind = ${kind} AND (${year}::int IS NULL OR year = ${year}::int) AND (${wallet}::text IS NULL OR wallet = ${wallet}::text)
      AND (${unit}::text IS NULL OR asset = ${unit}::text) AND (${why ?? null}::text IS NULL OR facts->>'why' = ${why ?? null}::text)
    ORDER BY ${order} OFFSET ${start} LIMIT ${limit + 1}`;
  const page = found.slice(0, limit);
  const [labels, origins] = await Promise.all([
    readTokenLabels(page.map(({ asset }) => asset)),
    query.withoutPrices === true ? [] : priceOrigins(userId, page, settings.currency),
  ]);
  const rows = page.map(({ eventId, at, asset, wallet: of, facts }, index) => ({
    ...{ eventId: eventId ?? "", at: at.toISOString(), txHash: eventId === null ? null : hashOf(eventId), wallet: of },
    price: origins[index] ?? null,
    ...namedBy(labels, asset),
    facts: rowFacts[kind].parse(facts) as ReturnType<(typeof rowFacts)[K]["parse"]>,
  }));
  return { rows, nextCursor: found.length > limit ? String(start + limit) : null };
}

function namedBy(labels: Awaited<ReturnType<typeof readTokenLabels>>, unit: string) {
  const { name = null, ticker = null, decimals = null } = labels.get(unit) ?? {};
  return { unit, name, ticker, decimals };
}

function startOf(cursor: string | undefined): number {
  if (cursor !== undefined && !/^[1-9]\d{0,8}$/.test(cursor))
    throw invalidRequest([{ field: "cursor", reason: "Not a cursor of an earlier answer" }]);
  return cursor === undefined ? 0 : Number.parseInt(cursor, 10);
}
