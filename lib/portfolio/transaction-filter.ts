import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";
import type { TransactionsQuery } from "@/lib/contract/transactions";

/**
 * The condition on `transaction t` that a query asks for, apart from its page; without its text or unit where candidates
 * were found by those already. `from` is inclusive, `to` exclusive.
 */
export function transactionFilter(userId: string, query: TransactionsQuery, found: FoundBy | null): Prisma.Sql {
  return Prisma.join([Prisma.sql`t.user_id = ${userId}::uuid`, ...askedFor(userId, query, found)], " AND ");
}

type FoundBy = "q" | "unit";

function askedFor(userId: string, query: TransactionsQuery, found: FoundBy | null): Prisma.Sql[] {
  return [
    query.wallet !== undefined && Prisma.sql`t.wallet_id = ${query.wallet}::uuid`,
    query.action !== undefined && Prisma.sql`t.action = ${query.action}`,
    query.protocol !== undefined && Prisma.sql`t.protocol = ${query.protocol}`,
    query.direction !== undefined && Prisma.sql`t.direction = ${query.direction}`,
    query.from !== undefined && sinceTime(userId, new Date(query.from)),
    query.to !== undefined && untilTime(userId, new Date(query.to)),
    query.spam !== undefined && (query.spam === "true" ? Prisma.sql`t.spam` : Prisma.sql`NOT t.spam`),
    query.unit !== undefined && found !== "unit" && hasFlow(Prisma.sql`f.unit = ${query.unit}`),
    isSearch(query) && found !== "q" && textFilter(userId, query.q),
  ].filter((condition) => condition !== false);
}

interface Candidates {
  readonly by: FoundBy;
  readonly ids: Prisma.Sql;
  /** The query asks for nothing else. */
  readonly isAlone: boolean;
}

/** A statement for the ids of all that a query's text or unit finds, `atMost` of them; null where it asks for neither. */
export function candidates(userId: string, query: TransactionsQuery, atMost: number): Candidates | null {
  const isAlone = (by: FoundBy) => askedFor(userId, query, by).length === 0;
  if (isSearch(query)) {
    const ids = Prisma.sql`SELECT DISTINCT s.id FROM search_transactions(${query.q}, ${atMost}::int) AS s(id)`;
    return { by: "q", ids, isAlone: isAlone("q") };
  }
  const { unit } = query;
  if (unit === undefined) return null;
  const ids = Prisma.sql`
    SELECT DISTINCT f.transaction_id AS id FROM asset_flow f
    WHERE f.user_id = ${userId}::uuid AND f.unit = ${unit} ORDER BY f.transaction_id LIMIT ${atMost}`;
  return { by: "unit", ids, isAlone: isAlone("unit") };
}

function isSearch(query: TransactionsQuery): query is TransactionsQuery & { q: string } {
  return query.q !== undefined && query.q !== "";
}

/** Blocks follow each other in time, so that a time is a height as well: by it the page's own index begins where it should. */
function sinceTime(userId: string, from: Date): Prisma.Sql {
  return Prisma.sql`t.tx_timestamp >= ${from} AND t.block_height >= (
    SELECT e.block_height FROM transaction e WHERE e.user_id = ${userId}::uuid AND e.tx_timestamp >= ${from}
    ORDER BY e.tx_timestamp, e.block_height LIMIT 1)`;
}

function untilTime(userId: string, to: Date): Prisma.Sql {
  return Prisma.sql`t.tx_timestamp < ${to} AND t.block_height <= (
    SELECT e.block_height FROM transaction e WHERE e.user_id = ${userId}::uuid AND e.tx_timestamp < ${to}
    ORDER BY e.tx_timestamp DESC, e.block_height DESC LIMIT 1)`;
}

/** As `search_transactions` finds: hash and policy id from their beginning, words anywhere and in either case. */
function textFilter(userId: string, q: string): Prisma.Sql {
  const escaped = q.replace(/[\\%_]/g, "\\$&");
  const anywhere = Prisma.sql`lower(${`%${escaped}%`})`;
  return Prisma.sql`(
    t.words LIKE ${anywhere} OR t.tx_hash LIKE lower(${`${escaped}%`})
    OR t.scripts && ARRAY(SELECT n.credential FROM contract_name n WHERE n.user_id = ${userId}::uuid AND lower(n.name) LIKE ${anywhere})
    OR ${hasFlow(Prisma.sql`f.unit = ANY (ARRAY(SELECT search_units(${q})))`)}
  )`;
}

/** Its limit has the database look at one transaction's flows at a time, and not list all that fit. */
function hasFlow(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT true FROM asset_flow f WHERE f.transaction_id = t.id AND f.user_id = t.user_id AND ${condition} LIMIT 1) IS NOT NULL`;
}
