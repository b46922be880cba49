import { formatFloat, parseFloatArgument } from "@/dev/redis/arguments";
import type { CommandTable, Context } from "@/dev/redis/command";
import type { Reply } from "@/dev/redis/reply";
import { RedisError } from "@/dev/redis/reply";
import { addScores } from "@/dev/redis/sorted-set-add";
import { parseScoreRange, rangeOfMembers } from "@/dev/redis/sorted-set-range";

function remove({ keyspace }: Context, key: string, members: readonly string[]): number {
  const sortedSet = keyspace.read(key, "zset");
  const removed = members.filter((member) => sortedSet?.delete(member) === true).length;
  keyspace.dropIfEmpty(key);
  return removed;
}

function score({ keyspace }: Context, key: string, member: string): Reply {
  const value = keyspace.read(key, "zset")?.score(member);
  return value === undefined ? null : formatFloat(value);
}

function incrementScore({ keyspace }: Context, key: string, amount: string, member: string): Reply {
  const delta = parseFloatArgument(amount);
  const sum = (keyspace.read(key, "zset")?.score(member) ?? 0) + delta;
  if (Number.isNaN(sum)) throw new RedisError("ERR resulting score is not a number (NaN)");
  keyspace.open(key, "zset").set(member, sum);
  return formatFloat(sum);
}

function membersByScore({ keyspace }: Context, key: string, min: string, max: string): string[] {
  const isWithin = parseScoreRange(min, max);
  const members = keyspace.read(key, "zset")?.members() ?? [];
  return members.filter((entry) => isWithin(entry.score)).map((entry) => entry.member);
}

/** ZRANGE key start stop, by rank or by score. */
function range({ keyspace }: Context, key: string, start: string, stop: string, ...words: string[]): Reply {
  const select = rangeOfMembers(start, stop, words);
  const { entries, withScores } = select(keyspace.read(key, "zset")?.members() ?? []);
  return entries.flatMap((entry) => (withScores ? [entry.member, formatFloat(entry.score)] : [entry.member]));
}

export const sortedSetCommands: CommandTable = {
  zadd: { arity: -4, writes: true, run: addScores },
  zrem: { arity: -3, writes: true, run: (context, key, ...members) => remove(context, key, members) },
  zscore: { arity: 3, run: score },
  zcard: { arity: 2, run: ({ keyspace }, key) => keyspace.read(key, "zset")?.size ?? 0 },
  zrange: { arity: -4, run: range },
  zcount: { arity: 4, run: (context, key, min, max) => membersByScore(context, key, min, max).length },
  zremrangebyscore: {
    arity: 4,
    writes: true,
    run: (context, key, min, max) => remove(context, key, membersByScore(context, key, min, max)),
  },
  zremrangebyrank: {
    arity: 4,
    writes: true,
    run: (context, key, start, stop) => {
      const members = rangeOfMembers(start, stop, [])(context.keyspace.read(key, "zset")?.members() ?? []).entries;
      return remove(
        context,
        key,
        members.map(({ member }) => member),
      );
    },
  },
  zincrby: { arity: 4, writes: true, run: incrementScore },
};
