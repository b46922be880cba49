import { describe, expect, it } from "vitest";
import { createEmbeddedRedis, START_MS } from "@/tests/unit/dev/redis/embedded-redis";

const WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";

describe("strings", () => {
  it("sets and gets with every option", async () => {
    const { run } = await createEmbeddedRedis();
    const seconds = String(START_MS / 1000 + 7);
    expect(
      run(
        "SET a 1",
        "set a 2 nx",
        "SET a 2 XX GET",
        "GET a",
        "SET b 1 XX",
        "SET b 1 EX 10",
        "TTL b",
        "SET b 2 KEEPTTL",
      ),
    ).toEqual(["+OK", null, "1", "2", null, "+OK", 10, "+OK"]);
    expect(run("TTL b", "SET b 3", "TTL b", `SET b 4 EXAT ${seconds}`, "PTTL b", "SET c 1 PX 1500", "PTTL c")).toEqual([
      10,
      "+OK",
      -1,
      "+OK",
      7000,
      "+OK",
      1500,
    ]);
  });

  it("refuses what Redis refuses", async () => {
    const { run } = await createEmbeddedRedis();
    expect(
      run("SET a 1 NX XX", "SET a 1 EX 0", "SET a 1 EX x", "SET a 1 EX", "HSET h f v", "GET h", "INCR h", "MSET a"),
    ).toEqual([
      "-ERR syntax error",
      "-ERR invalid expire time in 'set' command",
      "-ERR value is not an integer or out of range",
      "-ERR syntax error",
      1,
      WRONG_TYPE,
      WRONG_TYPE,
      "-ERR wrong number of arguments for 'mset' command",
    ]);
  });

  it("counts in exact 64-bit integers and never wraps around", async () => {
    const { run } = await createEmbeddedRedis();
    expect(
      run("SET n 9007199254740993", "INCR n", "INCRBY n 10", "DECR n", "SET m 9223372036854775807", "INCR m", "GET m"),
    ).toEqual([
      "+OK",
      9007199254740994n,
      9007199254741004n,
      9007199254741003n,
      "+OK",
      "-ERR increment or decrement would overflow",
      "9223372036854775807",
    ]);
    expect(run("DECRBY n -9223372036854775808", "SET t 1 PX 50", "INCR t", "PTTL t")).toEqual([
      "-ERR decrement would overflow",
      "+OK",
      2n,
      50,
    ]);
  });

  it("reads many, and reads once", async () => {
    const { run } = await createEmbeddedRedis();
    expect(
      run("MSET a 1 b 2", "SADD s x", "MGET a s none b", "GETDEL a", "GETDEL a", "SETNX b 9", "SETNX c 9", "GET b"),
    ).toEqual(["+OK", 1, ["1", null, null, "2"], "1", null, 0, 1, "2"]);
  });
});
