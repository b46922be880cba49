import "server-only";
import { db } from "@/lib/db";
import type { Currency } from "@/lib/contract/rates";
import type { Close } from "@/lib/rates/ada-rate";
import type { FetchedFiat } from "@/lib/rates/fetched-fiats";
import type { Fill } from "@/lib/rates/unread-sources";
import { dateOf, dayMs, oldestMs } from "@/lib/rates/instants";

export interface Found {
  /** Of each wanted close the newest that there are up to it, by its instant. */
  readonly closes: readonly (Close & { readonly wanted: number })[];
  readonly fiats: readonly FetchedFiat[];
  readonly fills: readonly Fill[];
}

/** What is stored about wanted closes, in one round trip; a close is looked for through the 31 days before. */
export async function readEvidence(wanted: readonly number[], currencies: readonly Currency[]): Promise<Found> {
  const instants = wanted.map((at) => new Date(at));
  const [first, last] = [Math.min(...wanted) - oldestMs - dayMs, Math.max(...wanted)].map(dateOf);
  const [row] = await db().$queryRaw<[Found]>`
    SELECT
      (SELECT coalesce(json_agg(json_build_object('wanted', (extract(epoch FROM w.at) * 1000)::bigint, 'at', (extract(epoch FROM c.at) * 1000)::bigint, 'grain', c.grain, 'source', c.source,
          'close', trim_scale(c.close)::text) ORDER BY w.at, c.grain, c.source), '[]')
        FROM unnest(${instants}::timestamptz[]) AS w(at) CROSS JOIN LATERAL (
          SELECT m.at FROM ada_close m WHERE m.at <= w.at AND m.at > w.at - make_interval(secs => ${oldestMs / 1000}::float8)
          ORDER BY m.at DESC LIMIT 1
        ) newest JOIN ada_close c ON c.at = newest.at) AS closes,
      (SELECT coalesce(json_agg(json_build_object('day', (extract(epoch FROM f.day) * 1000)::bigint, 'currency', f.currency,
          'perEuro', trim_scale(f.per_euro)::text) ORDER BY f.day, f.currency), '[]')
        FROM fiat_rate f WHERE f.currency = ANY(${["USD", ...currencies]}::text[])
          AND f.day BETWEEN ${first}::date AND ${last}::date) AS fiats,
      (SELECT coalesce(json_agg(json_build_object('source', r.source, 'kind', r.kind, 'month', (extract(epoch FROM r.month) * 1000)::bigint,
          'until', (extract(epoch FROM r.until) * 1000)::bigint)), '[]')
        FROM rate_fill r WHERE r.kind <> 'hour' OR r.month BETWEEN ${first}::date AND ${last}::date) AS fills`;
  return row;
}
