import { describe, expect, it } from "vitest";
import { createEmbeddedRedis, START_MS } from "@/tests/unit/dev/redis/embedded-redis";

describe("keys", () => {
  it("expires by the given clock, a moment after the deadline", async () => {
    const { run, advance } = await createEmbeddedRedis();
    run("SET a 1 PX 100");
    advance(100);
    expect(run("GET a", "PTTL a")).toEqual(["1", 0]);
    advance(1);
    expect(run("GET a", "PTTL a", "EXISTS a", "DBSIZE", "KEYS *")).toEqual([null, -2, 0, 0, []]);
  });

  it("sets expiries on conditions", async () => {
    const { run } = await createEmbeddedRedis();
    expect(
      run(
        "SET a 1",
        "EXPIRE a 10 XX",
        "EXPIRE a 10 GT",
        "EXPIRE a 10 NX",
        "EXPIRE a 20 NX",
        "EXPIRE a 5 GT",
        "EXPIRE a 5 LT",
        "TTL a",
        "PERSIST a",
        "PERSIST a",
        "TTL a",
        "PEXPIRE a -1",
        "EXISTS a",
        "EXPIRE a 1",
      ),
    ).toEqual(["+OK", 0, 0, 1, 0, 0, 1, 5, 1, 0, -1, 1, 0, 0]);
    expect(run("EXPIRE a 1 NX GT", "EXPIRE a 1 GT LT", "EXPIRE a 1 no", "EXPIRE a 9223372036854775807")).toEqual([
      "-ERR NX and XX, GT or LT options at the same time are not compatible",
      "-ERR GT and LT options at the same time are not compatible",
      "-ERR Unsupported option no",
      "-ERR invalid expire time in 'expire' command",
    ]);
  });

  it("finds keys by pattern and kind", async () => {
    const { run } = await createEmbeddedRedis();
    run("SET user:1 a", "SET user:2 b", "HSET hash:1 f v", "ZADD z 1 m", "XADD x 1-1 f v", "RPUSH l 1", "SADD s 1");
    expect(
      run("KEYS user:?", "KEYS *:[2-9]", "SCAN 0 MATCH *:1 COUNT 5", "SCAN 0 TYPE hash", "SCAN 7", "SCAN x"),
    ).toEqual([
      ["user:1", "user:2"],
      ["user:2"],
      ["0", ["user:1", "hash:1"]],
      ["0", ["hash:1"]],
      ["0", []],
      "-ERR invalid cursor",
    ]);
    expect(run("TYPE user:1", "TYPE hash:1", "TYPE z", "TYPE x", "TYPE l", "TYPE s", "TYPE none", "DBSIZE")).toEqual([
      "+string",
      "+hash",
      "+zset",
      "+stream",
      "+list",
      "+set",
      "+none",
      7,
    ]);
    expect(run("DEL user:1 none", "UNLINK user:2", "EXISTS z z none", "FLUSHDB", "DBSIZE")).toEqual([
      1,
      1,
      2,
      "+OK",
      0,
    ]);
  });

  it("tells the time of the given clock", async () => {
    const { run, advance } = await createEmbeddedRedis();
    advance(1234);
    expect(run("TIME", "PING", "PING hello")).toEqual([[String(START_MS / 1000 + 1), "234000"], "+PONG", "hello"]);
  });

  it("refuses the commands that it does not know", async () => {
    const { run } = await createEmbeddedRedis();
    expect(run("BLPOP a 0", "CONFIG GET save", "toString", "GET", "GET a b")).toEqual([
      "-ERR unknown command 'BLPOP', with args beginning with: 'a' '0' ",
      "-ERR unknown command 'CONFIG', with args beginning with: 'GET' 'save' ",
      "-ERR unknown command 'toString', with args beginning with: ",
      "-ERR wrong number of arguments for 'get' command",
      "-ERR wrong number of arguments for 'get' command",
    ]);
  });
});
