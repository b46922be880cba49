import { AppError } from "@/lib/contract/app-error";
import type { AccountingAnswer, AccountingSettings } from "@/lib/contract/accounting";
import {
  getAccounting,
  listDisposals,
  listIncome,
  listLots,
  listReviews,
  listShortfalls,
} from "@/lib/gains/list-gains";
import { readSettings } from "@/lib/gains/settings-store";
import { yearOf } from "@/lib/gains/tax-years";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { reviewCounts } from "@/app/words/tax-checks";
import type { TaxPlace } from "@/app/words/tax-place";

const rowsShown = 20;
/** Of each list, on the page that is printed. */
const rowsPrinted = 1_000;
/** Of what is to be looked at, for each reason. */
const reviewsShown = 20;

export type TaxData = Awaited<ReturnType<typeof readTold>>;

/** Why gains cannot be told at all, in words for the person. */
interface Untold {
  readonly untold: string;
  readonly settings: AccountingSettings;
}

/** All that the page shows. A history that is too long, or that the person's own rules refuse, is told as such. */
export async function readTax(userId: string, place: TaxPlace, nowMs: number): Promise<TaxData | Untold> {
  try {
    return await readTold(userId, place, nowMs);
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== "limit_reached" && error.code !== "invalid_request"))
      throw error;
    return { untold: error.message, settings: await readSettings(userId) };
  }
}

/** One history is told for all of it (`lib/gains/tell-gains.ts`). */
async function readTold(userId: string, { year: asked, wallet, cursors, isWhole }: TaxPlace, nowMs: number) {
  const of = wallet === undefined ? {} : { wallet };
  const whole = await getAccounting(userId, of);
  const thisYear = yearOf(whole.settings, nowMs);
  const year = asked ?? whole.years[0] ?? thisYear;
  const query = year === "all" ? of : { ...of, year };
  const limit = isWhole ? rowsPrinted : rowsShown;
  const from = (cursor: string | undefined) => ({
    ...query,
    limit,
    withoutPrices: true,
    ...(cursor !== undefined && { cursor }),
  });
  const answer = year === "all" ? whole : await getAccounting(userId, query);
  const { currency } = whole.settings;
  const [disposals, income, shortfalls, lots, reviews, { holdings }] = await Promise.all([
    listDisposals(userId, from(cursors.disposals)),
    listIncome(userId, from(cursors.income)),
    listShortfalls(userId, from(cursors.shortfalls)),
    listLots(userId, from(cursors.lots)),
    readReviews(userId, query, answer),
    getHoldings(userId, { ...of, currency }),
  ]);
  return { whole, thisYear, year, answer, disposals, income, shortfalls, lots, reviews, holdings };
}

async function readReviews(userId: string, query: { wallet?: string; year?: number }, answer: AccountingAnswer) {
  const limit = reviewsShown;
  return Promise.all(
    reviewCounts(answer).map(async ([why, count]) => ({
      why,
      count,
      rows: count === 0 ? [] : (await listReviews(userId, { ...query, limit, why })).reviews,
    })),
  );
}
