import "server-only";
import type { z } from "zod";
import { derived } from "@/lib/cache/derived";
import { historyAnswer, type HistoryAnswer, type historyQuery } from "@/lib/contract/history";
import { limits } from "@/lib/contract/limits";
import { invalidRequest } from "@/lib/http/as-app-error";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { hasRates } from "@/lib/portfolio/has-rates";
import { earliestFrom, historyInstants } from "@/lib/portfolio/history-instants";
import { endingIn, historyPoints } from "@/lib/portfolio/history-points";
import { firstTransactionAt } from "@/lib/portfolio/history-rows";
import { requireWallet } from "@/lib/portfolio/require-wallet";

type HistoryQuery = z.output<typeof historyQuery>;

/**
 * What was owned at each beginning of an hour, day, week or month between two times, and at both: by the flows until then and
 * the prices of then. The last point is the holdings' own total. Throws `invalid_request` for more points than one answer has,
 * `not_found` for anybody else's wallet.
 */
export async function getHistory(userId: string, query: HistoryQuery): Promise<HistoryAnswer> {
  const walletId = query.wallet ?? null;
  if (walletId !== null) await requireWallet(userId, walletId);
  const { currency, to } = query;
  const scope = walletId === null ? {} : { wallet: walletId };
  const [last, points] = await Promise.all([
    getHoldings(userId, { ...scope, currency, ...(to !== undefined && { asOf: to }) }),
    pointsOf(userId, walletId, query),
  ]);
  return { currency, points: endingIn(points, last) };
}

/** Of all of the time up to now from the cache while that is fresh: other times are too many to be kept. */
function pointsOf(userId: string, walletId: string | null, query: HistoryQuery): Promise<HistoryAnswer["points"]> {
  const { from, to, interval, currency } = query;
  const read = () => pointsUntil(userId, walletId, query, to === undefined ? Date.now() : Date.parse(to));
  if (from !== undefined || to !== undefined) return read();
  const name = `history:${walletId ?? "all"}:${interval}:${currency}`;
  return derived(userId, name, historyAnswer.shape.points, read, hasRates);
}

async function pointsUntil(userId: string, walletId: string | null, query: HistoryQuery, to: number) {
  const first = query.from === undefined ? await firstTransactionAt(userId, walletId) : null;
  return historyPoints(userId, walletId, query.currency, instantsOf(query, first, to));
}

function instantsOf({ from, interval }: HistoryQuery, first: Date | null, to: number): number[] {
  const earliest = earliestFrom(to, interval, limits.historyPoints);
  const start = from === undefined ? Math.max(earliest, first?.getTime() ?? to) : Date.parse(from);
  if (start > to) throw invalidRequest([{ field: "from", reason: "It lies after the end" }]);
  const instants = historyInstants(start, to, interval, limits.historyPoints);
  if (instants !== null) return instants;
  const reason = `That is more than ${String(limits.historyPoints)} points: ask for a shorter time, or for a longer interval`;
  throw invalidRequest([{ field: "interval", reason }]);
}
