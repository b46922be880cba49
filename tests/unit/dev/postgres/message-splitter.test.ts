import { describe, expect, test } from "vitest";
import { MessageSplitter } from "@/dev/postgres/message-splitter";

function packet(code: number, body = ""): Buffer {
  const bytes = Buffer.alloc(8 + body.length);
  bytes.writeInt32BE(bytes.length, 0);
  bytes.writeInt32BE(code, 4);
  bytes.write(body, 8, "latin1");
  return bytes;
}

function message(type: string, body: string): Buffer {
  const bytes = Buffer.alloc(5 + body.length);
  bytes.write(type, 0, "latin1");
  bytes.writeInt32BE(bytes.length - 1, 1);
  bytes.write(body, 5, "latin1");
  return bytes;
}

const sslRequest = packet(80877103);
const startup = packet(196608, "user\0postgres\0\0");
const query = message("Q", "SELECT 1\0");
const sync = message("S", "");

describe("MessageSplitter", () => {
  const stream = Buffer.concat([sslRequest, startup, query, sync]);
  const whole = [
    { type: "ssl-request", bytes: sslRequest },
    { type: "startup", bytes: startup },
    { type: "Q", bytes: query },
    { type: "S", bytes: sync },
  ];

  test.each([1, 2, 3, 7, 64, stream.length])("cuts the same messages out of chunks of %i bytes", (size) => {
    const splitter = new MessageSplitter();
    const messages = [];
    for (let start = 0; start < stream.length; start += size) {
      messages.push(...splitter.push(stream.subarray(start, start + size)));
    }
    expect(messages).toEqual(whole);
  });

  test("names a cancel request", () => {
    const cancel = packet(80877102, "12345678");
    expect(new MessageSplitter().push(cancel)).toEqual([{ type: "cancel-request", bytes: cancel }]);
  });

  test("refuses another protocol version", () => {
    expect(() => new MessageSplitter().push(packet(131072))).toThrow("protocol version 2.0 is not supported");
  });

  test("refuses a length that no message has", () => {
    const splitter = new MessageSplitter();
    splitter.push(startup);
    expect(() => splitter.push(Buffer.from("Q\0\0\0\x03", "latin1"))).toThrow(
      "a message of 4 bytes is not PostgreSQL's",
    );
  });
});
