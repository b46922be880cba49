import fc from "fast-check";
import Fraction from "fraction.js";
import { expect, test } from "vitest";
import { lovelace, parseUnit } from "@/lib/cardano/unit";
import { balancesAt, foldDeposits, foldValues } from "@/lib/portfolio/fold-history";
import { earliestFrom, historyInstants } from "@/lib/portfolio/history-instants";
import { dayMs, hourMs } from "@/lib/rates/instants";

const token = parseUnit(`${"ab".repeat(28)}41`);
const picture = parseUnit(`${"ef".repeat(28)}43`);
const price = (perPart: number, isInTotal = true, depthLovelace: bigint | null = 10n ** 18n) => ({
  price: new Fraction(perPart),
  depthLovelace,
  isInTotal,
});
const start = Date.UTC(2026, 0, 1, 12);
const utc = (text: string) => Date.parse(`${text}Z`);

test("instants are both ends and each beginning between them, of months of any length too", () => {
  const iso = (instants: readonly number[] | null) => instants?.map((at) => new Date(at).toISOString().slice(0, 16));
  expect(iso(historyInstants(utc("2026-01-01T22:30"), utc("2026-01-02T01:00"), "hour", 9))).toEqual([
    "2026-01-01T22:30",
    "2026-01-01T23:00",
    "2026-01-02T00:00",
    "2026-01-02T01:00",
  ]);
  expect(iso(historyInstants(utc("2026-01-01T00:00"), utc("2026-01-13T00:00"), "week", 9))).toEqual([
    "2026-01-01T00:00",
    "2026-01-05T00:00",
    "2026-01-12T00:00",
    "2026-01-13T00:00",
  ]);
  expect(iso(historyInstants(utc("2026-01-31T05:00"), utc("2026-03-02T00:00"), "month", 9))).toEqual([
    "2026-01-31T05:00",
    "2026-02-01T00:00",
    "2026-03-01T00:00",
    "2026-03-02T00:00",
  ]);
  expect(historyInstants(start, start, "day", 9)).toEqual([start]);
});

test("as far back as an answer goes are just as many instants as it has", () => {
  for (const interval of ["hour", "day", "week", "month"] as const) {
    for (const to of [start, utc("2026-01-05T00:00"), utc("2026-03-01T00:00")]) {
      const from = earliestFrom(to, interval, 40);
      const length = historyInstants(from, to, interval, 40)?.length;
      expect([39, 40]).toContain(length);
      expect(historyInstants(from - 32 * dayMs, to, interval, 40)).toBeNull();
    }
  }
});

test("balances add up what came before each instant", () => {
  const instants = [start, start + hourMs, start + 2 * hourMs];
  const changes = new Map([
    [0, 5n],
    [2, -3n],
  ]);
  expect(balancesAt({ changes }, instants)).toEqual([5n, 5n, 2n]);
});

test("each instant is valued by its own prices and rate; what counts in no total is counted as unpriced", () => {
  const instants = [start, start + hourMs, start + 2 * hourMs];
  const held = [
    { unit: lovelace, isTraded: true, balances: [0n, 2_000_000n, 2_000_000n] },
    { unit: token, isTraded: true, balances: [0n, 3n, 3n] },
    { unit: picture, isTraded: false, balances: [0n, 0n, 1n] },
  ];
  const priceAt = (unit: string, at: number) => (unit === picture ? null : price(1_000_000, at === start + hourMs));
  expect(foldValues(instants, held, priceAt, [new Fraction(1), new Fraction(1, 2), null])).toEqual([
    { at: "2026-01-01T12:00:00.000Z", value: "0", priced: 0, unpriced: 0, missing: 0 },
    { at: "2026-01-01T13:00:00.000Z", value: "2.5", priced: 2, unpriced: 0, missing: 0 },
    { at: "2026-01-01T14:00:00.000Z", value: null, priced: 1, unpriced: 2, missing: 1 },
  ]);
});

test("what the person says counts for all of it, what pools say for no more than they could pay", () => {
  const held = [{ unit: token, isTraded: true, balances: [1_000n] }];
  const value = (depth: bigint | null) =>
    foldValues([start], held, () => price(1_000_000, true, depth), [new Fraction(1)])[0]?.value;
  expect([value(null), value(1_000_000_000n)]).toEqual(["1000", "500"]);
});

test("deposits count by the worth of their own day, what has no price not at all, and a day without a rate makes them unknown", () => {
  const instants = [start, start + dayMs, start + 2 * dayMs, start + 3 * dayMs];
  const day = (at: number, unit: typeof token, quantity: string) => ({ unit, quantity, at, hasPools: true });
  const days = [
    day(start, lovelace, "4000000"),
    day(start + dayMs, token, "-2"),
    day(start + dayMs, lovelace, "1000000"),
    day(start + 2 * dayMs, lovelace, "1"),
  ];
  const rate = new Fraction(2);
  expect(foldDeposits(instants, days, () => price(500_000), [rate, rate, rate, null])).toEqual(["0", "8", "8", null]);
  expect(foldDeposits(instants, days, () => null, [rate, rate, rate, rate])).toEqual(["0", "8", "10", "10.000002"]);
});

test("without a price that moves, what is there is what was paid in, whatever is swapped on the way", () => {
  const move = fc.record({
    hour: fc.integer({ min: 0, max: 200 }),
    amount: fc.bigInt(-(10n ** 9n), 10n ** 9n),
    isSwap: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
      const instants = Array.from({ length: 10 }, (_, at) => start + at * dayMs);
      const part = (at: number) => instants.filter((instant) => instant <= at).length;
      const changes = { [lovelace]: new Map<number, bigint>(), [token]: new Map<number, bigint>() };
      const add = (unit: typeof lovelace, at: number, amount: bigint) => {
        const parts = changes[unit];
        parts?.set(part(at), (parts.get(part(at)) ?? 0n) + amount);
      };
      const sorted = moves.map((each) => ({ ...each, at: start + each.hour * hourMs })).toSorted((a, b) => a.at - b.at);
      for (const { at, amount, isSwap } of sorted) {
        add(lovelace, at, isSwap ? -amount : amount);
        if (isSwap) add(token, at, amount);
      }
      const held = ([lovelace, token] as const).map((unit) => ({
        ...{ unit, isTraded: true },
        balances: balancesAt({ changes: changes[unit] ?? new Map() }, instants),
      }));
      // A balance below nothing is none that a wallet has; its worth as a sale is not asked for.
      fc.pre(held.every(({ unit, balances }) => unit === lovelace || balances.every((balance) => balance >= 0n)));
      const rates = instants.map(() => new Fraction(1));
      const values = foldValues(instants, held, () => price(1, true, 10n ** 30n), rates);
      const days = sorted
        .filter(({ isSwap, amount }) => !isSwap && amount !== 0n)
        .map(({ at, amount }) => ({ at, unit: lovelace, quantity: String(amount), hasPools: false }));
      const deposits = foldDeposits(
        instants,
        days,
        () => null,
        days.map(() => new Fraction(1)),
      );
      expect(values.map(({ value }) => value)).toEqual(deposits);
    }),
    { numRuns: 200 },
  );
});
