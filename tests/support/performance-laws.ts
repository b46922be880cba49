import Fraction from "fraction.js";
import { expect } from "vitest";
import type { performanceOf } from "@/lib/performance/performance-of";

const parts = [
  "startValue",
  "endValue",
  "deposits",
  "withdrawals",
  "income",
  "fees",
  "realised",
  "unrealised",
] as const;
const flowParts = ["deposits", "withdrawals", "income", "fees", "realised"] as const;

type Told = ReturnType<typeof performanceOf>;
type Part = (typeof parts)[number];

const sumOf = (values: readonly Fraction[]): string =>
  values.reduce((all, value) => all.add(value), new Fraction(0n)).toFraction();

/** What should be the end, by all else. */
const endOf = (own: Readonly<Record<Part, Fraction>>): Fraction =>
  own.startValue
    .add(own.deposits)
    .sub(own.withdrawals)
    .add(own.income)
    .sub(own.fees)
    .add(own.realised)
    .add(own.unrealised);

/** The identity of the whole and of each asset, and the parts that add up to the whole: all to the last digit. */
export function expectExactParts(told: Told): void {
  expect(endOf(told).toFraction()).toBe(told.endValue.toFraction());
  const gained = told.realised.add(told.unrealised).add(told.income).sub(told.fees);
  const put = told.deposits.sub(told.withdrawals);
  expect(gained.toFraction()).toBe(told.endValue.sub(told.startValue).sub(put).toFraction());
  for (const own of told.byAsset) expect(endOf(own).add(own.exchanged).toFraction()).toBe(own.endValue.toFraction());
  expect(sumOf(told.byAsset.map(({ exchanged }) => exchanged))).toBe("0");
  for (const part of parts) expect(sumOf(told.byAsset.map((own) => own[part]))).toBe(told[part].toFraction());
  for (const part of flowParts) expect(sumOf(told.byProtocol.map((own) => own[part]))).toBe(told[part].toFraction());
  expect(sumOf(told.flows.map(({ amount }) => amount))).toBe(put.toFraction());
  for (const part of ["startValue", "endValue", "deposits", "withdrawals", "income", "fees"] as const)
    expect(told[part].compare(0n)).toBeGreaterThanOrEqual(0);
}
