import "server-only";
import { z } from "zod";
import { poolMetadata } from "@/lib/blockfrost/chain";
import { lookUp } from "@/lib/blockfrost/look-up";
import { db, userDb } from "@/lib/db";

/** What a stake pool calls itself; null where it says nothing. */
export interface PoolName {
  readonly ticker: string | null;
  readonly name: string | null;
}

export const poolIdPattern = /^pool1[02-9ac-hj-np-z]{51}$/;
export const poolsPerView = 20;
const keptDays = 30;

/** Texts from the chain are anybody's: bounded. */
const ticker = z.string().trim().min(1).max(16).nullable().catch(null);
const name = z.string().trim().min(1).max(100).nullable().catch(null);

/**
 * The names of stake pools, by pool id, kept for all users: each is asked of the chain once a month. A pool that could
 * not be asked for now is not in the map.
 */
export async function lookupPools(userId: string, poolIds: readonly string[]): Promise<Map<string, PoolName>> {
  const wanted = [...new Set(poolIds)].filter((id) => poolIdPattern.test(id));
  if (wanted.length === 0) return new Map();
  const stored = await readPools(userId, wanted);
  const known = new Map(stored.map((row) => [row.poolId, { ticker: row.ticker, name: row.name }]));
  const kept = new Set(stored.filter(({ isFresh }) => isFresh).map((row) => row.poolId));
  const asked = await lookUp(userId, wanted.filter((id) => !kept.has(id)).slice(0, poolsPerView), (id, window) =>
    window.call(() => poolMetadata(id)),
  );
  const named = [...asked].map(([id, answer]): [string, PoolName] => [
    id,
    { ticker: ticker.parse(answer?.ticker ?? null), name: name.parse(answer?.name ?? null) },
  ]);
  if (named.length > 0) await savePools(named);
  return new Map([...known, ...named]);
}

interface StoredPool extends PoolName {
  readonly poolId: string;
  readonly isFresh: boolean;
}

const readPools = (userId: string, poolIds: readonly string[]) => userDb(userId).$queryRaw<StoredPool[]>`
  SELECT pool_id AS "poolId", ticker, name, fetched_at > now() - make_interval(days => ${keptDays}::int) AS "isFresh"
  FROM stake_pool WHERE pool_id = ANY(${poolIds})`;

async function savePools(pools: readonly (readonly [string, PoolName])[]): Promise<void> {
  const rows = JSON.stringify(pools.map(([id, pool]) => ({ id, ...pool })));
  await db().$executeRaw`
    INSERT INTO stake_pool (pool_id, ticker, name, fetched_at)
    SELECT p.id, p.ticker, p.name, now() FROM jsonb_to_recordset(${rows}::jsonb) AS p(id text, ticker text, name text)
    ON CONFLICT (pool_id) DO UPDATE SET ticker = excluded.ticker, name = excluded.name, fetched_at = excluded.fetched_at`;
}
