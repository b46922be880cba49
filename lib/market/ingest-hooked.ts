import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { readHooked } from "@/lib/market/hooked-list";
import { changedPools, ingestPools } from "@/lib/market/ingest-pools";
import type { MarketToken } from "@/lib/market/market-token";
import { withBirths, type StoredPool } from "@/lib/market/pool-store";

/**
 * Takes in what webhooks brought since the last look, without asking the chain anything. States come at least once and in any order:
 * the newest of each pool counts, and what is killed before its end is taken in again. Throws `cache_unavailable`.
 */
export async function ingestHooked(nowMs: number): Promise<MarketToken[]> {
  const { pools, drop } = await readHooked();
  const { known, unseen } = await changedPools(newestOfEach(pools), nowMs);
  const tokens = await ingestPools([...known, ...(await withBirths(unseen, nowMs))], nowMs);
  await drop();
  return tokens;
}

/** By block, and within a block by the order of its transactions, which is how they were seen. */
function newestOfEach(pools: readonly StoredPool[]): StoredPool[] {
  const newest = new Map<Unit, StoredPool>();
  for (const pool of pools) {
    const other = newest.get(pool.poolUnit);
    if (other === undefined || other.seenAt < pool.seenAt) newest.set(pool.poolUnit, pool);
  }
  return [...newest.values()];
}
