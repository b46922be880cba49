import "server-only";
import { WindowClosed, type CallWindow } from "@/lib/budget/call-window";
import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { thinFromLovelace } from "@/lib/market/depth-class";
import { flushWhenDue } from "@/lib/market/flush-market";
import { ingestHooked } from "@/lib/market/ingest-hooked";
import { changedPools, ingestPools } from "@/lib/market/ingest-pools";
import { adaOf, type MarketToken } from "@/lib/market/market-token";
import { marketWindow } from "@/lib/market/market-window";
import { nameTokens } from "@/lib/market/name-tokens";
import { withBirths, type StoredPool } from "@/lib/market/pool-store";
import { lookedAtScripts, pollPools, withPlace } from "@/lib/market/poll-pools";
import { publishTick } from "@/lib/market/publish-tick";
import { scoreHotWhenDue } from "@/lib/market/score-hot";
import { hasViewer, tellViewers } from "@/lib/market/viewers";
import type { JobOutcome } from "@/lib/queue/define-job";
import { floorTo } from "@/lib/rates/instants";

/** Blocks are asked for the pools with most ADA, and for no more of them than this in one look. */
const placesPerLook = 40;

/** One look at the market: what webhooks brought, the newest page of every DEX, what changed on them, and what tokens cost now. Then the next one. */
export async function lookAtMarket(): Promise<JobOutcome> {
  if (env().MARKET === "off") return "stale";
  const nowMs = Date.now();
  const window = marketWindow(nowMs);
  try {
    const hooked = await ingestHooked(nowMs);
    const pages = await Promise.all(lookedAtScripts.map((script) => newest(script, window)));
    const { known, unseen } = await changedPools(pages.flat(), nowMs);
    const pools = await placed([...known, ...(await withBirths(unseen, nowMs))], window);
    const tokens = [...hooked, ...(await ingestPools(pools, nowMs))];
    await tellViewers(
      tokens.map(({ unit }) => unit),
      nowMs,
    );
    await nameTokens(byDepth(tokens), window);
  } finally {
    await window.close();
  }
  await scoreHotWhenDue(nowMs);
  await flushWhenDue(nowMs);
  await publishNext(nowMs);
  return "done";
}

/** The deepest first. */
const byDepth = (tokens: readonly MarketToken[]): Unit[] =>
  tokens
    .toSorted((a, b) => Number(BigInt(b.price?.depthLovelace ?? 0) - BigInt(a.price?.depthLovelace ?? 0)))
    .map(({ unit }) => unit);

/** Times that all agree on: whoever asks for the next look, twice or at once, asks for the same one. */
async function publishNext(nowMs: number): Promise<void> {
  const { MARKET_TICK_SECONDS, MARKET_IDLE_TICK_SECONDS } = env();
  const tickMs = ((await hasViewer()) ? MARKET_TICK_SECONDS : MARKET_IDLE_TICK_SECONDS) * 1_000;
  await publishTick(floorTo(tickMs, nowMs) + tickMs, nowMs);
}

/** A DEX that cannot be listed now leaves its prices older; the others go on. */
async function newest(script: CredentialHash, window: CallWindow): Promise<readonly StoredPool[]> {
  try {
    return (await pollPools(script, 1, window)).pools;
  } catch (error) {
    log.warn("market.script_unread", { script, ...(error instanceof WindowClosed ? { stop: error.stop } : { error }) });
    return [];
  }
}

async function placed(pools: readonly StoredPool[], window: CallWindow): Promise<StoredPool[]> {
  const deep = pools
    .filter(({ output }) => adaOf(output) >= thinFromLovelace)
    .toSorted((a, b) => Number(adaOf(b.output) > adaOf(a.output)) - Number(adaOf(b.output) < adaOf(a.output)))
    .slice(0, placesPerLook);
  const found = new Map(
    await Promise.all(
      deep.map(async (pool) => [pool.poolUnit, await withPlace(pool, window).catch(() => pool)] as const),
    ),
  );
  return pools.map((pool) => found.get(pool.poolUnit) ?? pool);
}

/** A look that is lost is made up for by the next one. */
export async function giveUpLook(): Promise<JobOutcome> {
  if (env().MARKET === "off") return "stale";
  await publishNext(Date.now());
  return "done";
}
