import { RedisError } from "@/dev/redis/reply";

/** Two unsigned 64-bit numbers: milliseconds and a sequence within the millisecond. */
export interface StreamId {
  readonly ms: bigint;
  readonly seq: bigint;
}

const MAX_UINT64 = 2n ** 64n - 1n;
export const MIN_ID: StreamId = { ms: 0n, seq: 0n };
export const MAX_ID: StreamId = { ms: MAX_UINT64, seq: MAX_UINT64 };

const invalidId = () => new RedisError("ERR Invalid stream ID specified as stream command argument");

/** `ms-seq`, or `ms` with `missingSeq` as its sequence. */
export function parseStreamId(text: string, missingSeq: bigint): StreamId {
  const match = /^(\d{1,20})(?:-(\d{1,20}))?$/.exec(text);
  if (match === null) throw invalidId();
  const id = { ms: BigInt(match[1] ?? "0"), seq: match[2] === undefined ? missingSeq : BigInt(match[2]) };
  if (id.ms > MAX_UINT64 || id.seq > MAX_UINT64) throw invalidId();
  return id;
}

export function formatStreamId({ ms, seq }: StreamId): string {
  return `${ms.toString()}-${seq.toString()}`;
}

export function compareStreamIds(a: StreamId, b: StreamId): number {
  if (a.ms !== b.ms) return a.ms < b.ms ? -1 : 1;
  if (a.seq !== b.seq) return a.seq < b.seq ? -1 : 1;
  return 0;
}

/** The next higher id; undefined behind the last one. */
export function nextStreamId({ ms, seq }: StreamId): StreamId | undefined {
  if (seq < MAX_UINT64) return { ms, seq: seq + 1n };
  return ms < MAX_UINT64 ? { ms: ms + 1n, seq: 0n } : undefined;
}

/** The next lower id; undefined before the first one. */
function previousStreamId({ ms, seq }: StreamId): StreamId | undefined {
  if (seq > 0n) return { ms, seq: seq - 1n };
  return ms > 0n ? { ms: ms - 1n, seq: MAX_UINT64 } : undefined;
}

/** The lower end of a range: `-`, `+`, an id, or `(` and an id for an exclusive bound. */
export function parseRangeStart(text: string): StreamId {
  if (!text.startsWith("(") || text.length === 1) return parseEnd(text, 0n);
  const id = nextStreamId(parseStreamId(text.slice(1), 0n));
  if (id === undefined) throw new RedisError("ERR invalid start ID for the interval");
  return id;
}

/** The upper end of a range, in the same forms. */
export function parseRangeEnd(text: string): StreamId {
  if (!text.startsWith("(") || text.length === 1) return parseEnd(text, MAX_UINT64);
  const id = previousStreamId(parseStreamId(text.slice(1), MAX_UINT64));
  if (id === undefined) throw new RedisError("ERR invalid end ID for the interval");
  return id;
}

function parseEnd(text: string, missingSeq: bigint): StreamId {
  if (text === "-") return MIN_ID;
  if (text === "+") return MAX_ID;
  return parseStreamId(text, missingSeq);
}
