import { describe, expect, it } from "vitest";
import { createEmbeddedRedis } from "@/tests/unit/dev/redis/embedded-redis";

describe("sorted sets", () => {
  it("orders by score, then by the bytes of the member", async () => {
    const { run } = await createEmbeddedRedis();
    // U+FFEE is lower than U+1F600 in UTF-8, though not in UTF-16.
    expect(
      run("ZADD z 2 b 1 c 1 \u{1f600} 1 \uffee", "ZRANGE z 0 -1 WITHSCORES", "ZRANGE z 0 1 REV", "ZCARD z"),
    ).toEqual([4, ["c", "1", "\uffee", "1", "\u{1f600}", "1", "b", "2"], ["b", "\u{1f600}"], 4]);
  });

  it("adds on conditions", async () => {
    const { run } = await createEmbeddedRedis();
    expect(
      run(
        "ZADD z 5 a",
        "ZADD z NX 9 a",
        "ZADD z XX 9 b",
        "ZADD z GT CH 4 a",
        "ZADD z GT CH 6 a",
        "ZADD z LT 1 a",
        "ZADD z INCR 2.5 a",
        "ZADD z NX INCR 1 a",
        "ZINCRBY z 0.1 b",
        "ZSCORE z b",
        "ZSCORE z none",
      ),
    ).toEqual([1, 0, 0, 0, 1, 0, "3.5", null, "0.10000000000000001", "0.10000000000000001", null]);
    expect(
      run("ZADD z NX XX 1 a", "ZADD z GT NX 1 a", "ZADD z x a", "ZADD z 1", "ZADD z CH", "ZADD none XX 1 a"),
    ).toEqual([
      "-ERR XX and NX options at the same time are not compatible",
      "-ERR GT, LT, and/or NX options at the same time are not compatible",
      "-ERR value is not a valid float",
      "-ERR wrong number of arguments for 'zadd' command",
      "-ERR wrong number of arguments for 'zadd' command",
      0,
    ]);
    expect(run("EXISTS none", "ZADD i inf a", "ZADD i INCR -inf a", "ZADD z INCR 1 a 2 b")).toEqual([
      0,
      1,
      "-ERR resulting score is not a number (NaN)",
      "-ERR INCR option supports a single increment-element pair",
    ]);
  });

  it("selects and removes by score", async () => {
    const { run } = await createEmbeddedRedis();
    run("ZADD z 1 a 2 b 3 c 4 d");
    expect(
      run(
        "ZRANGE z (1 3 BYSCORE",
        "ZRANGE z +inf (2 BYSCORE REV LIMIT 0 1",
        "ZRANGE z -inf +inf BYSCORE LIMIT 1 -1 WITHSCORES",
        "ZCOUNT z 2 (4",
        "ZREMRANGEBYSCORE z -inf (3",
        "ZREM z c none",
        "ZRANGE z 0 -1",
        "ZREMRANGEBYSCORE z 0 9",
        "EXISTS z",
      ),
    ).toEqual([["b", "c"], ["d"], ["b", "2", "c", "3", "d", "4"], 2, 2, 1, ["d"], 1, 0]);
    expect(run("ZRANGE z 0 1 LIMIT 0 1", "ZRANGE z a b BYSCORE", "ZRANGE z - + BYLEX", "ZCOUNT z x 1")).toEqual([
      "-ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX",
      "-ERR min or max is not a float",
      "-ERR BYLEX is not supported by the embedded Redis",
      "-ERR min or max is not a float",
    ]);
  });
});
