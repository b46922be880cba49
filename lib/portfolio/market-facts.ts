import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { TokenColumns } from "@/lib/portfolio/token-name";

/** What is known of a token beside its price, and what the user has to do with it. */
export interface MarketFacts extends TokenColumns {
  readonly unit: Unit;
  readonly fingerprint: string | null;
  readonly picture: "inline" | "ipfs" | null;
  /** Of all places together. */
  readonly quantity: string;
  readonly watched: boolean;
  readonly spam: boolean;
  /** Another token with a deeper pool carries the same ticker, or the same name. */
  readonly lookAlike: boolean;
}

/** Every unit that a pool trades, with the ADA of its deepest pool. */
const traded = Prisma.sql`
  traded AS MATERIALIZED (
    SELECT u.unit, max(p.lovelace) AS depth FROM pool p CROSS JOIN LATERAL unnest(p.units) AS u(unit) WHERE u.unit <> 'lovelace' GROUP BY 1
  )`;

/** Where the name begins in an asset name: behind its label (CIP-67), of fungible tokens and of rich ones. */
const bareName = (unit: Prisma.Sql) => Prisma.sql`regexp_replace(substr(${unit}, 57), '^(0014df10|001bc280)', '')`;

/** The asset name as text; bytes that are none stand there escaped. */
const nameText = (unit: Prisma.Sql) => Prisma.sql`encode(decode(${bareName(unit)}, 'hex'), 'escape')`;

/** By what people know a token: its ticker, and the text of its asset name. */
const callings = (unit: Prisma.Sql, ticker: Prisma.Sql) =>
  Prisma.sql`SELECT DISTINCT lower(c.text) AS calling FROM (VALUES (${ticker}), (${nameText(unit)})) AS c(text) WHERE c.text <> ''`;

/** Some tokens with what is known of each, in the order given. One round trip. */
export async function readMarketFacts(userId: string, units: readonly Unit[]): Promise<MarketFacts[]> {
  if (units.length === 0) return [];
  return userDb(userId).$queryRaw<MarketFacts[]>`
    WITH ${traded},
    asked AS (SELECT a.unit, a.n, coalesce(t.depth, 0) AS depth FROM unnest(${[...units]}::text[]) WITH ORDINALITY AS a(unit, n) LEFT JOIN traded t ON t.unit = a.unit),
    called AS MATERIALIZED (
      SELECT a.unit, a.depth, c.calling FROM asked a LEFT JOIN token k ON k.unit = a.unit
      CROSS JOIN LATERAL (${callings(Prisma.sql`a.unit`, Prisma.sql`k.ticker`)}) c
    ),
    spelled AS MATERIALIZED (
      SELECT DISTINCT c.unit, c.depth, p.label || encode(convert_to(s.text, 'UTF8'), 'hex') AS name FROM called c
      CROSS JOIN LATERAL (VALUES (c.calling), (upper(c.calling)), (initcap(c.calling))) AS s(text) CROSS JOIN (VALUES (''), ('0014df10'), ('001bc280')) AS p(label)
    ),
    alike AS MATERIALIZED (
      SELECT s.unit FROM traded t JOIN spelled s ON s.name = substr(t.unit, 57) AND t.unit <> s.unit AND t.depth > s.depth
      UNION
      SELECT c.unit FROM traded t JOIN token k ON k.unit = t.unit JOIN called c ON c.calling = lower(k.ticker) AND t.unit <> c.unit AND t.depth > c.depth
    )
    SELECT a.unit, k.name AS "tokenName", k.ticker, k.decimals, k.fingerprint,
      CASE left(k.logo, 5) WHEN 'data:' THEN 'inline' WHEN 'ipfs:' THEN 'ipfs' END AS picture,
      (SELECT coalesce(sum(b.quantity), 0)::text FROM balance b WHERE b.user_id = ${userId}::uuid AND b.unit = a.unit) AS quantity,
      EXISTS (SELECT FROM watch w WHERE w.user_id = ${userId}::uuid AND w.unit = a.unit) AS watched,
      coalesce(m.own_spam, m.suspicion IS NOT NULL, false) AS spam,
      EXISTS (SELECT FROM alike WHERE alike.unit = a.unit) AS "lookAlike"
    FROM asked a LEFT JOIN token k ON k.unit = a.unit LEFT JOIN token_mark m ON m.user_id = ${userId}::uuid AND m.unit = a.unit
    ORDER BY a.n`;
}

/** Whether any walk has found a pool. */
export async function isMarketKnown(userId: string): Promise<boolean> {
  return (await userDb(userId).pool.findFirst({ select: { poolUnit: true } })) !== null;
}

interface Search {
  readonly q: string;
  /** Among these only; null: among all. */
  readonly among: readonly Unit[] | null;
  readonly offset: number;
  readonly limit: number;
}

/** Tokens that a pool trades and that a text means, the deepest first: by name, by ticker, or by the beginning of the unit. */
export async function searchMarket(userId: string, { q, among, offset, limit }: Search): Promise<Unit[]> {
  const inName = `%${escaped(q.toLowerCase())}%`;
  const start = /^[0-9a-f]{6,120}$/i.test(q) ? `${q.toLowerCase()}%` : null;
  const rows = await userDb(userId).$queryRaw<{ unit: Unit }[]>`
    WITH ${traded}
    SELECT t.unit FROM traded t LEFT JOIN token k ON k.unit = t.unit
    WHERE (lower(k.ticker) LIKE ${inName} OR lower(k.name) LIKE ${inName} OR lower(${nameText(Prisma.sql`t.unit`)}) LIKE ${inName} OR t.unit LIKE ${start}
      OR k.fingerprint = ${q.toLowerCase()})
      AND (${among === null} OR t.unit = ANY(${[...(among ?? [])]}::text[]))
    ORDER BY lower(k.ticker) = ${q.toLowerCase()} DESC NULLS LAST, t.depth DESC, t.unit OFFSET ${offset} LIMIT ${limit}`;
  return rows.map(({ unit }) => unit);
}

/** Nothing in it stands for anything else. */
const escaped = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/** What the user watches, the newest first. */
export async function watchedUnits(userId: string, offset: number, limit: number): Promise<Unit[]> {
  const rows = await userDb(userId).watch.findMany({
    where: { userId },
    orderBy: [{ watchedAt: "desc" }, { unit: "asc" }],
    select: { unit: true },
    skip: offset,
    take: limit,
  });
  return rows.map(({ unit }) => unit as Unit);
}
