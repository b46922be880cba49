import { fitsInteger, pairs, parseInteger } from "@/dev/redis/arguments";
import type { CommandTable, Context } from "@/dev/redis/command";
import type { Reply } from "@/dev/redis/reply";
import { OK, RedisError, wrongArguments } from "@/dev/redis/reply";
import { parseSetOptions } from "@/dev/redis/set-options";

function set(context: Context, key: string, value: string, ...words: string[]): Reply {
  const { keyspace } = context;
  const options = parseSetOptions(words, context.now());
  const previous = options.get ? (keyspace.read(key, "string") ?? null) : null;
  const entry = keyspace.entry(key);
  const refused = entry === undefined ? options.onlyIf === "exists" : options.onlyIf === "missing";
  if (refused) return previous;
  keyspace.writeString(key, value, options.keepTtl ? entry?.expiresAt : options.expiresAt);
  return options.get ? previous : OK;
}

function setIfMissing({ keyspace }: Context, key: string, value: string): number {
  if (keyspace.entry(key) !== undefined) return 0;
  keyspace.writeString(key, value);
  return 1;
}

function getAndDelete({ keyspace }: Context, key: string): Reply {
  const value = keyspace.read(key, "string");
  if (value === undefined) return null;
  keyspace.delete(key);
  return value;
}

function setMany({ keyspace }: Context, ...words: string[]): Reply {
  if (words.length % 2 !== 0) throw wrongArguments("mset");
  for (const [key, value] of pairs(words)) keyspace.writeString(key, value);
  return OK;
}

/** A key of another kind counts as missing here; it is no error. */
function getMany({ keyspace }: Context, ...keys: string[]): Reply {
  return keys.map((key) => {
    const value = keyspace.entry(key)?.value;
    return typeof value === "string" ? value : null;
  });
}

function add({ keyspace }: Context, key: string, delta: bigint): bigint {
  const sum = parseInteger(keyspace.read(key, "string") ?? "0") + delta;
  if (!fitsInteger(sum)) throw new RedisError("ERR increment or decrement would overflow");
  keyspace.writeString(key, sum.toString(), keyspace.entry(key)?.expiresAt);
  return sum;
}

function decrementBy(context: Context, key: string, amount: string): bigint {
  const delta = -parseInteger(amount);
  if (!fitsInteger(delta)) throw new RedisError("ERR decrement would overflow");
  return add(context, key, delta);
}

export const stringCommands: CommandTable = {
  get: { arity: 2, run: ({ keyspace }, key) => keyspace.read(key, "string") ?? null },
  set: { arity: -3, writes: true, run: set },
  setnx: { arity: 3, writes: true, run: setIfMissing },
  getdel: { arity: 2, writes: true, run: getAndDelete },
  mget: { arity: -2, run: getMany },
  mset: { arity: -3, writes: true, run: setMany },
  incr: { arity: 2, writes: true, run: (context, key) => add(context, key, 1n) },
  decr: { arity: 2, writes: true, run: (context, key) => add(context, key, -1n) },
  incrby: { arity: 3, writes: true, run: (context, key, amount) => add(context, key, parseInteger(amount)) },
  decrby: { arity: 3, writes: true, run: decrementBy },
};
