import type Fraction from "fraction.js";
import type { AccountingEvent, Acquisition, Carry, Disposal, Money, Transfer } from "@/lib/accounting/accounting-event";
import type { EventPurpose } from "@/lib/accounting/event-purpose";
import { nothing } from "@/lib/accounting/money";

/** An event with what it was for. */
export interface PurposedEvent {
  readonly event: AccountingEvent;
  readonly purpose: EventPurpose;
}

/** An event as performance counts it: every arrival at its value, every departure realised, fees apart. */
export interface CountedEvent extends PurposedEvent {
  readonly event: AccountingEvent;
}

export interface CountingTerms {
  /** Milliseconds since 1970: where the range begins. */
  readonly from: number;
  /** For one smallest unit when the range begins; null where nobody knows. */
  readonly priceAtStart: (unit: string) => Fraction | null;
  /** What stands outside of the sums. */
  readonly apart: ReadonlySet<string>;
}

/**
 * An event as performance counts it: nothing of what is apart; what was carried into or out of it goes or comes at its value.
 *
 * - Trades are without their fees, which are counted where they are paid, at their worth, however gains are told.
 * - What leaves is realised: what it gained until then was gained, wherever it went. Where nobody knows its worth it leaves at its cost.
 * - What came before the range and nobody knows the value of counts from the range's beginning, at its worth then.
 */
export function countedEvents({ event, purpose }: PurposedEvent, terms: CountingTerms): CountedEvent[] {
  const counted = (events: AccountingEvent[]) => events.map((each) => ({ event: each, purpose }));
  switch (event.kind) {
    case "acquisition":
    case "disposal":
    case "split":
    case "transfer":
      if (terms.apart.has(event.asset)) return [];
      if (event.kind === "split") return counted([event]);
      if (event.kind === "transfer") return counted(moved(event, terms));
      return counted([event.kind === "acquisition" ? come(event, purpose, terms) : gone(event, purpose, terms)]);
    case "carry":
      return counted(carried(event, purpose, terms));
  }
}

/** The assets by which an event of the range cannot be counted: nobody knows the value of what came, or was sold. */
export function unvalued({ event, purpose }: PurposedEvent, apart: ReadonlySet<string>): string[] {
  const isUnknown = (asset: string) => !apart.has(asset) && (purpose.values.get(asset) ?? null) === null;
  switch (event.kind) {
    case "acquisition":
      return isUnknown(event.asset) ? [event.asset] : [];
    case "disposal":
      return purpose.purpose === "trade" && isUnknown(event.asset) ? [event.asset] : [];
    case "carry":
      return crosses(event, apart) ? event.got.map(({ asset }) => asset).filter(isUnknown) : [];
    case "transfer":
    case "split":
      return [];
  }
}

const crosses = ({ given, got }: Carry, apart: ReadonlySet<string>): boolean =>
  [...given, ...got].some(({ asset }) => apart.has(asset));

type Came = Omit<Acquisition, "basis" | "income">;

function come(event: Came, { values }: EventPurpose, { from, priceAtStart }: CountingTerms): Acquisition {
  const { kind, id, at, asset, wallet, quantity, price } = event;
  const standIn = at < from ? (priceAtStart(asset)?.mul(quantity) ?? nothing) : null;
  return { kind, id, at, asset, wallet, quantity, price, basis: values.get(asset) ?? standIn };
}

type Gone = Omit<Disposal, "proceeds" | "treatment">;

const gone = (event: Gone, { values }: EventPurpose, terms: CountingTerms): Disposal =>
  leaving(event, values.get(event.asset) ?? null, terms);

/** What a departure before the range brought is no part of it: any amount does. */
function leaving(event: Gone, value: Money, { from }: CountingTerms): Disposal {
  const proceeds = value ?? (event.at < from ? nothing : null);
  return { ...event, proceeds, treatment: proceeds === null ? "no-gain-no-loss" : "realised" };
}

/** What did not arrive leaves. */
function moved(event: Transfer, terms: CountingTerms): AccountingEvent[] {
  const { id, at, asset, wallet, sent, received, feeProceeds } = event;
  const lost = { kind: "disposal", id, at, asset, wallet, quantity: sent - received } as const;
  const arrived: Transfer = { ...event, sent: received, feeProceeds: null };
  return lost.quantity === 0n ? [arrived] : [arrived, leaving(lost, feeProceeds, terms)];
}

function carried(event: Carry, purpose: EventPurpose, terms: CountingTerms): AccountingEvent[] {
  const { id, at, wallet, given, got } = event;
  if (!crosses(event, terms.apart)) return [event];
  const counts = ({ asset }: { readonly asset: string }) => !terms.apart.has(asset);
  return [
    ...given.filter(counts).map((part) => gone({ kind: "disposal", id, at, wallet, ...part }, purpose, terms)),
    ...got
      .filter(counts)
      .map(({ asset, quantity }) =>
        come({ kind: "acquisition", id, at, wallet, asset, quantity, price: null }, purpose, terms),
      ),
  ];
}
