import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { readCounters } from "@/lib/counters";
import { derived, derivedKey } from "@/lib/cache/derived";
import { publishEvent } from "@/lib/realtime/publish-event";
import { withRedis } from "@/lib/redis";
import { setEnvironment } from "@/tests/support/environment";
import { startTestRedis } from "@/tests/support/redis";

const redis = await startTestRedis();
setEnvironment(redis.environment);

const figure = z.object({ reading: z.int() });
let userId = "";
let readings = 0;
beforeEach(() => {
  userId = randomUUID();
  readings = 0;
});

const read = () => Promise.resolve({ reading: (readings += 1) });
const ask = (name = "sum") => derived(userId, name, figure, read);

test("is read once and then kept, each name and each user for itself", async () => {
  const before = await readCounters(new Date());
  expect([await ask(), await ask(), await ask("other"), await ask()]).toEqual([
    { reading: 1 },
    { reading: 1 },
    { reading: 2 },
    { reading: 1 },
  ]);
  userId = randomUUID();
  expect(await ask()).toEqual({ reading: 3 });
  const after = await readCounters(new Date());
  const gained = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  expect({ hits: gained("derived:hit"), misses: gained("derived:miss") }).toEqual({ hits: 2, misses: 3 });
});

test("is kept for at most a minute", async () => {
  await ask();
  const ttlMs = await withRedis(1, (client) => client.pttl(derivedKey(userId)));
  expect(ttlMs).toBeGreaterThan(5_000);
  expect(ttlMs).toBeLessThanOrEqual(60_000);
});

test("however many ask at once, one reads", async () => {
  const slow = () =>
    new Promise<{ reading: number }>((done) => setTimeout(() => done({ reading: (readings += 1) }), 80));
  const answers = await Promise.all(Array.from({ length: 20 }, () => derived(userId, "sum", figure, slow)));
  expect(answers).toEqual(answers.map(() => ({ reading: 1 })));
});

test("what lacks something that is being fetched is kept for a second at most", async () => {
  await derived(userId, "sum", figure, read, () => false);
  const kept = await withRedis(1, (client) => client.hget<string>(derivedKey(userId), "sum"));
  const [seconds, micros] = await withRedis(1, (client) => client.time());
  const leftMs = Number(kept?.split("|")[0]) - (seconds * 1_000 + micros / 1_000);
  expect(leftMs).toBeLessThanOrEqual(1_000);
  expect(leftMs).toBeGreaterThan(0);
  expect(await ask()).toEqual({ reading: 1 });
});

test("what a sync commits drops it", async () => {
  await ask();
  await publishEvent(userId, "wallet.updated", { walletId: randomUUID() });
  expect(await ask()).toEqual({ reading: 2 });
});

test("what was read before a commit is not kept after it", async () => {
  const first = derived(userId, "sum", figure, async () => {
    await publishEvent(userId, "wallet.updated", { walletId: randomUUID() });
    return read();
  });
  expect(await first).toEqual({ reading: 1 });
  expect(await ask()).toEqual({ reading: 2 });
});

test("a reading that fails keeps nothing and fails nobody else for long", async () => {
  await expect(derived(userId, "sum", figure, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await ask()).toEqual({ reading: 1 });
});

test("what another version kept is read anew", async () => {
  await derived(userId, "sum", z.string(), () => Promise.resolve("old"));
  expect(await ask()).toEqual({ reading: 1 });
});

test("without Redis it is read each time", async () => {
  await redis.stop();
  expect([await ask(), await ask()]).toEqual([{ reading: 1 }, { reading: 2 }]);
});
