import { beforeEach, expect, test } from "vitest";
import { changedPools, ingestPools } from "@/lib/market/ingest-pools";
import { metered } from "@/lib/meter";
import { withRedis } from "@/lib/redis";
import { withDatabase } from "@/tests/support/database";
import { madeTokenPool } from "@/tests/support/made-token-pools";
import { startTestRedis } from "@/tests/support/redis";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, MARKET: "on" }));
beforeEach(() => withRedis(1, (client) => client.flushdb()));

const dayMs = 86_400_000;
/** In the middle of a day: what was seen is kept by days. */
const nowMs = Math.floor(Date.now() / dayMs) * dayMs + dayMs / 2;
const seen = (token: number, version: number) => madeTokenPool(token, version, 20_000n, 10_000n, nowMs + version);

test("pools that are in the output in which they were seen before are passed over, in one command", async () => {
  const born = { ...seen(3, 1), bornAt: nowMs - 5 };
  await ingestPools([seen(1, 1), seen(2, 1), born], nowMs);
  const looked = [seen(1, 1), seen(2, 2), seen(3, 2), seen(4, 1)];
  const { redisCommands, changed } = await metered(async (usage) => ({
    changed: await changedPools(looked, nowMs + 10),
    redisCommands: usage.redisCommands,
  }));
  expect(changed).toEqual({ known: [seen(2, 2), { ...seen(3, 2), bornAt: nowMs - 5 }], unseen: [seen(4, 1)] });
  expect(redisCommands).toBe(1);
});

test("the order in which pools are looked at tells nothing", async () => {
  await ingestPools([seen(1, 1), seen(2, 1)], nowMs);
  expect(await changedPools([seen(2, 1), seen(5, 1), seen(1, 2)], nowMs)).toEqual({
    known: [seen(1, 2)],
    unseen: [seen(5, 1)],
  });
});

test("another output of the same transaction is another one", async () => {
  await ingestPools([seen(1, 1)], nowMs);
  const moved = { ...seen(1, 1), output: { ...seen(1, 1).output, index: 1 } };
  expect(await changedPools([moved], nowMs)).toEqual({ known: [moved], unseen: [] });
});

test("the next day each pool is looked at anew, and of none nothing is asked", async () => {
  await ingestPools([seen(1, 1)], nowMs);
  expect(await changedPools([seen(1, 1)], nowMs + dayMs)).toEqual({ known: [], unseen: [seen(1, 1)] });
  const { redisCommands } = await metered(async (usage) => {
    expect(await changedPools([], nowMs)).toEqual({ known: [], unseen: [] });
    return usage;
  });
  expect(redisCommands).toBe(0);
});
