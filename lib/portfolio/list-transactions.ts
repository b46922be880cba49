import "server-only";
import type { z } from "zod";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { transactionsAnswer, TransactionsQuery } from "@/lib/contract/transactions";
import { requireWallet } from "@/lib/portfolio/require-wallet";
import { decodeCursor, encodeCursor } from "@/lib/portfolio/transaction-cursor";
import { transactionFilter } from "@/lib/portfolio/transaction-filter";
import { transactionColumns, withFlows, type TransactionRow } from "@/lib/portfolio/transaction-rows";

export type TransactionsPage = z.infer<typeof transactionsAnswer>;

/**
 * One page of the user's transactions in the chain's order, and how many the filter finds in all.
 * Throws `invalid_request` for a cursor that is none, `not_found` for anybody else's wallet.
 */
export async function listTransactions(userId: string, query: TransactionsQuery): Promise<TransactionsPage> {
  const after = query.cursor === undefined ? Prisma.empty : cursorCondition(query.cursor, query.sort);
  if (query.wallet !== undefined) await requireWallet(userId, query.wallet);
  const filter = transactionFilter(userId, query);
  const [rows, [counted]] = await Promise.all([
    readPage(userId, Prisma.sql`${filter} ${after}`, query),
    userDb(userId).$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM transaction t WHERE ${filter}`,
  ]);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    transactions: await withFlows(userId, page),
    nextCursor: rows.length > page.length && last !== undefined ? encodeCursor(last) : null,
    total: counted?.total ?? 0,
  };
}

/** Reads one row more than the page holds, which tells whether there is a next one. */
function readPage(userId: string, where: Prisma.Sql, { sort, limit }: TransactionsQuery): Promise<TransactionRow[]> {
  const order =
    sort === "newest"
      ? Prisma.sql`t.block_height DESC, t.tx_index DESC, t.id DESC`
      : Prisma.sql`t.block_height, t.tx_index, t.id`;
  return userDb(userId).$queryRaw<TransactionRow[]>`
    SELECT ${transactionColumns}
    FROM transaction t JOIN wallet w ON w.id = t.wallet_id AND w.user_id = t.user_id
    WHERE ${where} ORDER BY ${order} LIMIT ${limit + 1}`;
}

function cursorCondition(cursor: string, sort: TransactionsQuery["sort"]): Prisma.Sql {
  const { blockHeight, txIndex, id } = decodeCursor(cursor);
  const than = sort === "newest" ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`AND (t.block_height, t.tx_index, t.id) ${than} (${blockHeight}::int, ${txIndex}::int, ${id}::uuid)`;
}
