import "server-only";
import { db } from "@/lib/db";

/** From when on prices of a unit are others, ms since 1970, by which change. */
export interface PriceChange {
  readonly unit: string;
  readonly sinceMs: number;
  readonly change: bigint;
}

/** The last change of any price: whoever reads prices after it sees that one and all before it. */
export async function lastPriceChange(): Promise<bigint> {
  const rows = await db().$queryRaw<{ change: bigint }[]>`
    SELECT coalesce(max(change), 0)::bigint AS change FROM price_change`;
  return rows[0]?.change ?? 0n;
}

/** What has changed of some units since a change, but for that one. */
export function priceChangesSince(change: bigint, units: readonly string[]): Promise<PriceChange[]> {
  return db().$queryRaw<PriceChange[]>`
    SELECT unit, CASE WHEN since = '-infinity' THEN 0 ELSE extract(epoch FROM since) * 1000 END::float8 AS "sinceMs", change FROM price_change
    WHERE change > ${change} AND unit = ANY(${[...units]}::text[])`;
}
