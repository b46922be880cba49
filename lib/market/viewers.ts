import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { isUnit } from "@/lib/cardano/unit";
import { fromCache } from "@/lib/cache/from-cache";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { pricesPerEvent } from "@/lib/contract/live-events";
import { log } from "@/lib/log";
import { keepCommand } from "@/lib/market/kept-units";
import { isTicking, nextTickKey, publishTick } from "@/lib/market/publish-tick";
import { askAll, type Command } from "@/lib/market/rank-tokens";
import { floorTo } from "@/lib/rates/instants";
import { publishEvent } from "@/lib/realtime/publish-event";
import { redisKey, withRedis } from "@/lib/redis";

/** So long after a page of the market was last looked at somebody is still there. */
const viewerSeconds = 600;

/** Of more units of a page the first are heard of. */
const unitsPerPage = 500;
/** So many of those who look are told in one look, the last that came; the others see it when they read anew. */
const toldAtOnce = 100;

const viewerKey = () => redisKey("market", "viewer");
/** Users whose pages show units of theirs, by when they last looked; and which. */
const pagesKey = () => redisKey("market", "pages");
const pageKey = (userId: string) => redisKey("market", "page", userId);

/** Whether somebody looks at the market; false where Redis is away. */
export async function hasViewer(): Promise<boolean> {
  return (await fromCache(() => withRedis(1, (redis) => redis.exists(viewerKey())))) === 1;
}

/** Whose page shows what of the market. */
interface MarketPage {
  readonly userId: string;
  /** What they hold, or watch. */
  readonly units: readonly Unit[];
}

/**
 * Somebody looks. Who finds no tick that comes within the next few minutes starts those that come while anybody looks; one that
 * could not be started the next one starts. Whose page shows units of their own is told when those cost something else, and a
 * flush keeps them.
 */
export async function seeViewer(nowMs: number, page: MarketPage | null = null): Promise<void> {
  if (env().MARKET === "off") return;
  const answers = await fromCache(() =>
    askAll<[dueAt: string | null, ...unknown[]]>([
      (pipeline) => pipeline.get(nextTickKey()),
      (pipeline) => pipeline.set(viewerKey(), "1", { ex: viewerSeconds }),
      ...(page === null || page.units.length === 0 ? [] : pageCommands(page, nowMs)),
    ]),
  );
  if (answers === null || isTicking(answers[0], nowMs)) return;
  try {
    await publishTick(floorTo(env().MARKET_TICK_SECONDS * 1_000, nowMs), nowMs);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn("market.tick_not_begun", { error });
  }
}

function pageCommands({ userId, units }: MarketPage, nowMs: number): Command[] {
  const shown = units.slice(0, unitsPerPage);
  return [
    (pipeline) => pipeline.zadd(pagesKey(), { score: nowMs, member: userId }),
    (pipeline) => pipeline.expire(pagesKey(), viewerSeconds),
    (pipeline) => pipeline.set(pageKey(userId), shown.join(" "), { ex: viewerSeconds }),
    keepCommand(shown),
  ];
}

/** Tells those whose pages show one of the tokens, each once, that it costs something else. Redis that is away tells nobody. */
export async function tellViewers(changed: readonly Unit[], nowMs: number): Promise<void> {
  if (changed.length === 0) return;
  const pages = (await fromCache(() => readPages(nowMs))) ?? [];
  const isChanged = new Set(changed);
  await Promise.all(
    pages.map(async ({ userId, units }) => {
      const theirs = units.filter((unit) => isChanged.has(unit));
      if (theirs.length > 0) await publishEvent(userId, "price.updated", { units: theirs.slice(0, pricesPerEvent) });
    }),
  );
}

async function readPages(nowMs: number): Promise<MarketPage[]> {
  const users = await withRedis(1, (redis) =>
    redis.zrange<string[]>(pagesKey(), "+inf", nowMs - viewerSeconds * 1_000, {
      byScore: true,
      rev: true,
      offset: 0,
      count: toldAtOnce,
    }),
  );
  if (users.length === 0) return [];
  const pages = await withRedis(1, (redis) => redis.mget<(string | null)[]>(...users.map(pageKey)));
  return users.map((userId, at) => ({ userId, units: (pages[at] ?? "").split(" ").filter(isUnit) }));
}
