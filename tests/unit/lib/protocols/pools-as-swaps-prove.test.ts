import { describe, expect, it } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { payoutOf } from "@/lib/protocols/pool-payout";
import { priceOf } from "@/lib/protocols/pool-price";
import type { FoundPool } from "@/lib/protocols/read-pool";
import {
  afterSwap,
  ordersSpent,
  otherUnit,
  poolChanges,
  sidesOf,
  type PoolChange,
} from "@/tests/support/recorded-pool-changes";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";

/** A price as text, cut off where the plan's table ends. */
const priceText = (pool: FoundPool, unit: Unit, places: number) =>
  priceOf(pool, lovelace, unit)?.round(places).toString();

/** What went in as the output's own value tells: reserves and what was set apart of it. */
function netSwap(change: PoolChange) {
  const [x, y] = sidesOf(change);
  if (x === undefined || y === undefined) throw new Error("a pool of one asset");
  const [given, taken] = x.after > x.before ? [x, y] : [y, x];
  return { given: given.unit, taken: taken.unit, came: given.after - given.before, paid: taken.before - taken.after };
}

/** What an output holds more of a unit than the one it replaces: with what its datum sets apart. */
function cameIn({ tx, before }: PoolChange, unit: Unit): bigint {
  const held = (outputs: readonly { value: ReadonlyMap<Unit, bigint> }[]) =>
    outputs.find(({ value }) => value.has(before.poolUnit))?.value.get(unit) ?? 0n;
  return held(tx.outputs) - held(tx.inputs.flatMap(({ resolved }) => resolved ?? []));
}

describe.skipIf(!isRecordedHere)(`Pools by which recorded swaps come out to the unit${unlessRecorded}`, () => {
  const changes = isRecordedHere
    ? poolChanges("prise-dex", "scalus-mainnet-blocks", "maestro-spec-example", "blockfrost-tests")
    : [];
  const recorded = (start: string): PoolChange => {
    const found = changes.find(({ tx }) => tx.hash.startsWith(start));
    if (found === undefined) throw new Error(`${start} was not recorded`);
    return found;
  };

  it("have the prices that were measured before and after", () => {
    const measured = [
      ["3cae4bea", 6, "0.257491", "0.257541"], // WMT
      ["b6e640c0", 2, "2544.11", "2544.97"], // SNEK
      ["ae57d8ce", 3, "137.041", "144.301"], // WOOLY ICE
      ["3be94438", 6, "0.156065", "0.155323"], // CRU
      ["0dd5f017", 7, "0.014693", "0.0147333"], // NEWM
      ["0b4ab627", 5, "2.66463", "2.66299"], // iUSD
      ["d083dafa", 5, "1.58365", "1.59008"], // iUSD
      // SNEK at VyFi: 4871.44 and 4806.34 were measured with 2 ADA that are not the pool's to trade.
      ["c7157d4d", 2, "4871.41", "4806.31"],
    ] as const;
    const seen = measured.map(([start, places]) => {
      const { before, after } = recorded(start);
      const token = otherUnit(before, lovelace);
      return [start, places, priceText(before, token, places), priceText(after, token, places)];
    });
    expect(seen).toEqual(measured);
  });

  it("Minswap V1: 7 of 8 net changes are one swap to the unit; the other one is two opposing orders", () => {
    const swaps = changes.filter(({ after }) => after.dex === "minswap-v1");
    const off = swaps.filter((change) => {
      const { given, taken, came, paid } = netSwap(change);
      return payoutOf(change.before, came, given, taken) !== paid;
    });
    expect([swaps.length, off.map(({ tx }) => tx.hash.slice(0, 8))]).toEqual([8, ["b0204241"]]);
  });

  it("Minswap V1: a pool is priced without its datum, and its LP tokens are not counted", () => {
    const { before } = recorded("e33433bd");
    expect([before.supply, [...before.reserves.values()]]).toEqual([null, [1_416_027_292_509n, 4_615_496_690_137n]]);
  });

  it("SundaeSwap V1: 2 ADA of the pool are no reserve", () => {
    const change = recorded("0dd5f017");
    const { given, taken, came, paid } = netSwap(change);
    expect(change.before.reserves.get(lovelace)).toBe(22_146_848_021n);
    expect([payoutOf(change.before, came, given, taken), paid]).toEqual([2_056_039_876n, 2_056_039_876n]);
  });

  it("WingRiders V1: two swaps, one after the other, give the reserves that came out", () => {
    const change = recorded("3be94438");
    const toTreasury = (amount: bigint) => (amount * 5n) / 10_000n;
    const swaps = ordersSpent(change.tx, "wingriders-v1").flatMap(({ terms }) => [...(terms.offered ?? [])]);
    const replay = (pool: FoundPool, [unit, amount]: [Unit, bigint]) =>
      afterSwap(pool, amount, unit, otherUnit(pool, unit), toTreasury(amount));
    const results = [swaps, [...swaps].reverse()].map((order) => [
      ...order.reduce(replay, change.before).reserves.values(),
    ]);
    expect(swaps.length).toBe(2);
    expect(results).toContainEqual([...change.after.reserves.values()]);
  });

  it("Splash royalty pools: 4 of 4 swaps pay to the unit what the formula says", () => {
    const swaps = changes.filter(({ after }) => after.dex === "splash");
    const off = swaps.map((change) => {
      const { given, taken, paid } = netSwap(change);
      return (payoutOf(change.before, cameIn(change, given), given, taken) ?? 0n) - paid;
    });
    expect(off).toEqual([0n, 0n, 0n, 0n]);
  });

  it("VyFi: 2 ADA of the pool are no reserve, and the fee is rounded in two parts", () => {
    const change = recorded("c7157d4d");
    const { given, taken, paid } = netSwap(change);
    expect([payoutOf(change.before, cameIn(change, given), given, taken), paid]).toEqual([
      2_547_174_858n,
      2_547_174_858n,
    ]);
  });

  it("VyFi: without those 2 ADA a deposit of one asset mints the LP tokens that it minted", () => {
    const { before, after } = recorded("d6cd8d0d");
    const [ada = 0n, tokens = 0n] = [...before.reserves.values()];
    // Of 500 ADA 0.3 % are kept; as much of the rest is swapped as makes both sides equal: √(a² + a·z) − a.
    const rest = 498_500_000n;
    let swapped = 0n;
    for (let bit = 1n << 40n; bit > 0n; bit >>= 1n) {
      const root = ada + swapped + bit;
      if (root * root <= ada * ada + ada * rest) swapped += bit;
    }
    const bought = (swapped * tokens) / (ada + swapped);
    const minted = (bought * (before.supply ?? 0n)) / (tokens - bought);
    expect([minted, (after.supply ?? 0n) - (before.supply ?? 0n)]).toEqual([1_602_357_126n, 1_602_357_126n]);
  });
});
