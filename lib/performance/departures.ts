import Fraction from "fraction.js";
import type { Disposal } from "@/lib/accounting/accounting-event";
import { byWeight, nothing } from "@/lib/accounting/money";
import type { DisposalOutcome } from "@/lib/accounting/outcome";
import type { CountedEvent } from "@/lib/performance/counted-event";

/** What one event brought that something left by, and what that had gained. */
export interface Departure {
  readonly counted: CountedEvent;
  readonly asset: string;
  readonly proceeds: Fraction;
  readonly gain: Fraction;
}

/** Departures that were folded into one disposal, in their order. */
interface Group {
  readonly outcome: DisposalOutcome;
  readonly members: { readonly counted: CountedEvent; readonly event: Disposal }[];
}

/**
 * What was folded, event by event. Pools of the United Kingdom make one disposal of all that goes on a day, called by the first event:
 * what it cost is shared out among its events by their quantities.
 */
export function departuresOf(events: readonly CountedEvent[], disposals: readonly DisposalOutcome[]): Departure[] {
  const outcomes = new Map(disposals.map((outcome) => [`${outcome.eventId} ${outcome.asset}`, outcome]));
  const groups: Group[] = [];
  const last = new Map<string, Group>();
  for (const counted of events) {
    const { event } = counted;
    if (event.kind !== "disposal") continue;
    const like = `${event.treatment} ${event.asset}`;
    const own = outcomes.get(`${event.id} ${event.asset}`);
    const group = own === undefined ? last.get(like) : { outcome: own, members: [] };
    if (group === undefined) throw new Error(`Nothing was folded of ${event.id}`);
    if (own !== undefined) groups.push(group);
    last.set(like, group);
    group.members.push({ counted, event });
  }
  return groups.flatMap(sharedOut);
}

function sharedOut({ outcome, members }: Group): Departure[] {
  const weights = members.map(({ event }) => ({ weight: new Fraction(event.quantity) }));
  const costs = byWeight(outcome.costBasis, weights);
  return members.map(({ counted, event }, n) => {
    const cost = costs[n] ?? nothing;
    const proceeds = event.treatment === "realised" ? (event.proceeds ?? nothing) : cost;
    return { counted, asset: event.asset, proceeds, gain: proceeds.sub(cost) };
  });
}
