import Fraction from "fraction.js";
import { beforeEach, describe, expect, test } from "vitest";
import type { TxHash } from "@/lib/cardano/brand";
import { lovelace, parseUnit } from "@/lib/cardano/unit";
import { db } from "@/lib/db";
import type { PoolAround, PricePoint } from "@/lib/market/price-point";
import { readPastPrices } from "@/lib/prices/read-past-prices";
import { readPoints } from "@/lib/prices/read-points";
import { savePoints } from "@/lib/market/save-points";
import { withDatabase } from "@/tests/support/database";

withDatabase(() => ({}));

const unit = parseUnit(`${"ab".repeat(28)}41`);
const usd = parseUnit("c48cbb3d5e57ed56e276bc45f99ab39abe94e6cd7ac39fb402da47ad0014df105553444d");
const lp = parseUnit(`${"cd".repeat(28)}4c50`);
const noon = Date.UTC(2024, 0, 10, 12);
const hour = 3_600_000;
const later = noon + 24 * hour;

function point(at: number, price: number, more: Partial<PricePoint> = {}): PricePoint {
  return {
    unit,
    poolUnit: parseUnit(`${"ef".repeat(28)}01`),
    dex: "minswap-v2",
    quote: lovelace,
    lpUnit: lp,
    txHash: String(at).padStart(64, "0") as TxHash,
    height: 9_000_000,
    txIndex: 0,
    at,
    until: at,
    price: new Fraction(price),
    reserveQuote: 50_000_000_000n,
    reserveUnit: 1_000_000n,
    supply: 100_000n,
    ...more,
  };
}

async function priceAt(at: number, of = unit): Promise<[string, string] | null> {
  const [found] = await readPastPrices([{ unit: of, at: new Date(at) }]);
  return found ? [found.price.toFraction(), found.rank] : null;
}

beforeEach(() => db().$transaction([db().pricePoint.deleteMany(), db().pricePool.deleteMany()]));

describe("Points of price", () => {
  test("are kept once, and are known for as long as anybody asked", async () => {
    await savePoints([point(noon, 7)], later);
    await savePoints([point(noon, 7, { until: noon + 3 * hour }), point(noon, 7)], later);
    await savePoints([point(noon, 7, { until: noon + hour })], 0);
    expect(await db().pricePoint.findMany()).toMatchObject([
      { at: new Date(noon), until: new Date(noon + 3 * hour), price: "7", settled: true },
    ]);
    expect(await priceAt(noon + 3 * hour)).toEqual(["7", "at height"]);
    expect(await priceAt(noon)).toEqual(["7", "output"]);
  });

  test("tell what a pool trades against once one can be read, though the first could not", async () => {
    await savePoints([point(noon, 2, { unit: usd, poolUnit: parseUnit(`${"ef".repeat(28)}02`), lpUnit: null })], later);
    const nothing = { price: null, reserveQuote: 0n, reserveUnit: 0n, supply: null };
    await savePoints([point(noon - hour, 1, { lpUnit: null, ...nothing })], later);
    await savePoints([point(noon, 3, { quote: usd })], later);
    expect(await priceAt(noon)).toEqual(["6", "output"]);
    await savePoints([point(noon + hour, 1, { lpUnit: null, ...nothing })], later);
    expect(await priceAt(noon)).toEqual(["6", "output"]);
  });

  test("move with a transaction that a rollback moved", async () => {
    await savePoints([point(noon, 7, { until: noon + 3 * hour })], 0);
    await savePoints([point(noon, 7, { at: noon + hour, until: noon + hour, height: 9_000_003 })], 0);
    expect(await db().pricePoint.findMany()).toMatchObject([
      { at: new Date(noon + hour), until: new Date(noon + hour), height: 9_000_003, settled: false },
    ]);
  });

  test("tell the block's last state, the day's close, and what lies between", async () => {
    const [first, last] = [point(noon, 7), point(noon, 8, { txIndex: 4, txHash: "ff".repeat(32) as TxHash })];
    const close = point(noon + 2 * hour, 9, { until: noon + 12 * hour });
    await savePoints([last, first, close], later);
    expect(await priceAt(noon)).toEqual(["8", "output"]);
    expect(await priceAt(noon + hour)).toEqual(["9", "day close"]);
    expect(await priceAt(noon - hour)).toEqual(["9", "day close"]);
    expect(await priceAt(noon - 24 * hour)).toBeNull();
    await savePoints([point(noon - 36 * hour, 1)], later);
    expect(await priceAt(noon - 18 * hour)).toEqual(["4", "between"]);
  });

  test("in a stable coin, and of LP tokens, are told in ADA", async () => {
    const pools = [
      point(noon, 3, { quote: usd, reserveQuote: 20_000_000_000n }),
      point(noon, 2, { unit: usd, poolUnit: parseUnit(`${"ef".repeat(28)}02`), lpUnit: null }),
    ];
    await savePoints(pools, later);
    const asked = [unit, lp, lovelace, parseUnit("00".repeat(28)), usd].map((of) => ({ unit: of, at: new Date(noon) }));
    const found = await readPastPrices(asked);
    // (20,000,000,000 · 2 + 1,000,000 · 6) / 100,000
    expect(found.map((each) => each?.price.toFraction() ?? null)).toEqual(["6", "400060", "1", null, "2"]);
  });

  test("tell the same of many instants at once as of each by itself", async () => {
    const second = { poolUnit: parseUnit(`${"ef".repeat(28)}03`), reserveQuote: 70_000_000_000n };
    const times = Array.from({ length: 32 }, (_, at) => noon + (at * at - 40) * 7 * hour);
    const points = times.flatMap((at, nth) => [
      point(at, 1 + (nth % 7), { until: at + (nth % 4) * 9 * hour, ...(nth % 11 === 5 && { price: null }) }),
      ...(nth % 3 === 0 ? [point(at + 1, 2 + (nth % 5), { ...second, txIndex: 1, until: at + 1 })] : []),
    ]);
    await savePoints([...points, point(times[9] ?? 0, 5, { txHash: "f".repeat(64) as TxHash, txIndex: 3 })], noon);
    const instants = [...times, ...times.map((at) => at + 5 * hour), ...times.map((at) => at - 1), noon - 1_000 * hour];
    const asked = [unit, lp].flatMap((of) => instants.map((at) => ({ unit: of, at })));
    const each = [];
    for (const one of asked) each.push(...(await readPoints([one])));
    const sorted = (pools: readonly PoolAround[]) =>
      pools.map(words).toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
    expect((await readPoints(asked)).map(sorted)).toEqual(each.map(sorted));
    expect(each.filter((pools) => pools.some(({ close }) => close !== null)).length).toBeGreaterThan(5);
    expect(each.filter((pools) => pools.length === 2).length).toBeGreaterThan(50);
  });
});

/** A pool's points as plain text. */
const words = (around: PoolAround) =>
  Object.entries(around).map(([place, known]: [string, PricePoint | null]) => [
    place,
    known && [known.txHash, known.poolUnit, known.lpUnit, known.at, known.until, known.txIndex].join(" "),
    known && [known.price?.n, known.price?.d, known.reserveQuote, known.reserveUnit, known.supply].join(" "),
  ]);
