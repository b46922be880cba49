import { RedisError } from "@/dev/redis/reply";
import type { StreamId } from "@/dev/redis/stream-id";
import { compareStreamIds, MAX_ID, nextStreamId, parseStreamId } from "@/dev/redis/stream-id";

/** What XADD asks for: an id of Redis' choice, one in a given millisecond, or exactly this one. */
export type WantedId = "auto" | { ms: bigint; seq: bigint | "auto" };

export function parseEntryId(text: string): WantedId {
  if (text === "*") return "auto";
  if (text.endsWith("-*")) return { ms: parseStreamId(text.slice(0, -2), 0n).ms, seq: "auto" };
  return parseStreamId(text, 0n);
}

/** The id of a new entry, always higher than the stream's last one. */
export function chooseEntryId(wanted: WantedId, last: StreamId, nowMs: number): StreamId {
  if (compareStreamIds(last, MAX_ID) === 0) {
    throw new RedisError("ERR The stream has exhausted the last possible ID, unable to add more items");
  }
  if (wanted === "auto") {
    const now = { ms: BigInt(Math.floor(nowMs)), seq: 0n };
    return now.ms > last.ms ? now : (nextStreamId(last) ?? MAX_ID);
  }
  const { ms, seq } = wanted;
  const id = { ms, seq: seq === "auto" ? nextSequence(ms, last) : seq };
  if (compareStreamIds(id, last) <= 0) {
    throw new RedisError("ERR The ID specified in XADD is equal or smaller than the target stream top item");
  }
  return id;
}

function nextSequence(ms: bigint, last: StreamId): bigint {
  return ms === last.ms && last.seq < MAX_ID.seq ? last.seq + 1n : 0n;
}
