import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "@/dev/redis/engine";
import { createEngine } from "@/dev/redis/engine";
import { PubSub } from "@/dev/redis/pub-sub";
import { RedisConnection } from "@/dev/redis/redis-connection";
import { parseRedisUrl } from "@/dev/redis/redis-url";
import type { Reply } from "@/dev/redis/reply";
import { RedisError, Status } from "@/dev/redis/reply";
import { randomCommands } from "@/tests/integration/redis/random-commands";
import { findRealRedis } from "@/tests/integration/redis/real-redis";

const COMMANDS_PER_SEED = 10_000;
/** State is thrown away now and then, so that keys of every kind keep coming into being. */
const ROUND = 80;
const SEEDS = [1, 2, 3, 4];

const real = await findRealRedis();

/** Answers whose order Redis leaves open. */
const UNORDERED = new Set(["SMEMBERS", "HGETALL", "KEYS", "SCAN"]);

/** Real Redis rounds here; the embedded one refuses, so that nobody relies on it. */
const isDeliberate = (reply: Reply | undefined) =>
  reply instanceof RedisError && reply.message.includes("would lose digits in a script");

function comparable(reply: Reply, command: string): unknown {
  if (reply instanceof RedisError) {
    // Lua 5.4 forgets the line of a tail call and words its own errors in its own way.
    return `error: ${reply.message.replace(/(, on @user_script:\d+)?\.$/, "")}`;
  }
  if (reply instanceof Status) return `status: ${reply.text}`;
  if (typeof reply === "number" || typeof reply === "bigint") return `integer: ${String(reply)}`;
  if (!Array.isArray(reply)) return reply;
  const items = (reply as readonly Reply[]).map((item) => comparable(item, command));
  return UNORDERED.has(command) ? items.sort() : items;
}

describe.skipIf(real.missing !== "")(`embedded against real Redis ${real.missing}`, () => {
  let connection: RedisConnection;
  let engine: Engine;

  beforeAll(async () => {
    connection = await RedisConnection.connect(parseRedisUrl(real.url));
    engine = await createEngine({ now: Date.now, pubSub: new PubSub() });
  });

  afterAll(async () => {
    await connection.send(["FLUSHDB"]);
    connection.close();
    engine.close();
  });

  it.each(SEEDS)(`answers alike ${String(COMMANDS_PER_SEED)} commands of seed %i`, async (seed) => {
    const nextCommand = randomCommands(seed);
    const differences: string[] = [];
    for (let done = 0; done < COMMANDS_PER_SEED; done += ROUND) {
      const commands = [["FLUSHDB"], ...Array.from({ length: ROUND }, nextCommand)];
      const expected = commands.map((words) => connection.send(words));
      const actual = commands.map((words) => engine.execute(words));
      for (const [index, reply] of (await Promise.all(expected)).entries()) {
        const words = commands[index] ?? [];
        const name = words[0] ?? "";
        const inRedis = JSON.stringify(comparable(reply, name));
        const embedded = JSON.stringify(comparable(actual[index] ?? null, name));
        if (inRedis !== embedded && !isDeliberate(actual[index]))
          differences.push(`${words.join(" ")}: ${inRedis}, embedded ${embedded}`);
      }
    }
    expect(differences.slice(0, 25)).toEqual([]);
  });
});
