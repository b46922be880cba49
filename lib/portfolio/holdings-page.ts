import { z } from "zod";
import type { AllHoldings, HoldingsAnswer } from "@/lib/contract/holdings";
import { limits } from "@/lib/contract/limits";
import { invalidRequest } from "@/lib/http/as-app-error";

/**
 * As many holdings as an answer may weigh, with their places, from where an earlier answer ended. Totals are of all holdings.
 * Throws `invalid_request` for a cursor that no answer had.
 */
export function holdingsPage(all: AllHoldings, cursor: string | undefined): HoldingsAnswer {
  const start = cursor === undefined ? 0 : placeAfter(all, cursor);
  const placeCharacters = new Map<string, number>();
  for (const place of all.places)
    placeCharacters.set(place.unit, (placeCharacters.get(place.unit) ?? 0) + JSON.stringify(place).length);
  let left: number = limits.holdingsCharacters;
  let end = start;
  for (const holding of all.holdings.slice(start)) {
    left -= JSON.stringify(holding).length + (placeCharacters.get(holding.unit) ?? 0);
    if (left < 0 && end > start) break;
    end += 1;
  }
  return pageOf(all, start, end);
}

function pageOf(all: AllHoldings, start: number, end: number): HoldingsAnswer {
  const holdings = all.holdings.slice(start, end);
  const elsewhere = new Set([...all.holdings.slice(0, start), ...all.holdings.slice(end)].map(({ unit }) => unit));
  const here = new Set(holdings.map(({ unit }) => unit));
  const last = holdings.at(-1);
  return {
    ...all,
    holdings,
    // What adds up to nothing over its places is no holding: its places are told with the first ones.
    places: all.places.filter(({ unit }) => (start === 0 ? !elsewhere.has(unit) : here.has(unit))),
    nextCursor: last === undefined || end >= all.holdings.length ? null : encode(end, last.unit),
  };
}

const shape = z.tuple([z.int().min(1).max(10_000_000), z.string().max(200)]);

function encode(end: number, unit: string): string {
  return Buffer.from(JSON.stringify([end, unit])).toString("base64url");
}

/** Behind the holding that the earlier answer ended with, wherever that stands now; where it is gone, behind its place. */
function placeAfter({ holdings }: AllHoldings, cursor: string): number {
  const parsed = shape.safeParse(readJson(cursor));
  if (!parsed.success) throw invalidRequest([{ field: "cursor", reason: "Not a cursor of an earlier answer" }]);
  const [end, unit] = parsed.data;
  const found = holdings.findIndex((holding) => holding.unit === unit);
  return found === -1 ? end - 1 : found + 1;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
