import type pg from "pg";
import { addLongHistory } from "@/tests/support/long-history";

export interface Holder {
  readonly userId: string;
  readonly walletId: string;
}

/** Days before now of which pools are known, and how often a day each changed. */
const pricedDays = 420;
const changesADay = 2;

/**
 * Somebody whose long history ends now, who holds some tokens of the market and was paid in them now and then, with what two pools
 * of each said all along.
 */
export async function addHolder(client: pg.Client, transactions: number, units: readonly string[]): Promise<Holder> {
  const { userId, walletId } = await addLongHistory(client, transactions, new Date());
  await client.query(
    `WITH theirs AS (
       SELECT unit, row_number() OVER (ORDER BY unit) AS n FROM (SELECT DISTINCT unit FROM asset_flow WHERE user_id = $1 AND unit <> 'lovelace') d
     ), traded AS (SELECT unit, n FROM unnest($2::text[]) WITH ORDINALITY AS u(unit, n))
     UPDATE asset_flow f SET unit = traded.unit FROM theirs JOIN traded USING (n) WHERE f.user_id = $1 AND f.unit = theirs.unit`,
    [userId, units],
  );
  await client.query(
    `UPDATE transaction_event e SET unit = f.unit FROM asset_flow f JOIN transaction t ON t.id = f.transaction_id
     WHERE e.user_id = $1 AND f.user_id = $1 AND e.transaction_id = f.transaction_id AND e.event_index = 0 AND f.unit = ANY($2) AND t.block_height % 400 = 40`,
    [userId, units],
  );
  await addPastPrices(client, units);
  return { userId, walletId };
}

/** Somebody with a little of each of these, all from one transaction. */
export async function addCollector(client: pg.Client, units: readonly string[]): Promise<Holder> {
  const { userId, walletId } = await addLongHistory(client, 500);
  await client.query(
    `INSERT INTO asset_flow (user_id, wallet_id, transaction_id, unit, place, credential, net_change)
     SELECT $1, $2, (SELECT min(id::text)::uuid FROM transaction WHERE user_id = $1), unit, 'wallet', '', 1000000 FROM unnest($3::text[]) AS u(unit)`,
    [userId, walletId, units],
  );
  return { userId, walletId };
}

/** What two pools of each said all along. */
export async function addPastPrices(client: pg.Client, units: readonly string[]): Promise<void> {
  await client.query(
    `INSERT INTO price_pool (unit, pool_unit, quote, dex, lp_unit, deepest)
     SELECT unit, rpad(md5(unit || pool), 56, '0') || '4d', 'lovelace', 'minswap-v2', NULL, 1000000000000 / pool
     FROM unnest($1::text[]) AS u(unit) CROSS JOIN generate_series(1, 2) pool`,
    [units],
  );
  await client.query(
    `INSERT INTO price_point (unit, pool_unit, tx_hash, at, until, height, tx_index, price, reserve_quote, reserve_unit, supply, settled)
     SELECT p.unit, p.pool_unit, md5(p.pool_unit || n) || md5('x' || n), t.at, t.at + interval '5 hours', 9000000 + n, n % 30,
       (100000 + (n * 7919) % 20011)::text || '/' || (99991 + n % 10)::text, p.deepest - n, 1000000000000 + n, NULL, true
     FROM price_pool p CROSS JOIN generate_series(1, $2::int) n,
       LATERAL (SELECT now() - make_interval(secs => ($2 - n) * 86400.0 / $3) - interval '2 hours' AS at) t WHERE p.unit = ANY($1)`,
    [units, pricedDays * changesADay, changesADay],
  );
}
