import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { metered } from "@/lib/meter";
import { redisKey, withRedis } from "@/lib/redis";
import { readTokenLabels } from "@/lib/portfolio/read-token-columns";
import { lookupTokens } from "@/lib/tokens/lookup";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

function token(name: string) {
  const policyId = "ab".repeat(28);
  const assetName = Buffer.from(name).toString("hex");
  return {
    ...{ unit: policyId + assetName, policyId, assetName, fingerprint: `asset1${name}` },
    ...{ name, ticker: null, decimals: 6, kind: "token" },
  };
}

const store = (...tokens: object[]) =>
  db().token.createMany({
    data: tokens.map((one) => ({ ...(one as ReturnType<typeof token>), fetchedAt: new Date() })),
  });

const look = (...units: string[]) =>
  metered(async (usage) => {
    const found = await lookupTokens(units);
    return { found: [...found], dbStatements: usage.dbStatements };
  });

test("Postgres fills Redis, Redis spares Postgres, and what nobody knows is not in the map", async () => {
  const [a, b] = [token("one"), token("two")];
  await store(a, b);
  expect(await look(a.unit, a.unit)).toEqual({ found: [[a.unit, a]], dbStatements: 1 });
  expect(await look(a.unit)).toEqual({ found: [[a.unit, a]], dbStatements: 0 });
  expect(await look(a.unit, b.unit, "cd".repeat(28))).toEqual({
    found: [
      [a.unit, a],
      [b.unit, b],
    ],
    dbStatements: 1,
  });
  expect(await look()).toEqual({ found: [], dbStatements: 0 });
  const ttl = await withRedis(1, (client) => client.ttl(redisKey("token", a.unit)));
  expect(ttl).toBeGreaterThan(86_000);
});

test("what another version wrote to Redis is looked up again", async () => {
  const [a, b] = [token("three"), token("four")];
  await store(a, b);
  await withRedis(2, async (client) => {
    await client.set(redisKey("token", a.unit), '{"unit":1}');
    await client.set(redisKey("token", b.unit), "not json");
  });
  expect(await look(a.unit, b.unit)).toEqual({
    found: expect.arrayContaining([
      [a.unit, a],
      [b.unit, b],
    ]) as unknown,
    dbStatements: 1,
  });
  expect((await look(a.unit, b.unit)).dbStatements).toBe(0);
});

test("a unit that is no longer held keeps the decimals of its token", async () => {
  const gone = token("gone");
  await store(gone);
  expect(await readTokenLabels(["lovelace", gone.unit])).toEqual(
    new Map([
      ["lovelace", { name: "Cardano", ticker: "ADA", decimals: 6 }],
      [gone.unit, { name: "gone", ticker: null, decimals: 6 }],
    ]),
  );
});

test("without Redis Postgres answers", async () => {
  const one = token("five");
  await store(one);
  await redis.stop();
  expect(await look(one.unit)).toEqual({ found: [[one.unit, one]], dbStatements: 1 });
});
