import fc from "fast-check";
import Fraction from "fraction.js";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import { lovelace, parseUnit } from "@/lib/cardano/unit";
import { db } from "@/lib/db";
import { counted, tellMonths, type CountedPrice } from "@/lib/prices/price-months";
import type { PricePoint } from "@/lib/market/price-point";
import { readCountedPrices } from "@/lib/prices/read-counted-prices";
import * as past from "@/lib/prices/read-past-prices";
import { savePoints } from "@/lib/market/save-points";
import { dayMs } from "@/lib/rates/instants";
import { withDatabase } from "@/tests/support/database";

withDatabase();
beforeEach(empty);

async function empty() {
  await db().pricePoint.deleteMany();
  await db().pricePool.deleteMany();
  await db().priceMonth.deleteMany();
  await db().priceVersion.deleteMany();
}

const isServer = process.env.TEST_DATABASE_URL !== undefined;
const token = parseUnit(`${"ab".repeat(28)}41`);
const usd = parseUnit("c48cbb3d5e57ed56e276bc45f99ab39abe94e6cd7ac39fb402da47ad0014df105553444d");
const lp = parseUnit(`${"cd".repeat(28)}4c50`);
const dollarLp = parseUnit(`${"cd".repeat(28)}4c51`);
const units = [token, usd, lp, dollarLp] as const;
const pool = (nth: number) => parseUnit(`${"ef".repeat(28)}${String(nth).padStart(2, "0")}`);
const begin = Date.UTC(2024, 0, 1);
const days = 121;
const nowMs = begin + 400 * dayMs;
const settledBefore = nowMs;

const pools = [
  { unit: token, poolUnit: pool(1), quote: lovelace, lpUnit: lp },
  { unit: token, poolUnit: pool(2), quote: lovelace, lpUnit: null },
  { unit: token, poolUnit: pool(3), quote: usd, lpUnit: dollarLp },
  { unit: usd, poolUnit: pool(4), quote: lovelace, lpUnit: null },
] as const;

let hashes = 0;

function point(at: number, price: Fraction | null, more: Partial<PricePoint> = {}): PricePoint {
  hashes += 1;
  return {
    ...{ ...pools[0], dex: "minswap-v2", txHash: String(hashes).padStart(64, "0") as TxHash },
    ...{ height: 9_000_000, txIndex: 0, at, until: at, price },
    ...{ reserveQuote: 50_000_000_000n, reserveUnit: 1_000_000n, supply: 100_000n },
    ...more,
  };
}

const asked = (some: readonly Unit[] = units) =>
  some.flatMap((unit) => Array.from({ length: days }, (_, day) => ({ unit, at: begin + day * dayMs })));

const words = (prices: readonly (CountedPrice | null)[]) =>
  prices.map(
    (each) => each && [new Fraction(each.price.n, each.price.d).toFraction(), each.depthLovelace, each.isInTotal],
  );

async function direct() {
  const prices = await past.readPastPrices(asked().map(({ unit, at }) => ({ unit, at: new Date(at) })));
  return words(prices.map((each) => each && counted(each)));
}

const kept = async () => words(await readCountedPrices(asked(), nowMs));
const keptMonths = async () =>
  (await db().priceMonth.findMany({ orderBy: [{ unit: "asc" }, { month: "asc" }] })).map(
    ({ unit, month }) => `${String(units.indexOf(unit as Unit))} ${month.toISOString().slice(0, 7)}`,
  );

/** As it is told by the kept months, once and twice, is as it is told by all points. */
async function expectEqual() {
  const expected = await direct();
  expect(await kept()).toEqual(expected);
  expect(await kept()).toEqual(expected);
  return expected;
}

const savedPoint = fc.record({
  pool: fc.nat(3),
  day: fc.integer({ min: -40, max: days + 40 }),
  ms: fc.constantFrom(0, 1, 3_600_000, dayMs / 2, dayMs - 1),
  heldMs: fc.constantFrom(0, 0, 3_600_000, dayMs, 40 * dayMs),
  price: fc.option(fc.record({ n: fc.bigInt(1n, 99n), d: fc.bigInt(1n, 99n) }), { freq: 6 }),
  depth: fc.constantFrom(500_000_000n, 5_000_000_000n, 80_000_000_000n),
  txIndex: fc.nat(2),
});
const change = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("save" as const),
      points: fc.array(savedPoint, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("delete" as const), nth: fc.nat(50) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      nth: fc.nat(50),
      byDays: fc.integer({ min: -60, max: 60 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("hold" as const), nth: fc.nat(50), days: fc.nat(60) }) },
);

async function apply(each: typeof change extends fc.Arbitrary<infer T> ? T : never) {
  if (each.kind === "save")
    return savePoints(
      each.points.map(({ pool: nth, day, ms, heldMs, price, depth, txIndex }) =>
        point(begin + day * dayMs + ms, price && new Fraction(price.n, price.d), {
          ...{ ...pools[nth], until: begin + day * dayMs + ms + heldMs, reserveQuote: depth, txIndex },
        }),
      ),
      settledBefore,
    );
  const rows = await db().pricePoint.findMany({ orderBy: { txHash: "asc" } });
  const row = rows[each.nth % Math.max(1, rows.length)];
  if (row === undefined) return;
  const { unit, poolUnit, txHash } = row;
  const where = { unit_poolUnit_txHash: { unit, poolUnit, txHash } };
  if (each.kind === "delete") await db().pricePoint.delete({ where });
  else if (each.kind === "hold")
    await db().pricePoint.update({ where, data: { until: new Date(row.at.getTime() + each.days * dayMs) } });
  else {
    const at = new Date(row.at.getTime() + each.byDays * dayMs);
    await db().pricePoint.update({ where, data: { at, until: at } });
  }
}

