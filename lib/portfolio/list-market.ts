import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { limits } from "@/lib/contract/limits";
import type { MarketAnswer, MarketQuery, MarketRow, MarketSort } from "@/lib/contract/market";
import type { Currency } from "@/lib/contract/rates";
import { env } from "@/lib/env";
import { invalidRequest } from "@/lib/http/as-app-error";
import { beginMarket, isMarketBegun, isMarketWalked } from "@/lib/market/keep-market-going";
import { hotScore } from "@/lib/market/hot-score";
import { rankedTokens } from "@/lib/market/rankings";
import { readTokens } from "@/lib/market/token-store";
import { seeViewer } from "@/lib/market/viewers";
import { isMarketKnown, readMarketFacts, searchMarket, watchedUnits } from "@/lib/portfolio/market-facts";
import { marketRow } from "@/lib/portfolio/market-row";
import { ownWorthsOf } from "@/lib/portfolio/own-worths";
import { rateAt } from "@/lib/portfolio/rate-at";
import { readOwnPrices } from "@/lib/prices/own-prices";

interface Page {
  readonly units: readonly Unit[];
  readonly nextCursor: string | null;
}

/**
 * A page of the market: tokens in an order, those that the user watches, or those that a text means. A page that is empty says why.
 * Throws `invalid_request` for a cursor that no page ended with.
 */
export async function listMarket(userId: string, query: MarketQuery): Promise<MarketAnswer> {
  const { currency } = query;
  const asOf = new Date().toISOString();
  if (env().MARKET === "off") return { tokens: [], nextCursor: null, asOf, currency, reason: "switched off" };
  const { units, nextCursor } = await pageOf(userId, query);
  const tokens = await marketRows(userId, units, currency);
  const isUnread = tokens.length === 0 && query.cursor === undefined && (await isMarketUnread(userId));
  if (isUnread) await beginMarket(Date.parse(asOf));
  return { tokens, nextCursor, asOf, currency, reason: isUnread ? "later" : null };
}

/** What is not found may be found later, as long as the first walk over all pools is to come or under way. */
async function isMarketUnread(userId: string): Promise<boolean> {
  if (!(await isMarketKnown(userId))) return true;
  return (await isMarketBegun()) && !(await isMarketWalked());
}

async function pageOf(userId: string, { q, watched, sort, cursor, limit }: MarketQuery): Promise<Page> {
  const isRanked = watched !== "true" && (q === undefined || q === "");
  if (isRanked && (cursor === undefined || !/^\d+$/.test(cursor))) {
    const ranked = await rankedTokens(sort, cursor ?? null, limit);
    if (ranked.units.length > 0 || cursor !== undefined || !fromTheStart.has(sort)) return ranked;
  }
  const offset = cursor === undefined ? 0 : readOffset(cursor);
  const found = await foundUnits(userId, { q: q ?? "", isWatched: watched === "true", offset, limit: limit + 1 });
  const isMore = found.length > limit && offset + limit <= furthestOffset;
  return { units: found.slice(0, limit), nextCursor: isMore ? String(offset + limit) : null };
}

async function foundUnits(
  userId: string,
  { q, isWatched, offset, limit }: { q: string; isWatched: boolean; offset: number; limit: number },
): Promise<Unit[]> {
  if (isWatched && q === "") return watchedUnits(userId, offset, limit);
  const among = isWatched ? await watchedUnits(userId, 0, limits.watchedTokens) : null;
  return searchMarket(userId, { q, among, offset, limit });
}

/** Orders that show those with the deepest pools until a look has seen the first trade. */
const fromTheStart: ReadonlySet<MarketSort> = new Set(["hot", "volume"]);

/** Behind so many nobody looks for what they search. */
const furthestOffset = 2_000;

function readOffset(cursor: string): number {
  const offset = /^[1-9]\d{0,3}$/.test(cursor) ? Number.parseInt(cursor, 10) : furthestOffset + 1;
  if (offset > furthestOffset) throw invalidRequest([{ field: "cursor", reason: "Not a cursor of an earlier answer" }]);
  return offset;
}

/** Some tokens as they are listed, in the order given. */
async function marketRows(userId: string, units: readonly Unit[], currency: Currency): Promise<MarketRow[]> {
  const nowMs = Date.now();
  const [facts, tokens, rate, said] = await Promise.all([
    readMarketFacts(userId, units),
    readTokens(units, nowMs),
    rateAt(currency, null),
    readOwnPrices(userId),
  ]);
  const theirs = facts.filter(({ watched, quantity }) => watched || quantity !== "0").map(({ unit }) => unit);
  const [own] = await Promise.all([
    ownWorthsOf(said, units, { currency, rate, asOf: null, nowMs }),
    seeViewer(nowMs, { userId, units: theirs }),
  ]);
  return facts.map((each) => {
    const token = tokens.get(each.unit);
    const hot = token === undefined ? null : (hotScore(token, nowMs)?.toFixed(4) ?? null);
    const hasGateway = env().IPFS_GATEWAY !== undefined;
    return marketRow(each, { token, own: own.get(each.unit), rate, nowMs, hot, hasGateway });
  });
}
