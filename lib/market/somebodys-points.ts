import "server-only";
import { keptAmong } from "@/lib/market/kept-units";
import type { KeptPool } from "@/lib/market/market-token";
import { seenPoints } from "@/lib/market/pool-points";
import type { PricePoint } from "@/lib/market/price-point";
import { stableCoins } from "@/lib/market/stable-coins";

/**
 * What pools say, as they were seen, of what somebody holds or watches, and of the stable coins in which that is told: for the day
 * on which they are asked what it cost. One command. Throws `cache_unavailable`.
 */
export async function somebodysPoints(pools: readonly KeptPool[], nowMs: number): Promise<PricePoint[]> {
  const points = seenPoints(pools);
  const kept = await keptAmong(
    [...new Set(points.flatMap(({ unit, lpUnit }) => (lpUnit === null ? [unit] : [unit, lpUnit])))],
    nowMs,
  );
  return points.filter(
    ({ unit, lpUnit }) => stableCoins.has(unit) || kept.has(unit) || (lpUnit !== null && kept.has(lpUnit)),
  );
}
