import "server-only";
import { asset, listUnspentWith } from "@/lib/blockfrost/chain";
import { lookUp } from "@/lib/blockfrost/look-up";
import type { CallWindow } from "@/lib/budget/call-window";
import { fromCache } from "@/lib/cache/from-cache";
import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { env } from "@/lib/env";
import { ingestPools } from "@/lib/market/ingest-pools";
import { adaOf, poolsPerToken, type MarketToken } from "@/lib/market/market-token";
import { savePools, withBirths, type StoredPool } from "@/lib/market/pool-store";
import { lookedAtScripts, poolsIn, withPlace } from "@/lib/market/poll-pools";
import { readTokens } from "@/lib/market/token-store";
import { hourMs } from "@/lib/rates/instants";
import { redisKey, withRedis } from "@/lib/redis";

/** How a token was found: as the market knows it, being asked for, or known to be traded nowhere. */
export type FoundToken = MarketToken | "later" | "none exists" | "switched off";

/** A token that no pool trades is not asked for again for so long. */
const noneSeconds = 6 * 3_600;
/** Who asks and does not come back lets the next one ask. */
const askingSeconds = 15;
/** Units are easily made up: of those that nothing here knows no more are asked for in an hour, by all together. */
const unknownPerHour = 20;
/** Of its deepest pools the block is asked for. */
const placesAsked = 3;

/**
 * A token as the market knows it: in Redis, else as of the last flush, else as of the last walk, else from the chain, which one asks
 * for all who want to know. Each asks from their own part of the chain's budget.
 */
export async function lookupToken(userId: string, unit: Unit, nowMs: number): Promise<FoundToken> {
  if (env().MARKET === "off") return "switched off";
  if (unit === lovelace) return "none exists";
  const known = (await readTokens([unit], nowMs)).get(unit);
  if (known !== undefined) return known;
  const turn = await takeTurn(unit, nowMs);
  if (turn !== "ask") return turn;
  const [found] = (await lookUp(userId, [unit], (each, window) => askChain(each, window, nowMs))).values();
  await endTurn(unit, found);
  return found ?? "later";
}

const turnKey = (unit: Unit) => redisKey("market", "asked", unit);

/** Whether this caller is to ask. Where Redis is away nobody is counted, and nobody asks. */
async function takeTurn(unit: Unit, nowMs: number): Promise<"ask" | "later" | "none exists"> {
  const taken = await fromCache(async () => ({
    by: await withRedis(1, (redis) => redis.set(turnKey(unit), "asking", { nx: true, get: true, ex: askingSeconds })),
  }));
  if (taken === null) return "later";
  if (taken.by !== null) return taken.by === "none" ? "none exists" : "later";
  const hour = redisKey("market", "asked-in", String(Math.floor(nowMs / hourMs)));
  const counted = await fromCache(() =>
    withRedis(2, (redis) => redis.pipeline().incr(hour).expire(hour, 3_600).exec<[number, number]>()),
  );
  return counted !== null && counted[0] <= unknownPerHour ? "ask" : "later";
}

/** What could not be asked is asked for again by the next one. */
async function endTurn(unit: Unit, found: MarketToken | "none exists" | undefined): Promise<void> {
  await fromCache<unknown>(() =>
    withRedis<unknown>(1, (redis) =>
      found === "none exists" ? redis.set(turnKey(unit), "none", { ex: noneSeconds }) : redis.del(turnKey(unit)),
    ),
  );
}

/** Its pools at every script that the looks go to: one call each, and one before them that ends it for what is not there. */
async function askChain(unit: Unit, window: CallWindow, nowMs: number): Promise<MarketToken | "none exists"> {
  if ((await window.call(() => asset(unit))) === null) return "none exists";
  const found = await Promise.all(lookedAtScripts.map((script) => poolsAt(script, unit, window)));
  const deepest = found.flat().toSorted((a, b) => Number(adaOf(b.output) - adaOf(a.output)));
  const placed = await Promise.all(
    deepest.slice(0, poolsPerToken).map(async (pool, at) => (at < placesAsked ? withPlace(pool, window) : pool)),
  );
  const pools = await withBirths(placed, nowMs);
  await savePools(pools);
  const tokens = await ingestPools(pools, nowMs);
  return tokens.find((token) => token.unit === unit) ?? "none exists";
}

async function poolsAt(script: CredentialHash, unit: Unit, window: CallWindow): Promise<StoredPool[]> {
  const seenAt = Date.now();
  const rows = (await window.call(() => listUnspentWith(script, unit))) ?? [];
  return poolsIn(script, rows, seenAt, window);
}