describe("Prices by the month", () => {
  test("are those that all points tell, in whatever order these come, late, moved or taken away", async () => {
    let known = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 2, maxLength: 9 }), async (changes) => {
        await empty();
        for (const each of changes) {
          await apply(each);
          known += (await expectEqual()).filter((price) => price !== null).length;
        }
      }),
      { numRuns: isServer ? 60 : 15 },
    );
    expect(known).toBeGreaterThan(100);
  }, 240_000);

  test("go from the point before to the one after where one comes, with all that is told by it", async () => {
    await savePoints(
      [5, 70, 110].flatMap((day) => pools.map((of) => point(begin + day * dayMs, new Fraction(3), of))),
      settledBefore,
    );
    await expectEqual();
    const all = await keptMonths();
    expect(all).toHaveLength(4 * 4);
    await savePoints([point(begin + 80 * dayMs, new Fraction(4))], settledBefore);
    // Between 11 March and 20 April, of the token and of both shares of it.
    const isGone = (month: string) => !month.startsWith("1") && /-0[34]$/.test(month);
    expect(await keptMonths()).toEqual(all.filter((month) => !isGone(month)));
    await expectEqual();
    expect(await keptMonths()).toEqual(all);
    await savePoints([point(begin + 100 * dayMs, new Fraction(5), pools[3])], settledBefore);
    // The dollar's price is behind all of them.
    expect(await keptMonths()).toEqual(all.filter((month) => !/-0[34]$/.test(month)));
    await expectEqual();
  });

  test("stay where a point is settled, and go where it holds for longer", async () => {
    const one = point(begin, new Fraction(3));
    await savePoints([one], begin);
    await expectEqual();
    const all = await keptMonths();
    await savePoints([one], settledBefore);
    expect(await keptMonths()).toEqual(all);
    await savePoints([{ ...one, until: begin + dayMs }], settledBefore);
    expect(await keptMonths()).toEqual(all.filter((month) => month.startsWith("1")));
    await expectEqual();
  });

  test("are told anew where another pool comes among the twelve that are heard", async () => {
    const deep = (nth: number, depth: bigint) =>
      point(begin + nth * 1_000, new Fraction(nth), {
        poolUnit: pool(10 + nth),
        lpUnit: null,
        reserveQuote: depth,
        until: begin + 120 * dayMs,
      });
    await savePoints(
      Array.from({ length: 13 }, (_, nth) => deep(nth + 1, BigInt(100 - nth) * 10n ** 9n)),
      settledBefore,
    );
    const [before] = await expectEqual();
    // Far from any day that is asked for: only which pools are heard changes.
    await savePoints([{ ...deep(13, 10n ** 15n), at: begin - 400 * dayMs, until: begin - 400 * dayMs }], settledBefore);
    expect(await expectEqual()).not.toEqual(before);
    await savePoints([{ ...deep(14, 10n ** 16n), at: begin - 400 * dayMs, until: begin - 400 * dayMs }], settledBefore);
    await expectEqual();
  });

  test("are read from what is kept, and not kept where a point came while they were told", async () => {
    await savePoints(
      pools.map((of) => point(begin, new Fraction(3), of)),
      settledBefore,
    );
    const january = units.map((unit) => ({ unit, month: begin }));
    for (const [of, left] of [
      [pools[1], ["1 2024-01"]],
      [pools[3], []],
    ] as const) {
      const reading = vi.spyOn(past, "readPastPrices");
      reading.mockImplementationOnce(async (wanted) => {
        reading.mockRestore();
        const found = await past.readPastPrices(wanted);
        await savePoints([point(begin + dayMs, new Fraction(7), of)], settledBefore);
        return found;
      });
      await tellMonths(january);
      expect(await keptMonths()).toEqual(left);
      await expectEqual();
      await db().priceMonth.deleteMany();
    }
  });

  // The embedded database runs one transaction after the other.
  test.runIf(isServer)("are not kept beside whoever is changing what they are told by, and nobody waits", async () => {
    await savePoints([point(begin, new Fraction(3))], settledBefore);
    await db().$transaction(async (other) => {
      await other.pricePoint.updateMany({ data: { price: "5" } });
      await tellMonths([{ unit: token, month: begin }]);
    });
    expect(await keptMonths()).toEqual([]);
    await expectEqual();
  });

  test("before anybody traded ada, and after now, are not kept", async () => {
    await savePoints([point(begin, new Fraction(3), { until: begin + 900 * dayMs })], settledBefore);
    const times = [Date.UTC(1970, 0, 2), begin + 800 * dayMs].map((at) => ({ unit: token, at }));
    expect(words(await readCountedPrices(times, nowMs))).toEqual([null, ["3", 50_000_000_000n, true]]);
    expect(await keptMonths()).toEqual([]);
  });
});
