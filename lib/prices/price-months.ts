import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { db } from "@/lib/db";
import { countsInTotal } from "@/lib/market/choose-price";
import type { Ratio } from "@/lib/market/exact-sum";
import type { PastPrice } from "@/lib/prices/past-price";
import { readPastPrices } from "@/lib/prices/read-past-prices";
import { dateOf, dayMs, nextMonth } from "@/lib/rates/instants";

/** What is needed of a past price to tell what something was worth. */
export interface CountedPrice {
  /** Lovelace for one smallest part. */
  readonly price: Ratio;
  readonly depthLovelace: bigint;
  readonly isInTotal: boolean;
}

/** A UTC month of a unit. */
export interface UnitMonth {
  readonly unit: Unit;
  /** ms since the epoch: its beginning. */
  readonly month: number;
}

/** What a unit cost at the beginning of each day of a month. */
export interface PriceMonth extends UnitMonth {
  readonly prices: string;
}

/** Those that are kept of units, from one month to another. */
export async function readMonths(units: readonly Unit[], first: number, last: number): Promise<PriceMonth[]> {
  return db().$queryRaw<PriceMonth[]>`
    SELECT m.unit, (extract(epoch FROM m.month) * 1000)::float8 AS month, m.prices FROM price_month m
    WHERE m.unit = ANY (${[...units]}::text[]) AND m.month BETWEEN ${dateOf(first)}::date AND ${dateOf(last)}::date`;
}

/** Those that are not kept of units, from one month to another, the newest first. */
export function missingMonths(units: readonly Unit[], first: number, last: number, most: number): Promise<UnitMonth[]> {
  return db().$queryRaw<UnitMonth[]>`
    SELECT u.unit, (extract(epoch FROM m.month) * 1000)::float8 AS month
    FROM unnest(${[...units]}::text[]) AS u(unit) CROSS JOIN generate_series(${dateOf(first)}::timestamp, ${dateOf(last)}::timestamp, interval '1 month') AS m(month)
    WHERE NOT EXISTS (SELECT FROM price_month p WHERE p.unit = u.unit AND p.month = m.month::date) ORDER BY m.month DESC, u.unit LIMIT ${most}`;
}

/** Tells months by what is known of pools, and keeps them for all users where nothing of that changed meanwhile. */
export async function tellMonths(months: readonly UnitMonth[]): Promise<PriceMonth[]> {
  if (months.length === 0) return [];
  const versions = await readVersions([...new Set(months.map(({ unit }) => unit))]);
  const days = months.map(({ month }) => daysOf(month));
  const prices = (
    await readPastPrices(
      months.flatMap(({ unit }, index) => days[index]?.map((at) => ({ unit, at: new Date(at) })) ?? []),
    )
  ).values();
  const told = months.map((each, index) => ({
    ...each,
    prices: (days[index] ?? []).map(() => textOf(prices.next().value ?? null)).join(","),
  }));
  await keepMonths(told, versions);
  return told;
}

/** The beginnings of its days. */
function daysOf(month: number): number[] {
  return Array.from({ length: (nextMonth(month) - month) / dayMs }, (_, day) => month + day * dayMs);
}

/** A price at the beginning of one of the month's days; null where none is known. */
export function priceIn(days: readonly string[], month: number, at: number): CountedPrice | null {
  const [price = "", depth = "0", isInTotal] = (days[(at - month) / dayMs] ?? "").split(" ");
  if (price === "") return null;
  const slash = price.indexOf("/");
  const [n, d] = slash < 0 ? [price, "1"] : [price.slice(0, slash), price.slice(slash + 1)];
  return { price: { s: 1n, n: BigInt(n), d: BigInt(d) }, depthLovelace: BigInt(depth), isInTotal: isInTotal === "t" };
}

/** The same of a price that was not kept. */
export const counted = ({ price, depthLovelace, class: priceClass }: PastPrice): CountedPrice => ({
  price,
  depthLovelace,
  isInTotal: countsInTotal(priceClass),
});

function textOf(past: PastPrice | null): string {
  if (past === null) return "";
  const { price, depthLovelace, isInTotal } = counted(past);
  return `${String(price.n)}/${String(price.d)} ${String(depthLovelace)} ${isInTotal ? "t" : "f"}`;
}

/** Of a unit, or of one that it is priced by. */
interface Version {
  readonly unit: Unit;
  readonly needs: Unit;
  readonly version: number | null;
}

/** Of units and of all that they are priced by: stable coins, and what LP tokens are shares of. */
function readVersions(units: readonly Unit[]): Promise<Version[]> {
  return db().$queryRaw<Version[]>`
    WITH RECURSIVE needed(unit, needs) AS (
      SELECT u.unit, u.unit FROM unnest(${[...units]}::text[]) AS u(unit)
      UNION
      SELECT n.unit, x.needs FROM needed n JOIN price_pool p ON p.unit = n.needs OR p.lp_unit = n.needs
      CROSS JOIN LATERAL (VALUES (p.unit), (p.quote)) x(needs) WHERE x.needs <> 'lovelace'
    )
    SELECT n.unit, n.needs, v.version FROM needed n LEFT JOIN price_version v ON v.unit = n.needs`;
}

/** Only of units of which nothing changed since the versions were read, and nothing is changing: nobody waits for a reader. */
async function keepMonths(months: readonly PriceMonth[], versions: readonly Version[]): Promise<void> {
  const rows = JSON.stringify(months.map(({ month, ...each }) => ({ ...each, month: dateOf(month) })));
  await db().$executeRaw`
    WITH seen AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) AS s(unit text, needs text, version int)),
    held AS MATERIALIZED (
      SELECT v.unit, v.version FROM price_version v WHERE v.unit IN (SELECT needs FROM seen) ORDER BY v.unit FOR SHARE SKIP LOCKED
    ),
    changed AS MATERIALIZED (
      SELECT s.unit FROM seen s WHERE NOT EXISTS (SELECT FROM held h WHERE h.unit = s.needs AND h.version = s.version)
    )
    INSERT INTO price_month (unit, month, prices)
    SELECT m.unit, m.month, m.prices FROM jsonb_to_recordset(${rows}::jsonb) AS m(unit text, month date, prices text)
    WHERE m.unit NOT IN (SELECT unit FROM changed) ORDER BY m.unit, m.month
    ON CONFLICT (unit, month) DO NOTHING`;
}
