import { randomUUID } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha1 } from "@/dev/redis/script-cache";
import type { LocalRedis } from "@/dev/redis/server";
import { startRedis } from "@/dev/redis/server";
import { findRealRedis } from "@/tests/integration/redis/real-redis";

const real = await findRealRedis();

describe.each([
  { backend: "embedded", redisUrl: undefined, missing: "" },
  { backend: "TCP", redisUrl: real.url, missing: real.missing },
])("the Upstash clients on the $backend backend $missing", ({ redisUrl, missing }) => {
  const prefix = `test:${randomUUID()}:`;
  const key = (name: string) => `${prefix}${name}`;
  let server: LocalRedis;
  let redis: Redis;

  beforeAll(async () => {
    if (missing !== "") return;
    server = await startRedis({ token: "secret", redisUrl });
    redis = new Redis({ url: server.url, token: server.token, automaticDeserialization: false, retry: false });
  });

  afterAll(async () => {
    if (missing !== "") return;
    const leftOver = await redis.keys(`${prefix}*`);
    if (leftOver.length > 0) await redis.del(...leftOver);
    await server.close();
  });

  describe.skipIf(missing !== "")("@upstash/redis", () => {
    it("keeps strings as they are, whatever they look like", async () => {
      const values = ["OK", "1", "1.0", '{"a": 1}', "日本 \u{1f600}", "", "true", "a\r\nb"];
      const answers = [];
      for (const value of values) {
        answers.push(await redis.set(key("s"), value));
        answers.push(await redis.get(key("s")));
      }
      expect(answers).toEqual(values.flatMap((value) => ["OK", value]));
    });

    it("takes a lock and gives it up", async () => {
      const lock = key("lock");
      expect([
        await redis.set(lock, "a", { nx: true, px: 60_000 }),
        await redis.set(lock, "b", { nx: true, px: 60_000 }),
        (await redis.pttl(lock)) > 50_000,
        await redis.set(lock, "c", { xx: true, get: true, keepTtl: true }),
        await redis.ttl(lock),
        await redis.getdel(lock),
        await redis.exists(lock),
      ]).toEqual(["OK", null, true, "a", 60, "c", 0]);
    });

    it("serves each family of commands", async () => {
      expect([
        await redis.hset(key("h"), { a: "1", b: "x" }),
        await redis.hgetall(key("h")),
        await redis.hmget(key("h"), "b", "none"),
        await redis.hincrby(key("h"), "a", 4),
      ]).toEqual([2, ["a", "1", "b", "x"], ["x", null], 5]);
      expect([
        await redis.zadd(key("z"), { score: 1, member: "a" }, { score: 2.5, member: "b" }),
        await redis.zrange(key("z"), 0, -1, { withScores: true }),
        await redis.zrange(key("z"), "+inf", "(1", { byScore: true, rev: true, offset: 0, count: 5 }),
        await redis.zincrby(key("z"), 0.25, "a"),
      ]).toEqual([2, ["a", "1", "b", "2.5"], ["b"], "1.25"]);
      expect([
        await redis.rpush(key("l"), "a", "b"),
        await redis.lrange(key("l"), 0, -1),
        await redis.lpop(key("l"), 5),
        await redis.sadd(key("set"), "m", "m"),
        await redis.smembers(key("set")),
        await redis.type(key("set")),
        await redis.scan(0, { match: `${prefix}se*`, count: 10_000 }),
      ]).toEqual([2, ["a", "b"], ["a", "b"], 1, ["m"], "set", ["0", [key("set")]]]);
    });

    it("serves streams", async () => {
      const stream = key("x");
      expect([
        await redis.xadd(stream, "5-1", { f: "v" }),
        await redis.xadd(stream, "5-*", { f: "w" }, { trim: { type: "MAXLEN", comparison: "~", threshold: 100 } }),
        await redis.xread(stream, "5-1"),
        await redis.xread(stream, "5-2"),
        await redis.xlen(stream),
      ]).toEqual(["5-1", "5-2", [[stream, [["5-2", ["f", "w"]]]]], null, 2]);
      expect(await redis.xadd(stream, "*", { f: "now" })).toMatch(/^\d{13}-0$/);
    });

    it("pipelines, by hand and by itself, and keeps the order", async () => {
      const counter = key("n");
      const pipeline = redis.pipeline().set(counter, "1").incr(counter).hget(counter, "f").get(counter);
      const withErrors = await pipeline.exec({ keepErrors: true });
      expect(withErrors).toEqual([
        { result: "OK" },
        { result: 2 },
        { error: "WRONGTYPE Operation against a key holding the wrong kind of value", result: undefined },
        { result: "2" },
      ]);
      const automatic = new Redis({ url: server.url, token: server.token, enableAutoPipelining: true });
      expect(await Promise.all(Array.from({ length: 50 }, () => automatic.incr(counter)))).toEqual(
        Array.from({ length: 50 }, (_, index) => index + 3),
      );
    });

    it("runs transactions as a whole or not at all", async () => {
      const account = key("t");
      expect(await redis.multi().set(account, "1").incr(account).get(account).exec()).toEqual(["OK", 2, "2"]);
      const response = await fetch(`${server.url}/multi-exec`, {
        method: "POST",
        headers: { authorization: `Bearer ${server.token}` },
        body: JSON.stringify([["SET", account, "9"], ["GET"]]),
      });
      expect([response.status, await response.json(), await redis.get(account)]).toEqual([
        400,
        { error: "EXECABORT Transaction discarded because of previous errors." },
        "2",
      ]);
    });

    it("runs scripts, by source and by SHA", async () => {
      const source = `--${prefix}\nreturn {KEYS[1], ARGV[1], 1.9, false, redis.call('SET', KEYS[1], ARGV[1])}`;
      const script = redis.createScript<unknown[]>(source);
      const expected = [key("e"), "x", 1, null, "OK"];
      expect(await redis.eval(source, [key("e")], ["x"])).toEqual(expected);
      expect(await script.exec([key("e")], ["x"])).toEqual(expected);
      const sha = await redis.scriptLoad(source);
      expect(sha).toBe(sha1(source));
      expect(await redis.evalsha(sha, [key("e")], ["x"])).toEqual(expected);
      expect(await redis.evalRo("return redis.call('GET', KEYS[1])", [key("e")], [])).toBe("x");
      expect(await redis.scriptExists(sha, "0".repeat(40))).toEqual([1, 0]);
      await expect(redis.evalsha("0".repeat(40), [], [])).rejects.toThrow("NOSCRIPT");
      await expect(redis.evalRo("return redis.call('SET', KEYS[1], 1)", [key("e")], [])).rejects.toThrow(
        "Write commands are not allowed",
      );
    });

    it("accepts scripts with Upstash's own flag under the SHA that the client computes", async () => {
      const source = `#!lua flags=allow-key-locking\n-- ${prefix}\nreturn ARGV[1]`;
      const script = redis.createScript<string>(source);
      expect(await script.exec([], ["first"])).toBe("first");
      expect(await redis.evalsha(sha1(source), [], ["second"])).toBe("second");
      expect(await redis.scriptLoad(source)).toBe(sha1(source));
      expect(await redis.scriptExists(sha1(source))).toEqual([1]);
    });

    it("delivers messages to subscribers of the channel and of the pattern", async () => {
      const channel = key("channel");
      const byName = redis.subscribe<string>(channel);
      const byPattern = redis.psubscribe<string>(`${prefix}chan*`);
      const received: unknown[] = [];
      const bothReceived = new Promise<void>((resolve) => {
        const collect = (message: unknown) => {
          received.push(message);
          if (received.length === 2) resolve();
        };
        byName.on("message", collect);
        byPattern.on("pmessage", collect);
      });
      await Promise.all([
        new Promise((resolve) => byName.on("subscribe", resolve)),
        new Promise((resolve) => byPattern.on("psubscribe", resolve)),
      ]);
      expect(await redis.publish(channel, '{"a":"x,y"}')).toBe(2);
      await bothReceived;
      expect(received).toHaveLength(2);
      expect(received).toContainEqual({ channel, message: '{"a":"x,y"}' });
      expect(received).toContainEqual({ pattern: `${prefix}chan*`, channel, message: '{"a":"x,y"}' });
      await Promise.all([byName.unsubscribe(), byPattern.unsubscribe()]);
      await expect.poll(() => redis.publish(channel, "nobody")).toBe(0);
    });

    it("passes on Redis' own errors", async () => {
      await redis.set(key("text"), "abc");
      await expect(redis.incr(key("text"))).rejects.toThrow("ERR value is not an integer or out of range");
      await expect(redis.exec(["NOSUCH", "a"])).rejects.toThrow("ERR unknown command");
      await expect(new Redis({ url: server.url, token: "wrong", retry: false }).get("a")).rejects.toThrow(
        "Unauthorized",
      );
    });
  });

  describe.skipIf(missing !== "")("@upstash/ratelimit", () => {
    const limiterOf = (limiter: ReturnType<typeof Ratelimit.fixedWindow>, name: string) =>
      new Ratelimit({ redis, limiter, prefix: key(name), ephemeralCache: false, timeout: 0 });

    const askFourTimes = async (ratelimit: Ratelimit) => {
      const answers = [];
      for (let asked = 0; asked < 4; asked++) {
        const { success, remaining } = await ratelimit.limit("someone");
        answers.push([success, remaining]);
      }
      return answers;
    };

    const threeOfFour = [
      [true, 2],
      [true, 1],
      [true, 0],
      [false, 0],
    ];

    it("counts in fixed windows", async () => {
      expect(await askFourTimes(limiterOf(Ratelimit.fixedWindow(3, "1 d"), "fixed"))).toEqual(threeOfFour);
    });

    it("counts in sliding windows", async () => {
      expect(await askFourTimes(limiterOf(Ratelimit.slidingWindow(3, "1 d"), "sliding"))).toEqual(threeOfFour);
    });

    it("takes from a token bucket", async () => {
      const ratelimit = limiterOf(Ratelimit.tokenBucket(1, "1 d", 3), "bucket");
      expect(await askFourTimes(ratelimit)).toEqual(threeOfFour);
      expect((await ratelimit.getRemaining("someone")).remaining).toBe(0);
      await ratelimit.resetUsedTokens("someone");
      expect((await ratelimit.getRemaining("someone")).remaining).toBe(3);
    });

    it("never grants more than there is to many who ask at once", async () => {
      const ratelimit = limiterOf(Ratelimit.tokenBucket(1, "1 d", 20), "crowd");
      const answers = await Promise.all(Array.from({ length: 60 }, () => ratelimit.limit("someone")));
      expect(answers.filter(({ success }) => success)).toHaveLength(20);
    });
  });
});
