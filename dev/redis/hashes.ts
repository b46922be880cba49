import { fitsInteger, pairs, parseInteger } from "@/dev/redis/arguments";
import type { CommandTable, Context } from "@/dev/redis/command";
import { RedisError, wrongArguments } from "@/dev/redis/reply";

function setFields({ keyspace }: Context, key: string, ...words: string[]): number {
  if (words.length % 2 !== 0) throw wrongArguments("hset");
  const hash = keyspace.open(key, "hash");
  const sizeBefore = hash.size;
  for (const [field, value] of pairs(words)) hash.set(field, value);
  return hash.size - sizeBefore;
}

function deleteFields({ keyspace }: Context, key: string, ...fields: string[]): number {
  const hash = keyspace.read(key, "hash");
  const deleted = fields.filter((field) => hash?.delete(field) === true).length;
  keyspace.dropIfEmpty(key);
  return deleted;
}

function incrementField({ keyspace }: Context, key: string, field: string, amount: string): bigint {
  const delta = parseInteger(amount);
  const current = keyspace.read(key, "hash")?.get(field) ?? "0";
  const sum = parseInteger(current, "ERR hash value is not an integer") + delta;
  if (!fitsInteger(sum)) throw new RedisError("ERR increment or decrement would overflow");
  keyspace.open(key, "hash").set(field, sum.toString());
  return sum;
}

export const hashCommands: CommandTable = {
  hset: { arity: -4, writes: true, run: setFields },
  hget: { arity: 3, run: ({ keyspace }, key, field) => keyspace.read(key, "hash")?.get(field) ?? null },
  hmget: {
    arity: -3,
    run: ({ keyspace }, key, ...fields) => {
      const hash = keyspace.read(key, "hash");
      return fields.map((field) => hash?.get(field) ?? null);
    },
  },
  hgetall: { arity: 2, run: ({ keyspace }, key) => [...(keyspace.read(key, "hash") ?? [])].flat() },
  hdel: { arity: -3, writes: true, run: deleteFields },
  hincrby: { arity: 4, writes: true, run: incrementField },
  hlen: { arity: 2, run: ({ keyspace }, key) => keyspace.read(key, "hash")?.size ?? 0 },
  hexists: { arity: 3, run: ({ keyspace }, key, field) => Number(keyspace.read(key, "hash")?.has(field) ?? false) },
};
