import Fraction from "fraction.js";
import { expect, test } from "vitest";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import { foldEvents } from "@/lib/accounting/fold-periods";
import { reviewsOf, shortfallsOf } from "@/lib/gains/open-questions";

const rules = {
  method: "fifo",
  scope: "universal",
  onShortfall: "zero-cost",
  longTermAfterDays: null,
  rankedBy: "unit-cost",
} as const;
const money = (text: string) => new Fraction(text);
const sale = { kind: "disposal", at: 2, asset: "a", wallet: "w", treatment: "realised" } as const;
const events: AccountingEvent[] = [
  { kind: "acquisition", id: "in", at: 1, asset: "a", wallet: "w", quantity: 60n, basis: money("6"), price: null },
  { ...sale, id: "out", quantity: 100n, proceeds: money("50") },
  { ...sale, id: "unpriced", quantity: 10n, proceeds: null },
  { ...sale, id: "given", quantity: 5n, proceeds: null, treatment: "not-realised" },
];

test("what is missing brings its share of what was got; null where nobody knows, or nothing was sold", () => {
  const { disposals, shortfalls } = foldEvents(events, rules);
  const told = shortfallsOf({ disposals, shortfalls });
  expect(told.map(({ eventId, missing, proceeds }) => [eventId, missing, proceeds?.toFraction() ?? null])).toEqual([
    ["out", 40n, "20"],
    ["unpriced", 10n, null],
    ["given", 5n, null],
  ]);
});

test("what is to be looked at is told with when it was and of how much, and what is of no event is not", () => {
  const reviews = [
    { eventId: "given", why: "unknown receiver" },
    { eventId: "in", why: "unknown sender" },
    { eventId: "gone", why: "unexplained" },
  ] as const;
  expect(reviewsOf({ events, reviews })).toEqual([
    { eventId: "given", why: "unknown receiver", at: 2, asset: "a", quantity: 5n },
    { eventId: "in", why: "unknown sender", at: 1, asset: "a", quantity: 60n },
  ]);
});
