import { parseInteger } from "@/dev/redis/arguments";
import type { CommandTable, Context } from "@/dev/redis/command";
import { matchesGlob } from "@/dev/redis/glob";
import type { Reply } from "@/dev/redis/reply";
import { OK, RedisError, Status, syntaxError } from "@/dev/redis/reply";

const DISTANT_MS = 2n ** 63n - 1n;

function countOf(keys: readonly string[], predicate: (key: string) => boolean): number {
  return keys.filter(predicate).length;
}

interface ExpireConditions {
  nx: boolean;
  xx: boolean;
  gt: boolean;
  lt: boolean;
}

function parseExpireConditions(words: readonly string[]): ExpireConditions {
  const given = words.map((word) => word.toUpperCase());
  const unknown = given.findIndex((word) => !["NX", "XX", "GT", "LT"].includes(word));
  if (unknown >= 0) throw new RedisError(`ERR Unsupported option ${words[unknown] ?? ""}`);
  const has = (word: string) => given.includes(word);
  const conditions = { nx: has("NX"), xx: has("XX"), gt: has("GT"), lt: has("LT") };
  if (conditions.nx && (conditions.xx || conditions.gt || conditions.lt)) {
    throw new RedisError("ERR NX and XX, GT or LT options at the same time are not compatible");
  }
  if (conditions.gt && conditions.lt) {
    throw new RedisError("ERR GT and LT options at the same time are not compatible");
  }
  return conditions;
}

/** A key without expiry counts as one that lives for ever. */
function mayExpireAt(current: number | undefined, at: number, { nx, xx, gt, lt }: ExpireConditions): boolean {
  if (nx && current !== undefined) return false;
  if (xx && current === undefined) return false;
  const lifetime = current ?? Infinity;
  if (gt && at <= lifetime) return false;
  return !(lt && at >= lifetime);
}

function expire(context: Context, command: string, unitMs: bigint, key: string, words: readonly string[]): number {
  const [amountText = "", ...options] = words;
  const conditions = parseExpireConditions(options);
  const atMs = parseInteger(amountText) * unitMs + BigInt(Math.floor(context.now()));
  if (atMs > DISTANT_MS || atMs < -DISTANT_MS) {
    throw new RedisError(`ERR invalid expire time in '${command}' command`);
  }
  const entry = context.keyspace.entry(key);
  const at = Number(atMs);
  if (entry === undefined || !mayExpireAt(entry.expiresAt, at, conditions)) return 0;
  if (at <= context.now()) context.keyspace.delete(key);
  else entry.expiresAt = at;
  return 1;
}

/** Milliseconds left; -1 without expiry, -2 without key. */
function timeToLive({ keyspace, now }: Context, key: string): number {
  const entry = keyspace.entry(key);
  if (entry === undefined) return -2;
  return entry.expiresAt === undefined ? -1 : Math.max(0, entry.expiresAt - Math.floor(now()));
}

function persist({ keyspace }: Context, key: string): number {
  const entry = keyspace.entry(key);
  if (entry?.expiresAt === undefined) return 0;
  entry.expiresAt = undefined;
  return 1;
}

/** Answers everything in one page, so the only cursor ever handed out is 0. */
function scan({ keyspace }: Context, cursor: string, ...words: string[]): Reply {
  if (!/^\d+$/.test(cursor)) throw new RedisError("ERR invalid cursor");
  let pattern = "*";
  let kind: string | undefined;
  for (let index = 0; index < words.length; index += 2) {
    const option = words[index]?.toUpperCase();
    const value = words[index + 1];
    if (value === undefined) throw syntaxError();
    if (option === "MATCH") pattern = value;
    else if (option === "TYPE") kind = value.toLowerCase();
    else if (option !== "COUNT" || parseInteger(value) < 1n) throw syntaxError();
  }
  if (BigInt(cursor) !== 0n) return ["0", []];
  const isWanted = (key: string) => kind === undefined || keyspace.entry(key)?.kind === kind;
  return ["0", keyspace.keys().filter((key) => matchesGlob(pattern, key) && isWanted(key))];
}

function flush({ keyspace }: Context, ...words: string[]): Reply {
  if (words.length > 1 || !["SYNC", "ASYNC"].includes(words[0]?.toUpperCase() ?? "SYNC")) throw syntaxError();
  keyspace.clear();
  return OK;
}

export const keyCommands: CommandTable = {
  del: { arity: -2, writes: true, run: ({ keyspace }, ...keys) => countOf(keys, (key) => keyspace.delete(key)) },
  unlink: { arity: -2, writes: true, run: ({ keyspace }, ...keys) => countOf(keys, (key) => keyspace.delete(key)) },
  exists: {
    arity: -2,
    run: ({ keyspace }, ...keys) => countOf(keys, (key) => keyspace.entry(key) !== undefined),
  },
  type: { arity: 2, run: ({ keyspace }, key) => new Status(keyspace.entry(key)?.kind ?? "none") },
  expire: {
    arity: -3,
    writes: true,
    run: (context, key, ...words) => expire(context, "expire", 1000n, key, words),
  },
  pexpire: {
    arity: -3,
    writes: true,
    run: (context, key, ...words) => expire(context, "pexpire", 1n, key, words),
  },
  ttl: {
    arity: 2,
    run: (context, key) => {
      const leftMs = timeToLive(context, key);
      return leftMs < 0 ? leftMs : Math.floor((leftMs + 500) / 1000);
    },
  },
  pttl: { arity: 2, run: timeToLive },
  persist: { arity: 2, writes: true, run: persist },
  keys: { arity: 2, run: ({ keyspace }, pattern) => keyspace.keys().filter((key) => matchesGlob(pattern, key)) },
  scan: { arity: -2, run: scan },
  dbsize: { arity: 1, run: ({ keyspace }) => keyspace.keys().length },
  flushall: { arity: -1, writes: true, run: flush },
  flushdb: { arity: -1, writes: true, run: flush },
};
