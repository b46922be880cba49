import { beforeAll, describe, expect, test } from "vitest";
import { dropDerived } from "@/lib/cache/derived";
import { db } from "@/lib/db";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { readValues, valueOverTime } from "@/lib/portfolio/get-value-over-time";
import { valued } from "@/tests/support/valued-wallet";
import { syncNewWallet } from "@/tests/support/synced-wallet";
import { walkAllPools } from "@/tests/support/walk-all-pools";
import { withUnlimitedChain } from "@/tests/support/unlimited-chain";

const simulated = await withUnlimitedChain();

beforeAll(walkAllPools, 60_000);

describe("What a fresh wallet was worth", () => {
  let userId = "";
  let walletId = "";
  beforeAll(async () => {
    ({ userId, walletId } = await syncNewWallet(simulated.demoAddress, 60_000));
  }, 120_000);

  const told = async (days: number | null) => {
    const values = await readValues(userId, { walletId, currency: "ADA", days });
    return valueOverTime(values, await getHoldings(userId, { wallet: walletId, currency: "ADA" }));
  };

  test("is known at each point of its charts, and so is what changed since a day, a week and a month ago", async () => {
    await valued(walletId, 80_000);
    for (const days of [7, 30, 92, 365, null]) {
      const { points, changes } = await told(days);
      expect(points.length).toBeGreaterThan(5);
      expect(points.filter(({ missing }) => missing > 0)).toEqual([]);
      expect([changes.day.value, changes.week.value, changes.month.value, changes.year.value]).not.toContain(null);
    }
    const wanted = await db().wantedPrice.groupBy({ by: ["askedFor"], where: { walletId }, _count: true });
    expect(wanted.map(({ askedFor }) => askedFor).toSorted()).toEqual(["change", "chart", "movement"]);
    const { needed, found } = await db().valuation.findUniqueOrThrow({ where: { walletId } });
    expect(found).toBe(needed);
  }, 100_000);

  test("leaves out only what no pool trades", async () => {
    const traded = await db().$queryRaw<{ unit: string }[]>`
      SELECT unit FROM balance b WHERE wallet_id = ${walletId}::uuid AND quantity > 0 AND unit <> 'lovelace' AND EXISTS (SELECT FROM pool p WHERE p.units @> ARRAY[b.unit])`;
    expect(traded.length).toBeGreaterThan(2);
    const others = await db().assetFlow.findMany({
      where: { walletId, unit: { notIn: [...traded.map(({ unit }) => unit), "lovelace"] } },
    });
    for (const unit of new Set(others.map((each) => each.unit))) {
      const mark = { userId, unit, ownSpam: true };
      await db().tokenMark.upsert({ where: { userId_unit: { userId, unit } }, create: mark, update: mark });
    }
    await dropDerived(userId);
    const { points } = await told(30);
    expect(points.map(({ unpriced }) => unpriced)).toEqual(points.map(() => 0));
  });

  test("is not known as long as nobody looked for what it cost", async () => {
    await db().pricePoint.deleteMany();
    await db().pricePool.deleteMany();
    const { changes } = await told(29);
    expect(changes.month).toEqual({ value: null, share: null });
  });
});
