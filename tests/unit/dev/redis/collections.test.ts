import { describe, expect, it } from "vitest";
import { createEmbeddedRedis } from "@/tests/unit/dev/redis/embedded-redis";

describe("hashes", () => {
  it("keeps fields in order and vanishes when empty", async () => {
    const { run } = await createEmbeddedRedis();
    expect(
      run(
        "HSET h a 1 b 2",
        "HSET h a 3 c 4",
        "HGETALL h",
        "HMGET h c none a",
        "HGET h none",
        "HLEN h",
        "HEXISTS h a",
        "HDEL h a b none",
        "HDEL h c",
        "EXISTS h",
        "HGETALL h",
      ),
    ).toEqual([2, 1, ["a", "3", "b", "2", "c", "4"], ["4", null, "3"], null, 3, 1, 2, 1, 0, []]);
  });

  it("increments exactly", async () => {
    const { run } = await createEmbeddedRedis();
    expect(
      run("HINCRBY h n 9007199254740993", "HINCRBY h n 9223372036854775807", "HSET h t x", "HINCRBY h t 1", "HSET h a"),
    ).toEqual([
      9007199254740993n,
      "-ERR increment or decrement would overflow",
      1,
      "-ERR hash value is not an integer",
      "-ERR wrong number of arguments for 'hset' command",
    ]);
  });
});

describe("sets", () => {
  it("holds each member once", async () => {
    const { run } = await createEmbeddedRedis();
    expect(
      run("SADD s a b a", "SADD s b c", "SMEMBERS s", "SISMEMBER s c", "SISMEMBER s d", "SREM s a d", "SCARD s"),
    ).toEqual([2, 1, ["a", "b", "c"], 1, 0, 1, 2]);
    expect(run("SREM s b c", "EXISTS s", "SMEMBERS s")).toEqual([2, 0, []]);
  });
});

describe("lists", () => {
  it("pushes, pops and trims at both ends", async () => {
    const { run } = await createEmbeddedRedis();
    expect(
      run(
        "RPUSH l a b c",
        "LPUSH l y z",
        "LRANGE l 0 -1",
        "LPOP l",
        "RPOP l 2",
        "LTRIM l 0 0",
        "LRANGE l -5 5",
        "LLEN l",
      ),
    ).toEqual([3, 5, ["z", "y", "a", "b", "c"], "z", ["c", "b"], "+OK", ["y"], 1]);
    expect(run("LPOP l 0", "LPOP l 9", "EXISTS l", "LPOP l", "LPOP l 1", "LPOP l -1")).toEqual([
      [],
      ["y"],
      0,
      null,
      null,
      "-ERR value is out of range, must be positive",
    ]);
  });
});
