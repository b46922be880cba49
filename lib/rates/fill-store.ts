import "server-only";
import type { RateSource } from "@/lib/contract/rates";
import { db } from "@/lib/db";
import type { Candle } from "@/lib/rates/candle";
import type { FetchedFiat } from "@/lib/rates/fetched-fiats";
import { dateOf } from "@/lib/rates/instants";
import type { Fill } from "@/lib/rates/unread-sources";
import type { RateCall } from "@/lib/rates/next-call";

/** Longer than a step lives. */
const claimSeconds = 15;
const firstWaitSeconds = 60;
const longestWaitSeconds = 3_000;

export interface Claim {
  /** Nobody else asks the source meanwhile, and it may be asked. */
  readonly isClaimed: boolean;
  /** Until it may be asked again after a failure; null where nothing failed. */
  readonly retryInMs: number | null;
  readonly fills: readonly Fill[];
}

/** Takes a source for a step, unless another step has it or it is left alone after a failure. */
export async function claimSource(source: RateSource): Promise<Claim> {
  const [row] = await db().$queryRaw<[Claim]>`
    WITH mine AS (
      INSERT INTO rate_source (source, claimed_until) VALUES (${source}, now() + make_interval(secs => ${claimSeconds}::int))
      ON CONFLICT (source) DO UPDATE SET claimed_until = excluded.claimed_until
      WHERE coalesce(rate_source.claimed_until, '-infinity') <= now() AND coalesce(rate_source.retry_at, '-infinity') <= now()
      RETURNING source
    )
    SELECT EXISTS (SELECT FROM mine) AS "isClaimed",
      (SELECT (extract(epoch FROM s.retry_at - now()) * 1000)::float8 FROM rate_source s WHERE s.source = ${source} AND s.retry_at > now())
        AS "retryInMs",
      (SELECT coalesce(json_agg(json_build_object('source', f.source, 'kind', f.kind,
          'month', (extract(epoch FROM f.month) * 1000)::bigint, 'until', (extract(epoch FROM f.until) * 1000)::bigint)), '[]')
        FROM rate_fill f WHERE f.source = ${source}) AS fills`;
  return row;
}

/** The step is done with a source. */
export async function releaseSource(source: RateSource): Promise<void> {
  await db().$executeRaw`UPDATE rate_source SET claimed_until = NULL WHERE source = ${source}`;
}

/** Stores closes and how far the source was read by them, in one statement. A close that is there already stays. */
export async function keepCandles(source: RateSource, call: RateCall, candles: readonly Candle[], until: number) {
  const rows = JSON.stringify(candles.map(({ at, close }) => ({ at: new Date(at), close })));
  await db().$executeRaw`
    WITH kept AS (
      INSERT INTO ada_close (at, grain, source, close)
      SELECT c.at, ${call.kind}, ${source}, c.close FROM jsonb_to_recordset(${rows}::jsonb) AS c(at timestamptz, close numeric)
      ON CONFLICT DO NOTHING
    ), filled AS (
      INSERT INTO rate_fill (source, kind, month, until)
      VALUES (${source}, ${call.kind}, ${dateOf(call.month)}::date, ${new Date(until)}::timestamptz)
      ON CONFLICT (source, kind, month) DO UPDATE SET until = greatest(rate_fill.until, excluded.until)
    )
    UPDATE rate_source SET last_success_at = now(), failing_since = NULL, retry_at = NULL, last_error = NULL,
      claimed_until = now() + make_interval(secs => ${claimSeconds}::int) WHERE source = ${source}`;
}

/** The same for currencies. */
export async function keepFiats(source: RateSource, call: RateCall, fiats: readonly FetchedFiat[], until: number) {
  const rows = JSON.stringify(fiats.map(({ day, ...fiat }) => ({ day: dateOf(day), ...fiat })));
  await db().$executeRaw`
    WITH kept AS (
      INSERT INTO fiat_rate (day, currency, per_euro)
      SELECT f.day, f.currency, f."perEuro" FROM jsonb_to_recordset(${rows}::jsonb) AS f(day date, currency text, "perEuro" numeric)
      ON CONFLICT DO NOTHING
    ), filled AS (
      INSERT INTO rate_fill (source, kind, month, until)
      VALUES (${source}, 'fiat', ${dateOf(call.month)}::date, ${new Date(until)}::timestamptz)
      ON CONFLICT (source, kind, month) DO UPDATE SET until = greatest(rate_fill.until, excluded.until)
    )
    UPDATE rate_source SET last_success_at = now(), failing_since = NULL, retry_at = NULL, last_error = NULL,
      claimed_until = now() + make_interval(secs => ${claimSeconds}::int) WHERE source = ${source}`;
}

/**
 * Leaves a source alone: for a minute, then for as long as it has been failing, an hour at most; longer where it asks for that.
 * Milliseconds until it may be asked again.
 */
export async function leaveAlone(source: RateSource, reason: string, retryAfterSeconds = 0): Promise<number> {
  const [row] = await db().$queryRaw<[{ retryInMs: number }]>`
    UPDATE rate_source SET claimed_until = NULL, last_error = ${reason.slice(0, 300)}, failing_since = coalesce(failing_since, now()),
      retry_at = now() + greatest(make_interval(secs => ${retryAfterSeconds}::float8), make_interval(secs => ${firstWaitSeconds}::int),
        least(make_interval(secs => ${longestWaitSeconds}::int), now() - coalesce(failing_since, now())))
    WHERE source = ${source} RETURNING (extract(epoch FROM retry_at - now()) * 1000)::float8 AS "retryInMs"`;
  return row.retryInMs;
}
