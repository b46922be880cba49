import type { Money } from "@/lib/accounting/accounting-event";

/** What a lot gave to a disposal. */
export interface LotUse {
  /** The event that made the lot; null: out of a pool. */
  readonly lotId: string | null;
  readonly acquiredAt: number | null;
  readonly quantity: bigint;
  readonly costBasis: Money;
  readonly gain: Money;
  readonly term: "short" | "long" | null;
}

/** What a disposal was matched with under the rules of the United Kingdom. */
export interface Match {
  readonly rule: "same-day" | "30-day" | "s104";
  /** The day of the acquisition, `YYYY-MM-DD`; null: the pool. */
  readonly acquired: string | null;
  readonly quantity: bigint;
  readonly costBasis: Money;
}

export interface DisposalOutcome {
  readonly eventId: string;
  readonly at: number;
  readonly asset: string;
  readonly quantity: bigint;
  readonly proceeds: Money;
  readonly costBasis: Money;
  readonly gain: Money;
  /** In the order in which they were used. */
  readonly lots: readonly LotUse[];
  readonly matches: readonly Match[];
}

export interface IncomeOutcome {
  readonly eventId: string;
  readonly at: number;
  readonly asset: string;
  readonly quantity: bigint;
  readonly value: Money;
}

/** More went than ever came. */
export interface Shortfall {
  readonly eventId: string;
  readonly at: number;
  readonly asset: string;
  readonly missing: bigint;
}

/** What is left of a lot, or of a pool. */
export interface Remaining {
  readonly lotId: string | null;
  readonly acquiredAt: number | null;
  readonly asset: string;
  /** Null where lots are not kept by wallet. */
  readonly wallet: string | null;
  readonly quantity: bigint;
  readonly costBasis: Money;
}

export interface Outcome {
  readonly disposals: readonly DisposalOutcome[];
  readonly income: readonly IncomeOutcome[];
  readonly shortfalls: readonly Shortfall[];
  readonly remaining: readonly Remaining[];
}

/** A history that says it sold what it never had, under rules that refuse that. */
export class InsufficientLots extends Error {
  override readonly name = "InsufficientLots";
  constructor(readonly shortfall: Shortfall) {
    super(`${shortfall.eventId} takes more ${shortfall.asset} than there is`);
  }
}
