import { beforeEach, describe, expect, test } from "vitest";
import type { TxHash } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { db } from "@/lib/db";
import { seenPoints } from "@/lib/market/pool-points";
import { savePools } from "@/lib/market/pool-store";
import { savePoints, saveSeen } from "@/lib/market/save-points";
import { readPastPrices } from "@/lib/prices/read-past-prices";
import { withDatabase } from "@/tests/support/database";
import { madeTokenPool, madeUnit } from "@/tests/support/made-token-pools";

withDatabase(() => ({}));

const hour = 3_600_000;
const day = 24 * hour;
const morning = Date.UTC(2026, 0, 10, 3);

const pool = (version: number, ada: bigint, seenAt: number) => madeTokenPool(1, version, ada, 10_000n, seenAt);
const see = (...seen: Parameters<typeof pool>) => saveSeen(seenPoints([pool(...seen)]));
const kept = async () =>
  (await db().pricePoint.findMany({ orderBy: { at: "asc" } })).map(({ at, until, price, height, txIndex }) => [
    ...[at.getTime() - morning, until.getTime() - morning].map((ms) => ms / hour),
    ...[price, height, txIndex],
  ]);

async function priceAt(at: number): Promise<[string, string] | null> {
  const [found] = await readPastPrices([{ unit: madeUnit(1), at: new Date(at) }]);
  return found ? [found.price.toFraction(), found.rank] : null;
}

beforeEach(() =>
  db().$transaction([db().pricePoint.deleteMany(), db().pricePool.deleteMany(), db().pool.deleteMany()]),
);

describe("What the market saw of a pool", () => {
  test("is kept once a UTC day, and for as long as it is the same", async () => {
    await see(1, 20_000n, morning);
    await see(2, 30_000n, morning + hour);
    await see(1, 20_000n, morning + day);
    await see(1, 20_000n, morning + day + hour);
    await see(3, 40_000n, morning + 3 * day);
    expect(await kept()).toEqual([
      [0, 24, "2000000", null, null],
      [72, 72, "4000000", null, null],
    ]);
    expect(await priceAt(morning + 12 * hour)).toEqual(["2000000", "at height"]);
    expect(await priceAt(morning + 2 * day)).toEqual(["3000000", "between"]);
  });

  test("is kept with the pool itself, in one statement", async () => {
    await savePools([pool(1, 20_000n, morning)], seenPoints([pool(1, 20_000n, morning)]));
    expect([await db().pool.count(), (await kept()).length]).toEqual([1, 1]);
  });

  test("adds nothing on a day on which somebody asked, and is where the chain says once that is known", async () => {
    await see(1, 20_000n, morning);
    const [seen] = seenPoints([pool(1, 20_000n, morning)]);
    if (seen === undefined) throw new Error("nothing seen");
    const told = { ...seen, at: morning - 2 * hour, until: morning - hour, height: 7, txIndex: 2 };
    await savePoints([told], morning - day);
    expect(await kept()).toEqual([[-2, 0, "2000000", 7, 2]]);
    await see(1, 20_000n, morning + hour);
    await see(2, 30_000n, morning + 2 * hour);
    expect(await kept()).toEqual([[-2, 0, "2000000", 7, 2]]);
    await see(1, 20_000n, morning + day);
    expect(await kept()).toEqual([[-2, 24, "2000000", 7, 2]]);
  });

  test("is the last of its block, and is told of many instants as of one", async () => {
    const placed = { ...pool(2, 30_000n, morning + hour) };
    const output = { ...placed.output, height: 9, at: new Date(morning).toISOString() };
    await saveSeen(seenPoints([{ ...placed, output }]));
    const [seen] = seenPoints([pool(1, 20_000n, morning)]);
    if (seen === undefined) throw new Error("nothing seen");
    await savePoints([{ ...seen, txHash: "f".repeat(64) as TxHash, height: 9, txIndex: 5 }], morning);
    expect(await priceAt(morning)).toEqual(["3000000", "output"]);
    const many = await readPastPrices(
      Array.from({ length: 40 }, (_, at) => ({ unit: madeUnit(1), at: new Date(morning + at * 60_000) })),
    );
    expect(new Set(many.map((price) => price?.price.toFraction()))).toEqual(new Set(["3000000"]));
    expect(many[0]?.from).toMatchObject({ height: 9 });
  });

  test("is nothing where a pool is too small to be believed", () => {
    expect(seenPoints([pool(1, 999n, morning)])).toEqual([]);
    expect(seenPoints([pool(1, 1_000n, morning)]).map(({ unit, quote }) => [unit, quote])).toEqual([
      [madeUnit(1), lovelace],
    ]);
  });
});
