import { describe, expect, test } from "vitest";
import type { Backend } from "@/dev/postgres/backend";
import { clocked, statementText } from "@/dev/postgres/statement-clock";

function message(type: string, body: string): Buffer {
  const bytes = Buffer.alloc(5 + Buffer.byteLength(body));
  bytes.write(type, 0, "latin1");
  bytes.writeInt32BE(bytes.length - 1, 1);
  bytes.write(body, 5, "utf8");
  return bytes;
}

const startup = Buffer.from("\0\0\0\x08\0\x03\0\0", "latin1");
const scope = message("P", "\0SELECT set_config('role', $1, true)\0\0\0");
const statement = message("P", "name\0SELECT 'it, with é'\0\0\0");
const sync = message("S", "");
const ready = message("Z", "I");
const row = message("D", "a row whose text ends like Z");

describe("the text of a flight", () => {
  test("is its last statement, parsed or simple", () => {
    expect(statementText(Buffer.concat([scope, statement, sync]))).toBe("SELECT 'it, with é'");
    expect(statementText(message("Q", "BEGIN\0"))).toBe("BEGIN");
    expect(statementText(sync)).toBe("");
  });
});

describe("clocked", () => {
  function clockedPair() {
    const told: [string, number][] = [];
    const clock = { now: 0 };
    let answer: (bytes: Uint8Array) => void = () => undefined;
    const received: Buffer[] = [];
    const backend: Backend = (client) => {
      answer = (bytes) => client.send(bytes);
      return { data: (chunk) => received.push(chunk), close: () => undefined };
    };
    const sent: Uint8Array[] = [];
    const client = { send: (bytes: Uint8Array) => sent.push(bytes), end: () => undefined };
    const connection = clocked(
      backend,
      (sql, ms) => told.push([sql, ms]),
      () => clock.now,
    )(client);
    return {
      told,
      clock,
      received,
      sent,
      data: (chunk: Buffer) => connection.data(chunk),
      answer: (b: Buffer) => answer(b),
    };
  }

  test("counts from the last byte of a flight to the server's word, however the answer is cut, and passes on every byte", () => {
    const { told, clock, received, sent, data, answer } = clockedPair();
    data(startup);
    answer(ready);
    data(Buffer.concat([scope, statement]));
    clock.now = 100;
    data(sync);
    clock.now = 350;
    answer(row);
    answer(ready.subarray(0, 3));
    clock.now = 400;
    answer(ready.subarray(3));
    expect(told).toEqual([["SELECT 'it, with é'", 300]]);
    expect(Buffer.concat(received)).toEqual(Buffer.concat([startup, scope, statement, sync]));
    expect(Buffer.concat(sent)).toEqual(Buffer.concat([ready, row, ready]));
  });

  test("tells each of two flights on one connection by itself", () => {
    const { told, clock, data, answer } = clockedPair();
    data(startup);
    for (const sql of ["SELECT 1", "SELECT 2"]) {
      data(message("Q", `${sql}\0`));
      clock.now += 5;
      answer(ready);
    }
    expect(told).toEqual([
      ["SELECT 1", 5],
      ["SELECT 2", 5],
    ]);
  });
});
