import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { AnswerTooLong, readBoundedJson } from "@/lib/bounded-answer";

let respond: (response: ServerResponse) => void = () => undefined;
/** What the server's socket got rid of. */
let sentBytes = 0;
const server = createServer((request, response) => {
  response.once("close", () => (sentBytes = request.socket.bytesWritten));
  respond(response);
});
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  sentBytes = 0;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const read = async (answer: typeof respond, maxBytes = 20): Promise<unknown> => {
  respond = answer;
  return readBoundedJson(await fetch(url), maxBytes);
};

test("an answer of exactly the limit is read", async () => {
  const text = JSON.stringify({ text: "12345678" }).padEnd(20);
  expect(await read((response) => response.end(text))).toEqual({ text: "12345678" });
});

test("characters may be cut anywhere between two chunks", async () => {
  const bytes = Buffer.from(JSON.stringify("₳₳₳"));
  const answer = (response: ServerResponse) => {
    response.write(bytes.subarray(0, 3));
    setTimeout(() => response.end(bytes.subarray(3)), 20);
  };
  expect(await read(answer)).toBe("₳₳₳");
});

test("one that says that it is longer is refused unread", async () => {
  // Never sent: a reader that waits for it would hang.
  const answer = (response: ServerResponse) => response.writeHead(200, { "content-length": 21 }).flushHeaders();
  await expect(read(answer)).rejects.toThrow(AnswerTooLong);
});

test("one that does not say so is refused while it comes", async () => {
  const endless = (response: ServerResponse) => {
    const more = () => {
      while (!response.closed && response.write("1".repeat(10_000)));
    };
    response.on("drain", more);
    more();
  };
  await expect(read(endless, 1_000_000)).rejects.toThrow(AnswerTooLong);
  await expect.poll(() => sentBytes).toBeGreaterThan(0);
  expect(sentBytes).toBeLessThan(20_000_000);
});

test("what counts is what it unfolds to", async () => {
  const bomb = gzipSync(Buffer.alloc(1_000_000, " "));
  const answer = (response: ServerResponse) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
  await expect(read(answer, bomb.length + 1)).rejects.toThrow(AnswerTooLong);
});

test("a body that ends before its length is a failure, also where it is JSON so far", async () => {
  const answer = (response: ServerResponse) => {
    response.writeHead(200, { "content-length": 10 });
    response.write("[]", () => response.destroy());
  };
  await expect(read(answer)).rejects.toThrow("terminated");
});

test.each([
  ["half of one", '{"a":'],
  ["a page of HTML", "<h1>Busy</h1>"],
  ["nothing", ""],
])("%s is not JSON", async (_what, text) => {
  await expect(read((response) => response.end(text))).rejects.toThrow(SyntaxError);
});
