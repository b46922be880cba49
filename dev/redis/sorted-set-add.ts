import { formatFloat, pairs, parseFloatArgument } from "@/dev/redis/arguments";
import type { Context } from "@/dev/redis/command";
import type { Reply } from "@/dev/redis/reply";
import { RedisError, syntaxError } from "@/dev/redis/reply";

const FLAGS = ["NX", "XX", "GT", "LT", "CH", "INCR"];

interface AddOptions {
  has: (flag: string) => boolean;
  elements: { score: number; member: string }[];
}

function parseAdd(words: readonly string[]): AddOptions {
  const firstScore = words.findIndex((word) => !FLAGS.includes(word.toUpperCase()));
  const flagCount = firstScore < 0 ? words.length : firstScore;
  const flags = words.slice(0, flagCount).map((word) => word.toUpperCase());
  const elements = words.slice(flagCount);
  const has = (flag: string) => flags.includes(flag);
  if (elements.length === 0 || elements.length % 2 !== 0) throw syntaxError();
  if (has("NX") && has("XX")) {
    throw new RedisError("ERR XX and NX options at the same time are not compatible");
  }
  if ([has("GT"), has("LT"), has("NX")].filter(Boolean).length > 1) {
    throw new RedisError("ERR GT, LT, and/or NX options at the same time are not compatible");
  }
  if (has("INCR") && elements.length > 2) {
    throw new RedisError("ERR INCR option supports a single increment-element pair");
  }
  return { has, elements: pairs(elements).map(([score, member]) => ({ score: parseFloatArgument(score), member })) };
}

function isRefused(current: number | undefined, next: number, has: AddOptions["has"]): boolean {
  if (current === undefined) return has("XX");
  return has("NX") || (has("GT") && next <= current) || (has("LT") && next >= current);
}

/** ZADD key [NX|XX] [GT|LT] [CH] [INCR] score member …: the number added (or changed, with CH), or with INCR the score. */
export function addScores({ keyspace }: Context, key: string, ...words: string[]): Reply {
  const { has, elements } = parseAdd(words);
  const sortedSet = keyspace.open(key, "zset");
  let added = 0;
  let updated = 0;
  let lastScore: number | undefined;
  try {
    for (const { score, member } of elements) {
      const current = sortedSet.score(member);
      const next = has("INCR") ? score + (current ?? 0) : score;
      if (Number.isNaN(next)) throw new RedisError("ERR resulting score is not a number (NaN)");
      if (isRefused(current, next, has)) continue;
      if (current === undefined) added++;
      else if (current !== next) updated++;
      sortedSet.set(member, next);
      lastScore = next;
    }
  } finally {
    keyspace.dropIfEmpty(key);
  }
  if (has("INCR")) return lastScore === undefined ? null : formatFloat(lastScore);
  return has("CH") ? added + updated : added;
}
