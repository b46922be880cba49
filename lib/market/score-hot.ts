import "server-only";
import { isUnit } from "@/lib/cardano/unit";
import type { MarketToken } from "@/lib/market/market-token";
import { rankCommands, rankingKey, sendAll, tradedKey, type Command } from "@/lib/market/rank-tokens";
import { peekTokens } from "@/lib/market/token-store";
import { dayMs } from "@/lib/rates/instants";
import { redisKey, withRedis } from "@/lib/redis";

const everyMs = 900_000;
/** Of more tokens that were traded in the meantime those are scored that were traded last. */
const scoredAtOnce = 1_000;
const tokensPerRead = 250;
/** Of more tokens in a day those that were traded longest ago leave the rankings before their day is over. */
const tradedAtMost = 5_000;

/** Up to when trades have been scored, ms since the epoch; what is older than a day is scored no more. */
const scoredKey = () => redisKey("market", "scored");

/**
 * Every quarter of an hour the tokens that were traded since get their place among the hot ones, and those that nobody traded
 * in a day leave the rankings of a day. Killed at any point it is made again. Throws `cache_unavailable`.
 */
export async function scoreHotWhenDue(nowMs: number): Promise<void> {
  const scoredTo = Number((await withRedis(1, (redis) => redis.get<string>(scoredKey()))) ?? nowMs - dayMs);
  // A tick may come some seconds early.
  if (nowMs - scoredTo < everyMs - 5_000) return;
  const { traded, quiet } = await readTraded(scoredTo, nowMs);
  const tokens: MarketToken[] = [];
  for (let at = 0; at < traded.length; at += tokensPerRead)
    tokens.push(...(await peekTokens(traded.slice(at, at + tokensPerRead), nowMs)).values());
  await sendAll([
    ...rankCommands(tokens, ["hot"], nowMs),
    ...leaveCommands(quiet),
    (pipeline) => pipeline.set(scoredKey(), String(nowMs), { px: dayMs }),
  ]);
}

async function readTraded(scoredTo: number, nowMs: number) {
  const key = tradedKey();
  const lastOf = { byScore: true, rev: true, offset: 0, count: scoredAtOnce } as const;
  const [traded, quiet, tooMany] = await withRedis(3, (redis) =>
    redis
      .pipeline()
      .zrange<string[]>(key, nowMs, `(${scoredTo}`, lastOf)
      .zrange<string[]>(key, "-inf", nowMs - dayMs, { byScore: true })
      .zrange<string[]>(key, 0, -tradedAtMost - 1)
      .exec<[string[], string[], string[]]>(),
  );
  return { traded: traded.filter(isUnit), quiet: [...new Set([...quiet, ...tooMany])] };
}

/** What is new stays so though nobody trades it. */
function leaveCommands(units: readonly string[]): Command[] {
  if (units.length === 0) return [];
  const keys = [...(["hot", "gainers", "losers", "volume"] as const).map(rankingKey), tradedKey()];
  return keys.map((key) => (pipeline) => pipeline.zrem(key, ...units));
}
