import "server-only";
import Fraction from "fraction.js";
import { z } from "zod";
import { loadRawTransactions } from "@/lib/blockfrost/raw-store";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import { isUnit, lovelace } from "@/lib/cardano/unit";
import { userDb } from "@/lib/db";
import { thinFromLovelace } from "@/lib/market/depth-class";
import { poolPoints } from "@/lib/market/pool-points";
import type { PricePoint } from "@/lib/market/price-point";
import { roughPrices } from "@/lib/prices/rough-prices";
import { savePoints } from "@/lib/market/save-points";
import { addWanted, type Moved } from "@/lib/prices/wanted-store";
import { dayMs } from "@/lib/rates/instants";

const transactionsPerPage = 100;
/** Older than this no rollback reaches: 2,160 blocks are half a day. */
export const settledAfterMs = dayMs;

interface Noted {
  readonly keptHeight: number;
  readonly readHeight: number;
  readonly readIndex: number;
  readonly isLast: boolean;
}

const rowSchema = z.array(
  z.object({
    hash: z.string().transform((hash) => hash as TxHash),
    height: z.int(),
    txIndex: z.int(),
    at: z.date(),
    moved: z.array(z.object({ unit: z.string().refine(isUnit), quantity: z.string().transform(BigInt) })),
  }),
);
type Row = z.output<typeof rowSchema>[number];

/**
 * Goes through a page of the wallet's stored transactions: keeps what pools in their bytes say, at no call, and notes which prices
 * its movements ask for. Twice the same page is as good as once.
 */
export async function noteHistory(
  userId: string,
  walletId: string,
  from: { readonly keptHeight: number; readonly readHeight: number; readonly readIndex: number },
  nowMs: number,
): Promise<Noted> {
  const rows = rowSchema.parse(await readRows(userId, walletId, from));
  const points = await pointsIn(rows);
  await savePoints(points, nowMs - settledAfterMs);
  const moved = rows.flatMap(({ moved: each, at, height }) => each.map((one) => ({ ...one, at, height })));
  await addWanted(userId, walletId, moved, await pricesOf(moved, points, nowMs));
  const last = rows.at(-1);
  const settled = rows.filter(({ at }) => at.getTime() < nowMs - settledAfterMs).at(-1);
  const isLast = rows.length < transactionsPerPage;
  // Of a block that the page's end may cut, the rest is read again.
  const kept = settled === undefined ? from.keptHeight : isLast ? settled.height : settled.height - 1;
  return {
    keptHeight: Math.max(from.keptHeight, kept),
    readHeight: last?.height ?? from.readHeight,
    readIndex: last === undefined ? from.readIndex : last.txIndex + 1,
    isLast,
  };
}

function readRows(userId: string, walletId: string, from: { readHeight: number; readIndex: number }): Promise<unknown> {
  const { readHeight, readIndex } = from;
  return userDb(userId).$queryRaw`
    SELECT t.tx_hash AS hash, t.block_height AS height, t.tx_index AS "txIndex", t.tx_timestamp AS at,
      CASE WHEN t.spam OR t.action = 'internal_transfer' THEN '[]' ELSE (
        SELECT coalesce(json_agg(json_build_object('unit', f.unit, 'quantity', f.quantity::text)), '[]') FROM (
          SELECT a.unit, sum(a.net_change) AS quantity FROM asset_flow a
          WHERE a.transaction_id = t.id AND a.user_id = t.user_id AND a.unit <> 'lovelace'
            AND NOT EXISTS (SELECT FROM token_mark m WHERE m.user_id = a.user_id AND m.unit = a.unit AND coalesce(m.own_spam, m.suspicion IS NOT NULL))
          GROUP BY a.unit HAVING sum(a.net_change) <> 0
        ) f) END AS moved
    FROM transaction t
    WHERE t.user_id = ${userId}::uuid AND t.wallet_id = ${walletId}::uuid AND (t.block_height, t.tx_index) >= (${readHeight}::int, ${readIndex}::int)
    ORDER BY t.block_height, t.tx_index, t.id LIMIT ${transactionsPerPage}`;
}

async function pointsIn(rows: readonly Row[]): Promise<PricePoint[]> {
  const raws = await loadRawTransactions(rows.map(({ hash }) => hash));
  return rows.flatMap(({ hash, height, txIndex, at }) => {
    const tx = raws.get(hash);
    return tx === undefined ? [] : poolPoints(tx, { height, txIndex, at: at.getTime() });
  });
}

/** What units cost at most, as far as the market and this page tell: what fell to nothing was worth asking for once. */
async function pricesOf(moved: readonly Moved[], points: readonly PricePoint[], nowMs: number) {
  const prices = await roughPrices([...new Set<Unit>(moved.map(({ unit }) => unit))], nowMs);
  for (const { unit, quote, reserveQuote, price } of points) {
    if (quote !== lovelace || reserveQuote < thinFromLovelace || price === null) continue;
    const known = prices.get(unit);
    if (known === undefined || known.lt(new Fraction(price.n, price.d)))
      prices.set(unit, new Fraction(price.n, price.d));
  }
  return prices;
}
