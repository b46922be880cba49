import "server-only";
import type { Pipeline } from "@upstash/redis";
import type { MarketToken } from "@/lib/market/market-token";
import type { SeenTrade } from "@/lib/market/seen-trade";
import { ranksOf, type Ranking } from "@/lib/market/token-ranks";
import { redisKey, withRedis } from "@/lib/redis";

/** Nobody reads further; what has a lower rank is forgotten. */
export const rankedAtMost = 1_000;

export const rankingKey = (ranking: Ranking) => redisKey("market", ranking);
/** Tokens that are ranked at all, by when they were last traded as far as we looked. */
export const tradedKey = () => redisKey("market", "traded");

/** The newest trades, by when they were seen: `txHash#index|unit|buy or sell|lovelace`. */
const tradesKey = () => redisKey("market", "trades");

/** One command of a pipeline. */
export type Command = (pipeline: Pipeline) => unknown;

/** Sends commands in one request, and counts them; resolves with their answers. Throws `cache_unavailable`. */
export async function askAll<Answers extends unknown[]>(commands: readonly Command[]): Promise<Answers> {
  return withRedis(commands.length, (redis) => {
    const pipeline = redis.pipeline();
    for (const command of commands) command(pipeline);
    return pipeline.exec<Answers>();
  });
}

/** The same where nobody needs to know what they answer. */
export async function sendAll(commands: readonly Command[]): Promise<void> {
  await askAll(commands);
}

/** Puts tokens where they belong in some of the rankings, and takes them out of those where they no longer do. */
export function rankCommands(tokens: readonly MarketToken[], among: readonly Ranking[], nowMs: number): Command[] {
  const ranked = tokens.map((token) => ({ unit: token.unit, ranks: ranksOf(token, nowMs) }));
  return among.flatMap((ranking) => {
    const [first, ...others] = ranked.flatMap(({ unit, ranks }) => {
      const score = ranks[ranking];
      return score === null ? [] : [{ score, member: unit }];
    });
    const gone = ranked.filter(({ ranks }) => ranks[ranking] === null).map(({ unit }) => unit);
    const key = rankingKey(ranking);
    const commands: Command[] = [];
    if (gone.length > 0) commands.push((pipeline) => pipeline.zrem(key, ...gone));
    if (first !== undefined) commands.push((pipeline) => pipeline.zadd(key, first, ...others), trim(key));
    return commands;
  });
}

/** Adds to the newest trades; those without ada in them are of no size that could be told. */
export function tradeCommands(trades: readonly SeenTrade[]): Command[] {
  const [first, ...others] = trades
    .filter(({ lovelace }) => lovelace !== 0n)
    .map(({ unit, txHash, index, lovelace, at }) => {
      const [kind, amount] = lovelace > 0n ? ["buy", lovelace] : ["sell", -lovelace];
      return { score: at, member: `${txHash}#${String(index)}|${unit}|${kind}|${amount.toString()}` };
    });
  if (first === undefined) return [];
  return [(pipeline) => pipeline.zadd(tradesKey(), first, ...others), trim(tradesKey())];
}

/** Leaves the highest of a sorted set. */
function trim(key: string): Command {
  return (pipeline) => pipeline.zremrangebyrank(key, 0, -rankedAtMost - 1);
}
