import { describe, expect, it } from "vitest";
import { RedisError, Status } from "@/dev/redis/reply";
import { encodeCommand, ReplyReader } from "@/dev/redis/resp";

const STREAM = "+OK\r\n-ERR no\r\n:5\r\n:9223372036854775807\r\n$5\r\na\r\né\r\n$-1\r\n*2\r\n$0\r\n\r\n*-1\r\n*0\r\n";
const REPLIES = [new Status("OK"), new RedisError("ERR no"), 5, 9223372036854775807n, "a\r\né", null, ["", null], []];

describe("RESP2", () => {
  it("counts bytes, not characters", () => {
    expect(encodeCommand(["SET", "é", ""])).toBe("*3\r\n$3\r\nSET\r\n$2\r\né\r\n$0\r\n\r\n");
  });

  it.each([1, 2, 3, 7, 1000])("reads replies that arrive %i bytes at a time", (size) => {
    const bytes = Buffer.from(STREAM);
    const reader = new ReplyReader();
    const replies = [];
    for (let at = 0; at < bytes.length; at += size) replies.push(...reader.push(bytes.subarray(at, at + size)));
    expect(replies).toEqual(REPLIES);
  });

  it("refuses bytes that are no reply", () => {
    expect(() => new ReplyReader().push(Buffer.from("HTTP/1.1 200 OK\r\n"))).toThrow("unexpected reply type 'H'");
  });
});
