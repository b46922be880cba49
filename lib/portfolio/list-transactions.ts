import "server-only";
import type { z } from "zod";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { countedTransactions, type transactionsAnswer, type TransactionsQuery } from "@/lib/contract/transactions";
import { requireWallet } from "@/lib/portfolio/require-wallet";
import { decodeCursor, encodeCursor } from "@/lib/portfolio/transaction-cursor";
import { candidates, transactionFilter } from "@/lib/portfolio/transaction-filter";
import { transactionColumns, withFlows, type TransactionRow } from "@/lib/portfolio/transaction-rows";

export type TransactionsPage = z.infer<typeof transactionsAnswer>;

interface Page {
  /** One more than the page holds, where there is a next one. */
  readonly rows: readonly TransactionRow[];
  readonly total: number;
  readonly totalIsCapped: boolean;
}

/**
 * One page of the user's transactions in the chain's order, and how many the filter finds in all, as far as they are counted.
 * Throws `invalid_request` for a cursor that is none, `not_found` for anybody else's wallet.
 */
export async function listTransactions(userId: string, query: TransactionsQuery): Promise<TransactionsPage> {
  const after = query.cursor === undefined ? Prisma.empty : cursorCondition(query.cursor, query.sort);
  if (query.wallet !== undefined) await requireWallet(userId, query.wallet);
  const { rows, total, totalIsCapped } = await readPage(userId, query, after);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    transactions: await withFlows(userId, page, query.currency ?? null),
    nextCursor: rows.length > page.length && last !== undefined ? encodeCursor(last) : null,
    total,
    totalIsCapped,
  };
}

/**
 * What a text or a unit finds is few as a rule: then it is found first, and put in order. What it finds too much of, and what
 * only other filters ask for, is met soon on the way through an index of the page's order.
 */
async function readPage(userId: string, query: TransactionsQuery, after: Prisma.Sql): Promise<Page> {
  const found = await readFound(userId, query, after);
  if (found !== null && found.candidates <= countedTransactions) {
    const rows = await readRows(userId, Prisma.sql`t.id = ANY(${found.ids}::uuid[])`, query);
    return { rows, total: found.total, totalIsCapped: false };
  }
  const filter = transactionFilter(userId, query, null);
  const [rows, total] = await Promise.all([
    readRows(userId, Prisma.sql`${filter} ${after}`, query),
    found === null ? countAll(userId, filter) : Promise.resolve(found.total),
  ]);
  const counted = Math.min(total, countedTransactions);
  return { rows, total: counted, totalIsCapped: found !== null || total > counted };
}

interface Found {
  /** Of the text or the unit alone. */
  readonly candidates: number;
  /** Of all filters, among those candidates. */
  readonly total: number;
  /** Of the page. */
  readonly ids: string[];
}

async function readFound(userId: string, query: TransactionsQuery, after: Prisma.Sql): Promise<Found | null> {
  const some = candidates(userId, query, countedTransactions + 1);
  if (some === null) return null;
  // Nobody reads more than is counted, and where nothing else is asked for the count is that of the candidates.
  const isRead = some.isAlone
    ? Prisma.sql`(SELECT count(*) FROM candidate) <= ${countedTransactions}`
    : Prisma.sql`true`;
  const [found] = await userDb(userId).$queryRaw<Found[]>`
    WITH candidate AS MATERIALIZED (${some.ids}),
    found AS MATERIALIZED (
      SELECT t.id, t.block_height, t.tx_index
      FROM candidate c CROSS JOIN LATERAL (SELECT * FROM transaction o WHERE o.id = c.id AND o.user_id = ${userId}::uuid LIMIT 1) t
      WHERE ${transactionFilter(userId, query, some.by)} AND ${isRead}
    )
    SELECT (SELECT count(*)::int FROM candidate) AS candidates, (SELECT count(*)::int FROM found) AS total,
      ARRAY(SELECT t.id::text FROM found t WHERE true ${after} ORDER BY ${orderOf(query)} LIMIT ${query.limit + 1}) AS ids`;
  if (found === undefined) return null;
  return some.isAlone && found.candidates > countedTransactions ? { ...found, total: found.candidates } : found;
}

/** Reads one row more than the page holds, which tells whether there is a next one. */
function readRows(userId: string, where: Prisma.Sql, query: TransactionsQuery): Promise<TransactionRow[]> {
  return userDb(userId).$queryRaw<TransactionRow[]>`
    SELECT ${transactionColumns}
    FROM transaction t JOIN wallet w ON w.id = t.wallet_id AND w.user_id = t.user_id
    WHERE t.user_id = ${userId}::uuid AND ${where} ORDER BY ${orderOf(query)} LIMIT ${query.limit + 1}`;
}

/** In the order of the index that the page is read by as well, so that no more is gone through than is counted. */
async function countAll(userId: string, filter: Prisma.Sql): Promise<number> {
  const [counted] = await userDb(userId).$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (
      SELECT 1 FROM transaction t WHERE ${filter} ORDER BY t.block_height, t.tx_index, t.id LIMIT ${countedTransactions + 1}
    ) counted`;
  return counted?.total ?? 0;
}

function orderOf({ sort }: TransactionsQuery): Prisma.Sql {
  return sort === "newest"
    ? Prisma.sql`t.block_height DESC, t.tx_index DESC, t.id DESC`
    : Prisma.sql`t.block_height, t.tx_index, t.id`;
}

function cursorCondition(cursor: string, sort: TransactionsQuery["sort"]): Prisma.Sql {
  const { blockHeight, txIndex, id } = decodeCursor(cursor);
  const than = sort === "newest" ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`AND (t.block_height, t.tx_index, t.id) ${than} (${blockHeight}::int, ${txIndex}::int, ${id}::uuid)`;
}
