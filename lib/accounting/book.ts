import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import type { Outcome, Remaining } from "@/lib/accounting/outcome";

/** What is settled, whatever comes later. */
export type Settled = Omit<Outcome, "remaining">;

/** What somebody has of everything, by one method. Events are added in the order in which they happened. */
export interface Book<State = unknown> {
  /** What an earlier history left. A pool of it counts as a lot that came at `acquiredAt`. */
  open(left: Remaining & { readonly acquiredAt: number }): void;
  /** Throws InsufficientLots where the rules refuse a shortfall. */
  add(event: AccountingEvent): void;
  /** What has been settled since this was last asked. */
  settled(): Settled;
  /** What the rest comes to if nothing comes later, and what is left; the book is not used any more. */
  end(): Outcome;
  /** What a book of the same rules is made of that goes on from here. */
  state(): State;
}
