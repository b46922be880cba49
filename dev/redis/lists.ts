import { parseCount, parseInteger, sliceInclusive } from "@/dev/redis/arguments";
import type { CommandTable, Context } from "@/dev/redis/command";
import type { Reply } from "@/dev/redis/reply";
import { OK, RedisError, wrongArguments } from "@/dev/redis/reply";

function push({ keyspace }: Context, side: "left" | "right", key: string, values: readonly string[]): number {
  const list = keyspace.open(key, "list");
  for (const value of values) {
    if (side === "left") list.unshift(value);
    else list.push(value);
  }
  return list.length;
}

function pop({ keyspace }: Context, side: "left" | "right", key: string, words: readonly string[]): Reply {
  if (words.length > 1) throw wrongArguments(side === "left" ? "lpop" : "rpop");
  const [countText] = words;
  const count = countText === undefined ? undefined : parsePositive(countText);
  const list = keyspace.read(key, "list");
  if (list === undefined) return null;
  const taken = side === "left" ? list.splice(0, count ?? 1) : takeFromRight(list, count ?? 1);
  keyspace.dropIfEmpty(key);
  return count === undefined ? (taken[0] ?? null) : taken;
}

function parsePositive(text: string): number {
  const message = "ERR value is out of range, must be positive";
  const count = Number(parseInteger(text, message));
  if (count < 0) throw new RedisError(message);
  return count;
}

function takeFromRight(list: string[], count: number): string[] {
  return list.splice(Math.max(0, list.length - count)).reverse();
}

function range({ keyspace }: Context, key: string, start: string, stop: string): Reply {
  const from = parseCount(start);
  const to = parseCount(stop);
  return sliceInclusive(keyspace.read(key, "list") ?? [], from, to);
}

function trim({ keyspace }: Context, key: string, start: string, stop: string): Reply {
  const from = parseCount(start);
  const to = parseCount(stop);
  const list = keyspace.read(key, "list");
  list?.splice(0, list.length, ...sliceInclusive(list, from, to));
  keyspace.dropIfEmpty(key);
  return OK;
}

export const listCommands: CommandTable = {
  lpush: { arity: -3, writes: true, run: (context, key, ...values) => push(context, "left", key, values) },
  rpush: { arity: -3, writes: true, run: (context, key, ...values) => push(context, "right", key, values) },
  lpop: { arity: -2, writes: true, run: (context, key, ...words) => pop(context, "left", key, words) },
  rpop: { arity: -2, writes: true, run: (context, key, ...words) => pop(context, "right", key, words) },
  lrange: { arity: 4, run: range },
  ltrim: { arity: 4, writes: true, run: trim },
  llen: { arity: 2, run: ({ keyspace }, key) => keyspace.read(key, "list")?.length ?? 0 },
};
