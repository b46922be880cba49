import type { Reply } from "@/dev/redis/reply";
import { RedisError, Status } from "@/dev/redis/reply";

const CRLF = "\r\n";

/** A command in RESP2, the protocol of redis.io/docs/latest/develop/reference/protocol-spec. */
export function encodeCommand(words: readonly string[]): string {
  const parts = words.map((word) => `$${String(Buffer.byteLength(word))}${CRLF}${word}${CRLF}`);
  return `*${String(words.length)}${CRLF}${parts.join("")}`;
}

interface Parsed {
  readonly reply: Reply;
  readonly end: number;
}

/** The reply that begins at `offset`; undefined while its end has not arrived. */
export function parseReply(buffer: Buffer, offset: number): Parsed | undefined {
  const lineEnd = buffer.indexOf(CRLF, offset);
  if (lineEnd < 0) return undefined;
  const line = buffer.toString("utf8", offset + 1, lineEnd);
  const end = lineEnd + CRLF.length;
  const type = String.fromCharCode(buffer[offset] ?? 0);
  switch (type) {
    case "+":
      return { reply: new Status(line), end };
    case "-":
      return { reply: new RedisError(line), end };
    case ":":
      return { reply: parseIntegerReply(line), end };
    case "$":
      return parseBulk(buffer, end, Number(line));
    case "*":
      return parseArray(buffer, end, Number(line));
    default:
      throw new RedisError(`ERR protocol error: unexpected reply type '${type}'`);
  }
}

function parseIntegerReply(line: string): number | bigint {
  const value = Number(line);
  return Number.isSafeInteger(value) ? value : BigInt(line);
}

function parseBulk(buffer: Buffer, start: number, length: number): Parsed | undefined {
  if (length < 0) return { reply: null, end: start };
  const end = start + length + CRLF.length;
  if (buffer.length < end) return undefined;
  return { reply: buffer.toString("utf8", start, start + length), end };
}

function parseArray(buffer: Buffer, start: number, length: number): Parsed | undefined {
  if (length < 0) return { reply: null, end: start };
  const items: Reply[] = [];
  let end = start;
  for (let index = 0; index < length; index++) {
    const item = parseReply(buffer, end);
    if (item === undefined) return undefined;
    items.push(item.reply);
    end = item.end;
  }
  return { reply: items, end };
}

/** Cuts a byte stream into replies. */
export class ReplyReader {
  private pending: Buffer = Buffer.alloc(0);

  /** The replies that are complete after this chunk; throws RedisError where the bytes are no RESP2. */
  push(chunk: Buffer): Reply[] {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    const replies: Reply[] = [];
    let offset = 0;
    while (offset < this.pending.length) {
      const parsed = parseReply(this.pending, offset);
      if (parsed === undefined) break;
      replies.push(parsed.reply);
      offset = parsed.end;
    }
    this.pending = this.pending.subarray(offset);
    return replies;
  }
}
