import "server-only";
import Fraction from "fraction.js";
import { z } from "zod";
import { isUnit } from "@/lib/cardano/unit";
import { userDb } from "@/lib/db";
import { heightBetween } from "@/lib/prices/height-at";
import type { HeldUnit } from "@/lib/prices/held-prices";
import { isWorthAsking } from "@/lib/prices/wanted-store";

const heldRow = z.object({
  unit: z.string().refine(isUnit),
  price: z.string().transform((text) => new Fraction(text)),
  movedOn: z.array(z.string()),
  /** By how many of the instants asked for come before it or with it: what the balance changed meanwhile. */
  changes: z.record(z.string(), z.string().transform(BigInt)),
});

/** What a wallet held at instants of the units whose prices its movements ask for, those that were worth most. One statement. */
export async function readHeld(
  userId: string,
  walletId: string,
  instants: readonly Date[],
  most: number,
): Promise<HeldUnit[]> {
  const rows = await userDb(userId).$queryRaw`
    WITH worth AS (
      SELECT w.unit, max(w.value / nullif(w.quantity, 0)) AS price, array_agg(w.day::text) AS "movedOn", sum(w.value) AS value
      FROM wanted_price w WHERE w.user_id = ${userId}::uuid AND w.wallet_id = ${walletId}::uuid AND w.asked_for = 'movement'
      GROUP BY w.unit HAVING ${isWorthAsking} ORDER BY sum(w.value) DESC LIMIT ${most}
    ), flow AS (
      SELECT f.unit, width_bucket(t.tx_timestamp, ${[...instants]}::timestamptz[]) AS part, sum(f.net_change) AS change
      FROM worth CROSS JOIN LATERAL (
        SELECT * FROM asset_flow a WHERE a.wallet_id = ${walletId}::uuid AND a.user_id = ${userId}::uuid AND a.unit = worth.unit) f
      JOIN transaction t ON t.id = f.transaction_id AND t.user_id = f.user_id
      WHERE t.user_id = ${userId}::uuid AND t.wallet_id = ${walletId}::uuid
      GROUP BY 1, 2
    )
    SELECT w.unit, w.price::text AS price, w."movedOn", jsonb_object_agg(f.part, f.change::text) AS changes
    FROM worth w JOIN flow f ON f.unit = w.unit
    WHERE w.price IS NOT NULL AND NOT EXISTS (SELECT FROM token_mark m WHERE m.user_id = ${userId}::uuid AND m.unit = w.unit AND coalesce(m.own_spam, m.suspicion IS NOT NULL))
    GROUP BY 1, 2, 3 ORDER BY 1`;
  return z
    .array(heldRow)
    .parse(rows)
    .map(({ unit, price, movedOn, changes }) => {
      let balance = 0n;
      const balances = instants.map((_, index) => (balance += changes[String(index)] ?? 0n));
      return { unit, price, movedOn: new Set(movedOn), balances };
    });
}

const anchorRow = z.object({
  height: z.int().nullable(),
  at: z.number().nullable(),
  nextHeight: z.int().nullable(),
  nextAt: z.number().nullable(),
});

/**
 * Heights that the chain had certainly reached at instants, by the person's transactions around them and the tip of the wallet's
 * last sync; null where no transaction is that old.
 */
export async function readHeights(
  userId: string,
  walletId: string,
  instants: readonly Date[],
): Promise<(number | null)[]> {
  const rows = await userDb(userId).$queryRaw`
    SELECT b.height, (extract(epoch FROM b.at) * 1000)::float8 AS at, coalesce(a.height, tip.height) AS "nextHeight",
      (extract(epoch FROM coalesce(a.at, tip.at)) * 1000)::float8 AS "nextAt"
    FROM unnest(${[...instants]}::timestamptz[]) WITH ORDINALITY AS i(at, n)
    LEFT JOIN LATERAL (SELECT t.block_height AS height, t.tx_timestamp AS at FROM transaction t WHERE t.user_id = ${userId}::uuid AND t.tx_timestamp <= i.at
      ORDER BY t.tx_timestamp DESC, t.block_height DESC LIMIT 1) b ON true
    LEFT JOIN LATERAL (SELECT t.block_height AS height, t.tx_timestamp AS at FROM transaction t WHERE t.user_id = ${userId}::uuid AND t.tx_timestamp > i.at
      ORDER BY t.tx_timestamp, t.block_height LIMIT 1) a ON true
    LEFT JOIN LATERAL (SELECT w.tip_height AS height, w.last_synced_at AS at FROM wallet w WHERE w.user_id = ${userId}::uuid AND w.id = ${walletId}::uuid
      AND w.last_synced_at > i.at AND w.tip_height >= b.height) tip ON true
    ORDER BY i.n`;
  const at = instants.map((instant) => instant.getTime()).values();
  return z
    .array(anchorRow)
    .parse(rows)
    .map(({ height, at: since, nextHeight, nextAt }) => {
      const instant = at.next().value ?? 0;
      if (height === null || since === null) return null;
      const next = nextHeight === null || nextAt === null ? null : { height: nextHeight, at: nextAt };
      return heightBetween({ height, at: since }, next, instant);
    });
}
