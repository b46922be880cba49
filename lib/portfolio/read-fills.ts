import "server-only";
import type { TxHash } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { tradeKinds } from "@/lib/market/order-trades";
import { ordersOf } from "@/lib/portfolio/action-groups";
import type { FillOfOrder } from "@/lib/portfolio/read-executions";

/** So many of the newest transactions are looked through for fills, and of those that have one so many are read. */
const lookedThrough = 10_000;
const mostTransactions = 100;

/** Orders that give one for one other; what of the others an order is that nobody can read, nobody knows. */
const countedKinds = [...tradeKinds, "other"];

/** A fill in one of the user's transactions. */
export interface OwnFill extends FillOfOrder {
  readonly transactionId: string;
  readonly walletId: string;
  readonly at: Date;
}

interface Row {
  readonly id: string;
  readonly walletId: string;
  readonly txHash: TxHash;
  readonly at: Date;
  /** Of the oldest transaction that was looked at, where there are older ones. */
  readonly cutAt: Date | null;
}

interface NewestFills {
  readonly fills: readonly OwnFill[];
  /** Older ones are not read; null where there are none. */
  readonly since: Date | null;
}

/**
 * What the newest transactions filled of the user's orders, the newest first. One that two of their wallets have a part in is read
 * once, from the side that knows when it was placed.
 */
export async function readNewestFills(userId: string, walletId: string | null): Promise<NewestFills> {
  const rows = await readRows(userId, walletId);
  const page = rows.slice(0, mostTransactions);
  const known = await ordersOf(
    userId,
    page.map(({ id }) => id),
  );
  const orders = known.filter(({ order }) => countedKinds.includes(order.kind));
  const fills = page.flatMap((row) =>
    orders
      .filter(({ members }) => members.some(({ id }) => id === row.id))
      .flatMap(({ order }) =>
        order.fills
          .filter(({ txHash }) => txHash === row.txHash)
          .map((fill) => ({ order, fill, transactionId: row.id, walletId: row.walletId, at: row.at })),
      ),
  );
  const since = rows.length > page.length ? page.at(-1)?.at : rows[0]?.cutAt;
  return { fills: onceEach(fills), since: since ?? null };
}

function onceEach(fills: readonly OwnFill[]): OwnFill[] {
  const kept = new Map<string, OwnFill>();
  for (const each of fills) {
    const key = `${each.order.id} ${each.fill.txHash}`;
    const other = kept.get(key);
    if (other === undefined || (other.order.openedAt === null && each.order.openedAt !== null)) kept.set(key, each);
  }
  return [...kept.values()];
}

/** One more than are read, which tells whether there are older ones. */
function readRows(userId: string, walletId: string | null): Promise<Row[]> {
  const ofWallet = walletId === null ? Prisma.empty : Prisma.sql`AND t.wallet_id = ${walletId}::uuid`;
  return userDb(userId).$queryRaw<Row[]>`
    WITH newest AS MATERIALIZED (
      SELECT t.id, t.wallet_id, t.tx_hash, t.tx_timestamp, t.block_height, t.tx_index FROM transaction t
      WHERE t.user_id = ${userId}::uuid ${ofWallet} ORDER BY t.block_height DESC, t.tx_index DESC, t.id DESC LIMIT ${lookedThrough}
    )
    SELECT n.id, n.wallet_id AS "walletId", n.tx_hash AS "txHash", n.tx_timestamp AS at,
      (SELECT CASE WHEN count(*) = ${lookedThrough} THEN min(o.tx_timestamp) END FROM newest o) AS "cutAt"
    FROM newest n CROSS JOIN LATERAL (
      SELECT FROM order_closing c
      WHERE c.transaction_id = n.id AND c.user_id = ${userId}::uuid AND c.outcome IN ('filled', 'partly_filled') AND c.kind = ANY(${countedKinds}::text[]) LIMIT 1
    ) c
    ORDER BY n.block_height DESC, n.tx_index DESC, n.id DESC LIMIT ${mostTransactions + 1}`;
}
