import { badRequest, type Answer } from "./answer";

const MAX_COUNT = 100;
const MAX_PAGE = 21_474_836;

export interface Paging {
  readonly count: number;
  readonly page: number;
  readonly order: "asc" | "desc";
}

/** `count`, `page`, `order`, or the 400 that Blockfrost's schema check gives. */
export function parsePaging(query: URLSearchParams): Paging | Answer {
  const count = boundedInteger(query.get("count"), MAX_COUNT, MAX_COUNT);
  if (count === null) return badRequest("querystring/count must be <= 100");
  const page = boundedInteger(query.get("page"), 1, MAX_PAGE);
  if (page === null) return badRequest("querystring/page must be >= 1");
  const order = query.get("order") ?? "asc";
  if (order !== "asc" && order !== "desc") {
    return badRequest("querystring/order must be equal to one of the allowed values");
  }
  return { count, page, order };
}

function boundedInteger(text: string | null, fallback: number, max: number): number | null {
  if (text === null) return fallback;
  if (!/^\d{1,9}$/.test(text)) return null;
  const value = Number(text);
  return value >= 1 && value <= max ? value : null;
}

export const isAnswer = (value: object): value is Answer => "status" in value;

/** Rows in ascending order → the page asked for. */
export function pageOf<T>(rows: readonly T[], { count, page, order }: Paging): T[] {
  const start = (page - 1) * count;
  if (order === "asc") return rows.slice(start, start + count);
  return rows.toReversed().slice(start, start + count);
}

interface Place {
  readonly height: number;
  readonly index: number;
}

interface Bound {
  readonly height: number;
  readonly index: number | null;
}

/** `from` and `to` as `height[:index]`, both included; a missing index stands for the whole block. */
export interface BlockRange {
  readonly from: Bound | null;
  readonly to: Bound | null;
}

export function parseBlockRange(query: URLSearchParams): BlockRange | Answer {
  const [from, to] = [parseBound(query.get("from")), parseBound(query.get("to"))];
  const reversed = from !== undefined && to !== undefined && from !== null && to !== null && isAfter(from, to);
  if (from === undefined || to === undefined || reversed) {
    return badRequest("Invalid (malformed or out of range) from/to parameter(s).");
  }
  return { from, to };
}

const isAfter = (from: Bound, to: Bound): boolean =>
  from.height > to.height || (from.height === to.height && (from.index ?? 0) > (to.index ?? Infinity));

function parseBound(text: string | null): Bound | null | undefined {
  if (text === null) return null;
  const match = /^(\d{1,9})(?::(\d{1,9}))?$/.exec(text);
  if (match === null) return undefined;
  return { height: Number(match[1]), index: match[2] === undefined ? null : Number(match[2]) };
}

export function inRange({ from, to }: BlockRange, place: Place): boolean {
  const afterFrom =
    from === null || place.height > from.height || (place.height === from.height && place.index >= (from.index ?? 0));
  const beforeTo =
    to === null || place.height < to.height || (place.height === to.height && place.index <= (to.index ?? Infinity));
  return afterFrom && beforeTo;
}

/** What lies in the range of a list in chain order: as `inRange`, without looking at all of a long list. */
export function withinRange<T extends Place>(places: readonly T[], { from, to }: BlockRange): readonly T[] {
  const start = from === null ? 0 : firstIndex(places, (place) => inRange({ from, to: null }, place));
  const end = to === null ? places.length : firstIndex(places, (place) => !inRange({ from: null, to }, place));
  return places.slice(start, end);
}

/** Where the list begins to hold what is true from some index on. */
function firstIndex<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item !== undefined && holds(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
