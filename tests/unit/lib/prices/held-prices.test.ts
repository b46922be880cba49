import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { parseUnit } from "@/lib/cardano/unit";
import { heightBetween } from "@/lib/prices/height-at";
import { chartStepMs, heldInstants, heldPrices, heldPricesAtMost, type HeldUnit } from "@/lib/prices/held-prices";
import { dateOf, dayMs, floorTo } from "@/lib/rates/instants";

const now = Date.UTC(2026, 5, 15, 10);
const instants = heldInstants(now);
const heights = instants.map((_, at) => 1_000_000 + at);
const unitOf = (number: number) => parseUnit(`${"ab".repeat(28)}${number.toString(16).padStart(4, "0")}`);
const dayOf = (at: number) => Math.floor(at / dayMs);

/** What a unit's movements leave behind, each at noon of a day: never less than nothing. */
const story = fc
  .record({
    unit: fc.integer({ min: 0, max: 3 }),
    price: fc.bigInt(1n, 10n ** 6n),
    moves: fc.uniqueArray(
      fc.record({
        day: fc.integer({ min: dayOf(Date.UTC(2022, 0, 1)), max: dayOf(now) - 2 }),
        left: fc.bigInt(0n, 5n),
      }),
      { selector: ({ day }) => day, minLength: 1, maxLength: 25 },
    ),
  })
  .map(({ unit, price, moves }) => ({
    unit: unitOf(unit),
    price: new Fraction(price),
    moves: moves.toSorted((a, b) => a.day - b.day),
  }));
const stories = fc.uniqueArray(story, { selector: ({ unit }) => unit, maxLength: 4 });
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

const leftAt = ({ moves }: Story, at: number) => moves.findLast(({ day }) => day * dayMs + dayMs / 2 < at)?.left ?? 0n;
const heldUnit = (of: Story): HeldUnit => ({
  ...{ unit: of.unit, price: of.price },
  balances: instants.map(({ at }) => leftAt(of, at)),
  movedOn: new Set(of.moves.map(({ day }) => dateOf(day * dayMs))),
});

describe("Prices of what was held", () => {
  test("are asked for a day, a week, a month and a year ago, and every 28 days, on the same days by everybody", () => {
    const changes = instants.filter(({ askedFor }) => askedFor === "change").map(({ at }) => dateOf(at));
    expect(changes).toEqual(["2025-06-15", "2026-05-16", "2026-06-08", "2026-06-14"]);
    const charts = instants.filter(({ askedFor }) => askedFor === "chart").map(({ at }) => at);
    expect(charts.every((at) => at % chartStepMs === 0)).toBe(true);
    const tomorrow = heldInstants(now + dayMs).filter(({ askedFor }) => askedFor === "chart");
    expect(tomorrow.map(({ at }) => at)).toEqual(charts);
    expect(instants).toEqual(instants.toSorted((a, b) => a.at - b.at));
    expect(instants.at(-1)?.at).toBeLessThanOrEqual(now - dayMs);
  });

  test("are never two of one day, nor of what was not held, and lie 28 days apart at most with the movements", () => {
    fc.assert(
      fc.property(stories, (told) => {
        const rows = heldPrices(told.map(heldUnit), instants, heights);
        for (const each of told) {
          const wanted = rows.filter(({ unit }) => unit === each.unit);
          const days = [...wanted.map(({ at }) => dayOf(at.getTime())), ...each.moves.map(({ day }) => day)];
          expect(new Set(days).size).toBe(days.length);
          expect(wanted.map(({ at }) => leftAt(each, at.getTime())).filter((left) => left === 0n)).toEqual([]);
          // From each movement that leaves something to the next one, or to now.
          for (const [index, { day, left }] of each.moves.entries()) {
            if (left === 0n) continue;
            const end = each.moves[index + 1]?.day ?? dayOf(now) - 1;
            const along = days.filter((at) => at >= day && at <= end).toSorted((a, b) => a - b);
            const gaps = [...along, end].slice(1).map((at, place) => at - (along[place] ?? at));
            expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(28);
          }
        }
      }),
    );
  });

  test("are of what changed first, then by value, and no more than a wallet may ask for", () => {
    const units = Array.from({ length: 40 }, (_, at): HeldUnit => ({
      ...{ unit: unitOf(at), price: new Fraction(at + 1), movedOn: new Set() },
      balances: instants.map(() => 10n),
    }));
    const rows = heldPrices(units, instants, heights);
    expect(rows).toHaveLength(heldPricesAtMost);
    const changes = rows.slice(0, 160);
    expect(changes.every(({ askedFor }) => askedFor === "change")).toBe(true);
    expect(rows.slice(160).every(({ askedFor }) => askedFor === "chart")).toBe(true);
    const values = rows.slice(160).map(({ value }) => value);
    expect(values).toEqual(values.toSorted((a, b) => Number(b - a)));
    expect(rows[0]).toEqual({
      ...{ unit: unitOf(39), at: new Date("2026-06-14"), height: heights.at(-1), quantity: 10n, value: 400n },
      askedFor: "change",
    });
  });

  test("are not asked for of what is worth nothing, nor where nothing of the chain was known by then", () => {
    const dust: HeldUnit = {
      unit: unitOf(1),
      price: new Fraction(1, 20),
      movedOn: new Set(),
      balances: instants.map(() => 10n),
    };
    expect(heldPrices([dust], instants, heights)).toEqual([]);
    expect(
      heldPrices(
        [{ ...dust, price: new Fraction(1) }],
        instants,
        instants.map(() => null),
      ),
    ).toEqual([]);
  });
});

describe("A height between two blocks", () => {
  test("is past the time, and not far, whatever chance did on the way", () => {
    const before = { height: 1_000, at: floorTo(dayMs, now) };
    const after = { height: 1_000 + 4_320, at: before.at + dayMs };
    expect(heightBetween(before, after, before.at)).toBe(1_001);
    expect(heightBetween(before, after, before.at + dayMs / 2)).toBe(
      1_000 + 2_160 + Math.ceil(4 * Math.sqrt(1_080)) + 1,
    );
    expect(heightBetween(before, after, after.at)).toBe(5_321);
    // Nothing later is known: by as many blocks as there are on average, and more.
    expect(heightBetween(before, null, after.at)).toBeGreaterThan(5_321);
  });
});
