import type Fraction from "fraction.js";
import type { EventPurpose, Purpose } from "@/lib/accounting/event-purpose";
import { byWeight, nothing } from "@/lib/accounting/money";
import type { CountedEvent } from "@/lib/performance/counted-event";
import type { Departure } from "@/lib/performance/departures";

/** What comes from outside of what is counted, or goes there. */
type Flow = "deposits" | "withdrawals" | "income" | "fees";

/** So much of one asset that came or went by one event. */
export interface Entry {
  readonly flow: Flow;
  readonly at: number;
  readonly asset: string;
  readonly protocol: EventPurpose["protocol"];
  readonly amount: Fraction;
}

/** By purpose; null: for something else of the same deal. What is borrowed is a deposit until it is paid back. */
const flowOf = {
  deposit: "deposits",
  loan: "deposits",
  mint: "deposits",
  airdrop: "deposits",
  withdrawal: "withdrawals",
  donation: "withdrawals",
  repayment: "withdrawals",
  burn: "withdrawals",
  income: "income",
  fee: "fees",
  interest: "fees",
  loss: "fees",
  transfer: "fees",
  trade: null,
  carry: null,
} as const satisfies Record<Purpose, Flow | null>;

/** Something that came or went by an event, at its value. */
interface Step {
  readonly counted: CountedEvent;
  readonly asset: string;
  readonly isIn: boolean;
  readonly amount: Fraction;
}

/**
 * What came from outside and went there, in the order of the events. Both sides of a trade are worth the same; what one of them is worth
 * more, because something of the other stands outside of the sums, is withdrawn to there or deposited from there.
 *
 * @param departures those of the events, and perhaps others
 */
export function entriesOf(events: readonly CountedEvent[], departures: readonly Departure[]): Entry[] {
  const proceeds = new Map(departures.map((each) => [each.counted, each.proceeds]));
  const deals = new Map<string, Step[]>();
  for (const counted of events)
    for (const step of stepsOf(counted, proceeds)) {
      const { deal } = counted.purpose;
      deals.set(deal, [...(deals.get(deal) ?? []), step]);
    }
  return [...deals.values()].flatMap((steps) => {
    const isOutside = ({ counted }: Step) => flowOf[counted.purpose.purpose] !== null;
    const outside = steps.filter(isOutside).map((step) => entry(flowOf[step.counted.purpose.purpose], step));
    return [...outside.filter((each) => each !== null), ...unbalanced(steps.filter((step) => !isOutside(step)))];
  });
}

function stepsOf(counted: CountedEvent, proceeds: ReadonlyMap<CountedEvent, Fraction>): Step[] {
  const { event } = counted;
  if (event.kind === "acquisition")
    return [{ counted, asset: event.asset, isIn: true, amount: event.basis ?? nothing }];
  if (event.kind !== "disposal") return [];
  return [{ counted, asset: event.asset, isIn: false, amount: proceeds.get(counted) ?? nothing }];
}

function entry(flow: Flow | null, { counted, asset, amount }: Omit<Step, "isIn">): Entry | null {
  if (flow === null || amount.compare(0n) === 0) return null;
  return { flow, at: counted.event.at, asset, protocol: counted.purpose.protocol, amount };
}

function unbalanced(steps: readonly Step[]): Entry[] {
  const [came, went] = [steps.filter(({ isIn }) => isIn), steps.filter(({ isIn }) => !isIn)];
  const total = (side: readonly Step[]) => side.reduce((sum, { amount }) => sum.add(amount), nothing);
  const more = total(went).sub(total(came));
  const [flow, side] = more.compare(0n) > 0 ? (["withdrawals", went] as const) : (["deposits", came] as const);
  const shares = byWeight(
    more.abs(),
    side.map(({ amount }) => ({ weight: amount })),
  );
  return side.flatMap((step, n) => entry(flow, { ...step, amount: shares[n] ?? nothing }) ?? []);
}
