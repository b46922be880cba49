import { parseCount } from "@/dev/redis/arguments";
import type { CommandTable, Context } from "@/dev/redis/command";
import type { Reply } from "@/dev/redis/reply";
import { RedisError, syntaxError, wrongArguments } from "@/dev/redis/reply";
import { chooseEntryId, parseEntryId } from "@/dev/redis/stream-entry-id";
import type { StreamEntry } from "@/dev/redis/stream";
import { finishTrim, parseTrimOptions } from "@/dev/redis/stream-arguments";
import type { StreamId } from "@/dev/redis/stream-id";
import {
  formatStreamId,
  MAX_ID,
  MIN_ID,
  nextStreamId,
  parseRangeEnd,
  parseRangeStart,
  parseStreamId,
} from "@/dev/redis/stream-id";

const asReply = (entry: StreamEntry): Reply => [formatStreamId(entry.id), entry.fields];

function addEntry({ keyspace, now }: Context, key: string, ...words: string[]): Reply {
  const { draft, rest } = parseTrimOptions(words, "xadd");
  const [idText, ...fields] = rest;
  const wanted = idText === undefined ? "auto" : parseEntryId(idText);
  const trim = finishTrim(draft);
  if (fields.length === 0 || fields.length % 2 !== 0) throw wrongArguments("xadd");
  if (wanted !== "auto" && wanted.ms === 0n && wanted.seq === 0n) {
    throw new RedisError("ERR The ID specified in XADD must be greater than 0-0");
  }
  const existing = keyspace.read(key, "stream");
  if (existing === undefined && !draft.createMissing) return null;
  const id = chooseEntryId(wanted, existing?.lastId ?? MIN_ID, now());
  const stream = keyspace.open(key, "stream");
  stream.append(id, fields);
  if (trim !== undefined) stream.trim(trim);
  return formatStreamId(id);
}

function range(
  { keyspace }: Context,
  key: string,
  start: StreamId,
  end: StreamId,
  words: readonly string[],
  reverse: boolean,
): Reply {
  const [option, countText, ...more] = words;
  if (option !== undefined && (option.toUpperCase() !== "COUNT" || countText === undefined || more.length > 0)) {
    throw syntaxError();
  }
  const count = countText === undefined ? Infinity : Math.max(0, parseCount(countText));
  const stream = keyspace.read(key, "stream");
  if (stream === undefined) return [];
  if (count === 0) return null;
  const entries = stream.range(start, end);
  return (reverse ? entries.reverse() : entries).slice(0, count).map(asReply);
}

/** XREAD without BLOCK: over HTTP nobody waits, so the option is refused. */
function read({ keyspace }: Context, ...words: string[]): Reply {
  const { count, names } = parseRead(words);
  const keys = names.slice(0, names.length / 2);
  const starts = keys.map((key, index) => {
    const stream = keyspace.read(key, "stream");
    const id = names[keys.length + index] ?? "";
    return id === "$" ? (stream?.lastId ?? MIN_ID) : parseStreamId(id, 0n);
  });
  const replies = keys.flatMap((key, index): Reply[] => {
    const after = nextStreamId(starts[index] ?? MIN_ID);
    const entries = after === undefined ? [] : (keyspace.read(key, "stream")?.range(after, MAX_ID) ?? []);
    return entries.length === 0 ? [] : [[key, entries.slice(0, count).map(asReply)]];
  });
  return replies.length === 0 ? null : replies;
}

function parseRead(words: readonly string[]): { count: number; names: readonly string[] } {
  let count = Infinity;
  for (let index = 0; index < words.length; index += 2) {
    const option = words[index]?.toUpperCase();
    const value = words[index + 1];
    if (value === undefined) throw syntaxError();
    if (option === "STREAMS") {
      const names = words.slice(index + 1);
      if (names.length % 2 === 0) return { count, names };
      throw new RedisError("ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.");
    }
    if (option === "BLOCK") throw new RedisError("ERR BLOCK is not supported by the embedded Redis");
    if (option !== "COUNT") throw syntaxError();
    count = Math.max(0, parseCount(value)) || Infinity;
  }
  throw syntaxError();
}

function trimStream({ keyspace }: Context, key: string, ...words: string[]): Reply {
  const { draft, rest } = parseTrimOptions(words, "xtrim");
  if (rest.length > 0) throw syntaxError();
  const trim = finishTrim(draft);
  if (trim === undefined) throw syntaxError("XTRIM must be called with a trimming strategy");
  return keyspace.read(key, "stream")?.trim(trim) ?? 0;
}

function deleteEntries({ keyspace }: Context, key: string, ...words: string[]): Reply {
  const stream = keyspace.read(key, "stream");
  if (stream === undefined) return 0;
  return stream.delete(words.map((word) => parseStreamId(word, 0n)));
}

export const streamCommands: CommandTable = {
  xadd: { arity: -5, writes: true, run: addEntry },
  xrange: {
    arity: -4,
    run: (context, key, start, end, ...words) =>
      range(context, key, parseRangeStart(start), parseRangeEnd(end), words, false),
  },
  xrevrange: {
    arity: -4,
    run: (context, key, end, start, ...words) =>
      range(context, key, parseRangeStart(start), parseRangeEnd(end), words, true),
  },
  xread: { arity: -4, run: read },
  xlen: { arity: 2, run: ({ keyspace }, key) => keyspace.read(key, "stream")?.length ?? 0 },
  xtrim: { arity: -4, writes: true, run: trimStream },
  xdel: { arity: -3, writes: true, run: deleteEntries },
};
