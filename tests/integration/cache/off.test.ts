import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { derived } from "@/lib/cache/derived";
import { db } from "@/lib/db";
import { metered } from "@/lib/meter";
import { lookupTokens } from "@/lib/tokens/lookup";
import { withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, CACHE: "off" }));

test("CACHE=off: every answer comes from the source, and Redis is not asked", async () => {
  const token = {
    ...{ unit: "ab".repeat(28), policyId: "ab".repeat(28), assetName: "", fingerprint: "asset1" },
    ...{ name: "One", ticker: null, decimals: 6, kind: "token" as const },
  };
  await db().token.create({ data: { ...token, fetchedAt: new Date() } });
  await metered(async (usage) => {
    let readings = 0;
    const ask = () => derived(randomUUID(), "sum", z.int(), () => Promise.resolve((readings += 1)));
    expect([await ask(), await ask()]).toEqual([1, 2]);
    for (let n = 0; n < 2; n += 1) expect([...(await lookupTokens([token.unit]))]).toEqual([[token.unit, token]]);
    expect({ redis: usage.redisCommands, database: usage.dbStatements }).toEqual({ redis: 0, database: 2 });
  });
});
