import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { thinFromLovelace } from "@/lib/market/depth-class";
import { poolIn } from "@/lib/market/pool-output";
import { readPoolsOf } from "@/lib/market/pool-store";
import type { FoundPool } from "@/lib/protocols/read-pool";
import { matchUnit } from "@/lib/protocols/registry";
import type { Allowance } from "@/lib/prices/allowance";
import { heightPast } from "@/lib/prices/height-at";
import type { PastPrice } from "@/lib/prices/past-price";
import { readBirths } from "@/lib/prices/pool-births";
import type { PoolAround, PricePoint } from "@/lib/market/price-point";
import { readPastPrices } from "@/lib/prices/read-past-prices";
import { readPoints, readSeenPools } from "@/lib/prices/read-points";
import { savePoints } from "@/lib/market/save-points";
import { seekPool } from "@/lib/prices/seek-pool";
import type { AskedFor, Wanted } from "@/lib/prices/wanted-store";
import { dayMs, floorTo } from "@/lib/rates/instants";

/** Pools of a token that are asked at most for one price: those that are the deepest today, of those that were there. */
const poolsAsked = 3;

/** An instant to know a price at, with a block that is known not to be later than it. */
export interface Instant {
  /** ms since the epoch. */
  readonly at: number;
  readonly height: number;
}

/** The very time where a day has one transaction, else the end of the day, which answers for all. */
export function instantOf({ at, height, several }: Pick<Wanted, "at" | "height" | "several">): Instant {
  if (!several) return { at: at.getTime(), height };
  const dayEnd = floorTo(dayMs, at.getTime()) + dayMs - 1;
  return { at: dayEnd, height: heightPast({ height, at: at.getTime() }, dayEnd) };
}

/** Whether stored points tell a price well enough: a pool that is worth believing, and for a movement seen on that very day. */
export function isKnown(price: PastPrice | null, at: number, askedFor: AskedFor = "movement"): boolean {
  if (price === null || price.class === "unreliable") return false;
  if (askedFor !== "movement") return true;
  return price.rank !== "between" || floorTo(dayMs, Date.parse(price.at)) === floorTo(dayMs, at);
}

/** Whether a pool with much ADA in it tells: no other one is asked then, though one of which less is known may be deeper. */
export function isTold(pools: readonly PoolAround[], at: number): boolean {
  return pools.some(({ before, close }) => {
    const point = before !== null && before.until >= at ? before : close;
    return point !== null && point.price !== null && isDeep(point);
  });
}

const isDeep = ({ quote, reserveQuote }: PricePoint) => quote !== lovelace || reserveQuote >= thinFromLovelace;

/**
 * Asks the chain how pools of a unit stood at an instant, the deepest of today first, until one with much ADA in it tells. What
 * it says is kept for all users. A pool that was asked before is not asked again, nor one that was not there yet. A pool that
 * trades against a stable coin needs that coin's price, an LP token its pool's assets'. Resolves with whether any pool of it is known.
 * Throws `WindowClosed`, `NoRange`.
 */
export async function seekPrice(
  unit: Unit,
  instant: Instant,
  calls: Allowance,
  settledBefore: number,
): Promise<boolean> {
  const pools = await poolsOf(unit);
  const births = await readBirths(pools.map(({ poolUnit }) => poolUnit));
  const [known = []] = await readPoints([{ unit, at: instant.at }]);
  const asked = new Map(known.flatMap(({ before }) => (before === null ? [] : [[before.poolUnit, before] as const])));
  let told = 0;
  for (const pool of pools) {
    const birth = births.get(pool.poolUnit);
    if (birth === null || (birth !== undefined && birth > instant.at)) continue;
    if (told === poolsAsked) break;
    const before = asked.get(pool.poolUnit);
    const points =
      before !== undefined && before.until >= instant.at
        ? [before]
        : await seekPool({ poolUnit: pool.poolUnit, dex: pool.dex, unit, ...instant }, calls);
    if (points.length === 0) continue;
    told += 1;
    await savePoints(points, settledBefore);
    const point = points.find((each) => each.poolUnit === pool.poolUnit && each.price !== null);
    if (point === undefined) continue;
    await seekOthers(point, unit, instant, calls, settledBefore);
    if (isDeep(point)) break;
  }
  return pools.length > 0;
}

/** What a pool's price is told in, and what an LP token is a part of, where nobody asked for that instant yet. */
async function seekOthers(
  { quote }: PricePoint,
  unit: Unit,
  instant: Instant,
  calls: Allowance,
  settledBefore: number,
): Promise<void> {
  if (quote === lovelace || quote === unit) return;
  const [price] = await readPastPrices([{ unit: quote, at: new Date(instant.at) }]);
  if (!isKnown(price ?? null, instant.at)) await seekPrice(quote, instant, calls, settledBefore);
}

/**
 * Of an LP token its own pool; else those with an ADA side, the deepest first, and then those against stable coins, as of the last
 * walk; then those that only somebody's transactions showed, as before the first walk.
 */
async function poolsOf(unit: Unit): Promise<Pick<FoundPool, "poolUnit" | "dex">[]> {
  const match = matchUnit(unit);
  const own = match?.protocol.pools?.poolUnit(unit) ?? null;
  if (match !== null && own !== null) return [{ poolUnit: own, dex: match.id }];
  const [kept, seen] = await Promise.all([readPoolsOf([unit]), readSeenPools(unit)]);
  const walked = (kept.get(unit) ?? []).flatMap(({ output }) => poolIn(output) ?? []);
  return [...walked, ...seen.filter(({ poolUnit }) => !walked.some((pool) => pool.poolUnit === poolUnit))];
}
