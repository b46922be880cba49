import Fraction from "fraction.js";
import { z } from "zod";
import type { AccountingEvent, Money } from "@/lib/accounting/accounting-event";
import type { Settled } from "@/lib/accounting/book";
import { exactText } from "@/lib/accounting/exact-text";
import type { DisposalOutcome, IncomeOutcome, Outcome, Remaining } from "@/lib/accounting/outcome";
import type { Review } from "@/lib/accounting/wallet-book";
import { walletOf } from "@/lib/gains/event-facts";
import { reviewsOf, shortfallsOf, type DatedReview, type ValuedShortfall } from "@/lib/gains/open-questions";

export type RowKind = keyof typeof rowFacts;

/** What is kept of one thing that gains are made of. */
export interface GainRow {
  readonly kind: RowKind;
  /** Its place among those of its kind. */
  readonly n: number;
  /** The tax year; 0 of what is left, which is of none. */
  readonly year: number;
  readonly at: string;
  readonly eventId: string | null;
  readonly asset: string;
  readonly wallet: string | null;
  readonly facts: unknown;
}

const amountText = (amount: bigint): string => amount.toString();
const moneyText = (money: Money): string | null => money && exactText(money);
const amount = z.string().transform(BigInt);
const money = z
  .string()
  .nullable()
  .transform((text) => text && new Fraction(text))
  .transform((value): Money => value || null);

const lotUse = z.object({
  lotId: z.string().nullable(),
  acquiredAt: z.number().nullable(),
  quantity: amount,
  costBasis: money,
  gain: money,
  term: z.enum(["short", "long"]).nullable(),
});
const match = z.object({
  rule: z.enum(["same-day", "30-day", "s104"]),
  acquired: z.string().nullable(),
  quantity: amount,
  costBasis: money,
});

/** What stands in a row's `facts`, by its kind. */
export const rowFacts = {
  disposal: z.object({
    quantity: amount,
    proceeds: money,
    costBasis: money,
    gain: money,
    lots: z.array(lotUse),
    matches: z.array(match),
  }),
  income: z.object({ quantity: amount, value: money }),
  shortfall: z.object({ missing: amount, proceeds: money }),
  review: z.object({ why: z.string(), quantity: amount }),
  lot: z.object({
    lotId: z.string().nullable(),
    acquiredAt: z.number().nullable(),
    quantity: amount,
    costBasis: money,
  }),
} as const;

type YearOf = (at: number) => number;
type Told = Omit<GainRow, "kind" | "n">;

/** What a stretch of the history settled, as it is kept. */
export interface Happened extends Settled {
  readonly events: readonly AccountingEvent[];
  readonly reviews: readonly Review[];
}

/** The same with when each happened and of how much. */
export interface Dated {
  readonly disposals: readonly DisposalOutcome[];
  readonly income: readonly IncomeOutcome[];
  readonly shortfalls: readonly ValuedShortfall[];
  readonly reviews: readonly DatedReview[];
}

export const datedOf = (happened: Happened): Dated => ({
  disposals: happened.disposals,
  income: happened.income,
  shortfalls: shortfallsOf(happened),
  reviews: reviewsOf(happened),
});

/** The rows of what happened, in its order. */
export function happenedRows({ disposals, income, shortfalls, reviews }: Dated, yearOf: YearOf): GainRow[] {
  const told = ({ eventId, at, asset }: { eventId: string; at: number; asset: string }, facts: unknown): Told => ({
    ...{ year: yearOf(at), at: new Date(at).toISOString(), eventId, asset, wallet: walletOf(eventId), facts },
  });
  return [
    ...disposals.map((row, n) => ({ kind: "disposal" as const, n, ...told(row, disposalFacts(row)) })),
    ...income.map((row, n) => {
      const facts = { quantity: amountText(row.quantity), value: moneyText(row.value) };
      return { kind: "income" as const, n, ...told(row, facts) };
    }),
    ...shortfalls.map((row, n) => {
      const facts = { missing: amountText(row.missing), proceeds: moneyText(row.proceeds) };
      return { kind: "shortfall" as const, n, ...told(row, facts) };
    }),
    ...reviews.map((row, n) => {
      const facts = { why: row.why, quantity: amountText(row.quantity) };
      return { kind: "review" as const, n, ...told(row, facts) };
    }),
  ];
}

function disposalFacts({ quantity, proceeds, costBasis, gain, lots, matches }: Outcome["disposals"][number]) {
  return {
    ...{ quantity: amountText(quantity), proceeds: moneyText(proceeds), costBasis: moneyText(costBasis) },
    gain: moneyText(gain),
    lots: lots.map((lot) => ({
      ...lot,
      ...{ quantity: amountText(lot.quantity), costBasis: moneyText(lot.costBasis), gain: moneyText(lot.gain) },
    })),
    matches: matches.map((each) => ({
      ...each,
      ...{ quantity: amountText(each.quantity), costBasis: moneyText(each.costBasis) },
    })),
  };
}

/** The rows of what is left, the oldest first. */
export function lotRows(remaining: readonly Remaining[]): GainRow[] {
  return remaining
    .toSorted((a, b) => (a.acquiredAt ?? 0) - (b.acquiredAt ?? 0))
    .map(({ lotId, acquiredAt, asset, wallet, quantity, costBasis }, n) => ({
      ...{ kind: "lot", n, year: 0, at: new Date(acquiredAt ?? 0).toISOString(), eventId: lotId, asset, wallet },
      facts: { lotId, acquiredAt, quantity: amountText(quantity), costBasis: moneyText(costBasis) },
    }));
}
