import "server-only";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { TxHash } from "@/lib/cardano/brand";
import { closingFrom, openingFrom, type ClosingColumns, type OpeningColumns } from "@/lib/ledger/order-columns";
import type { StoredClosing, StoredOpening } from "@/lib/ledger/stitch-orders";

interface InTransaction {
  readonly transactionId: string;
  readonly walletId: string;
  readonly txHash: TxHash;
  readonly at: Date;
  readonly fee: string | null;
}
type OpeningRow = OpeningColumns & InTransaction;
type ClosingRow = ClosingColumns & InTransaction;

/** Openings and closings of one wallet's orders, and the rows of the transactions in which they happened. */
export interface WalletOrders {
  readonly walletId: string;
  readonly openings: readonly StoredOpening[];
  readonly closings: readonly StoredClosing[];
  readonly transactionIds: ReadonlyMap<TxHash, string>;
}

const transactionColumns = Prisma.sql`
  t.id AS "transactionId", t.wallet_id AS "walletId", t.tx_hash AS "txHash", t.tx_timestamp AS at, t.fee::text AS fee`;
const openingColumns = Prisma.sql`o.ref, o.protocol, o.kind, o.credential, o.own_stake, o.locked, o.offered, o.wanted`;
const closingColumns = Prisma.sql`
  c.ref, c.protocol, c.kind, c.outcome, c.gave, c.got, c.batcher_fee::text AS batcher_fee,
  c.deposit_returned::text AS deposit_returned, c.continued_as`;

function stored({ txHash, at, fee }: InTransaction) {
  return { txHash, at, networkFeeLovelace: fee === null ? null : BigInt(fee) };
}

function byWallet(openings: readonly OpeningRow[], closings: readonly ClosingRow[]): WalletOrders[] {
  const walletIds = new Set([...openings, ...closings].map(({ walletId }) => walletId));
  return [...walletIds].map((walletId) => {
    const opened = openings.filter((row) => row.walletId === walletId);
    const closed = closings.filter((row) => row.walletId === walletId);
    return {
      walletId,
      openings: opened.map((row) => ({ ...openingFrom(row), ...stored(row) })),
      closings: closed.map((row) => ({ ...closingFrom(row), ...stored(row) })),
      transactionIds: new Map([...opened, ...closed].map(({ txHash, transactionId }) => [txHash, transactionId])),
    };
  });
}

/** Row by row through an index: how long a chain is the database cannot know, and expects the worst. */
function ofChain(table: "order_opening" | "order_closing"): Prisma.Sql {
  return Prisma.sql`CROSS JOIN LATERAL (SELECT * FROM ${Prisma.raw(table)} a WHERE a.wallet_id = chain.wallet_id AND a.ref = chain.ref OFFSET 0)`;
}

function itsTransaction(userId: string, of: "o" | "c"): Prisma.Sql {
  return Prisma.sql`CROSS JOIN LATERAL (SELECT * FROM transaction a WHERE a.id = ${Prisma.raw(of)}.transaction_id AND a.user_id = ${userId}::uuid LIMIT 1) t`;
}

/** All that is stored of the orders that these transactions opened, closed or went on with. */
export async function ordersTouching(userId: string, transactionIds: readonly string[]): Promise<WalletOrders[]> {
  if (transactionIds.length === 0) return [];
  const chain = Prisma.sql`
    WITH RECURSIVE touched AS (
      SELECT wallet_id, ref FROM order_opening WHERE user_id = ${userId}::uuid AND transaction_id = ANY(${transactionIds}::uuid[])
      UNION SELECT wallet_id, ref FROM order_closing WHERE user_id = ${userId}::uuid AND transaction_id = ANY(${transactionIds}::uuid[])
    ),
    chain AS (
      SELECT wallet_id, ref FROM touched
      UNION
      SELECT l.wallet_id, next.ref FROM chain l
      CROSS JOIN LATERAL (
        SELECT c.ref, c.continued_as FROM order_closing c WHERE c.wallet_id = l.wallet_id AND (c.ref = l.ref OR c.continued_as = l.ref) OFFSET 0
      ) c
      CROSS JOIN LATERAL (VALUES (c.ref), (c.continued_as)) AS next(ref)
      WHERE next.ref IS NOT NULL
    )`;
  const [openings, closings] = await Promise.all([
    userDb(userId).$queryRaw<OpeningRow[]>`${chain}
      SELECT ${transactionColumns}, ${openingColumns} FROM chain
      ${ofChain("order_opening")} o ${itsTransaction(userId, "o")}`,
    userDb(userId).$queryRaw<ClosingRow[]>`${chain}
      SELECT ${transactionColumns}, ${closingColumns} FROM chain
      ${ofChain("order_closing")} c ${itsTransaction(userId, "c")}`,
  ]);
  return byWallet(openings, closings);
}

export interface OpenOrder extends StoredOpening {
  readonly walletId: string;
  readonly transactionId: string;
}

/** Orders that nothing consumed yet, oldest first. */
export async function openOrders(userId: string, walletId: string | null): Promise<OpenOrder[]> {
  const rows = await userDb(userId).$queryRaw<OpeningRow[]>`
    SELECT ${transactionColumns}, ${openingColumns}
    FROM order_opening o JOIN transaction t ON t.id = o.transaction_id AND t.user_id = o.user_id
    WHERE o.user_id = ${userId}::uuid AND (${walletId}::uuid IS NULL OR o.wallet_id = ${walletId}::uuid)
      AND o.is_open
    ORDER BY t.block_height, t.tx_index, o.ref COLLATE "C"`;
  return rows.map((row) => {
    const { walletId: wallet, transactionId } = row;
    return { ...openingFrom(row), ...stored(row), walletId: wallet, transactionId };
  });
}
