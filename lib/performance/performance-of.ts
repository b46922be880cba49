import type Fraction from "fraction.js";
import type { EventPurpose } from "@/lib/accounting/event-purpose";
import { minus, nothing } from "@/lib/accounting/money";
import type { Remaining } from "@/lib/accounting/outcome";
import { countRange, type RangeInput, type Unpriced } from "@/lib/performance/count-range";
import { departuresOf, type Departure } from "@/lib/performance/departures";
import { entriesOf, type Entry } from "@/lib/performance/entries";
import { Tally } from "@/lib/performance/tally";

const flowParts = ["deposits", "withdrawals", "income", "fees", "realised"] as const;
const parts = ["startValue", "endValue", ...flowParts, "unrealised"] as const;

type FlowParts = Readonly<Record<(typeof flowParts)[number], Fraction>>;
/** In the report's currency, none below zero but `realised` and `unrealised`. */
type Parts = Readonly<Record<(typeof parts)[number], Fraction>>;

/** `exchanged`: what came for other assets, less what went for them. All of it comes to nothing. */
interface AssetParts extends Parts {
  readonly asset: string;
  readonly exchanged: Fraction;
}

/** Without values: what is held lies with no protocol, as far as lots know. Null: what no protocol had a part in. */
interface ProtocolParts extends FlowParts {
  readonly protocol: EventPurpose["protocol"];
}

/** What came in (> 0) or went out (< 0) at one time, all of it. */
export interface ExternalFlow {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly amount: Fraction;
}

/** `unrealised` is by how much it changed. */
interface Performance extends Parts {
  readonly byAsset: readonly AssetParts[];
  readonly byProtocol: readonly ProtocolParts[];
  /** Deposits and withdrawals in the order of time, for the returns; without those that cancel each other out. */
  readonly flows: readonly ExternalFlow[];
  /** Outside of all of it. */
  readonly unpriced: readonly Unpriced[];
}

/**
 * What a range brought, in exact rationals: start + deposits − withdrawals + income − fees + realised + unrealised = end, for the whole
 * and, with what was exchanged, for each asset. The parts of the assets and of the protocols add up to the whole.
 *
 * - Gains are before fees. A fee is counted once, where it is paid, at its worth then (at its cost where nobody knows it): so `realised`
 *   is more than the gains of a tax report, whose trades have taken their fees up. Interest and what a failed script cost are fees.
 * - What leaves to somebody unknown is a withdrawal at its worth then, and what it gained until then is realised.
 * - What is borrowed is a deposit, no income, until it is paid back: a withdrawal at what it was worth when it came. Debts do not lessen
 *   the values.
 * - What is minted or dropped without being income comes at nothing.
 * - An asset without a price at an end at which it is held, or with an event in the range without a value, is outside of all sums as a
 *   whole: what is paid for it is a withdrawal, what it brings a deposit.
 * - Pools of the United Kingdom look thirty days ahead: what a purchase in the range changes of a sale before it belongs to the range.
 *
 * Throws what `fold` throws.
 */
export function performanceOf(input: RangeInput): Performance {
  const { events, before, after, unpriced } = countRange(input);
  const isBefore = ({ event }: (typeof events)[number]) => event.at < input.from;
  const departures = departuresOf(events, after.disposals);
  const departedBefore = departuresOf(events.filter(isBefore), before.disposals);
  const entries = entriesOf(
    events.filter((each) => !isBefore(each)),
    departures,
  );
  const byAsset = new Tally<string, keyof Parts>(parts);
  const byProtocol = new Tally<EventPurpose["protocol"], keyof FlowParts>(flowParts);

  addLots(byAsset, before.remaining, input.priceAtStart, "startValue");
  addLots(byAsset, after.remaining, input.priceAtEnd, "endValue");
  for (const { flow, asset, protocol, amount } of entries) {
    byAsset.add(asset, flow, amount);
    byProtocol.add(protocol, flow, amount);
  }
  for (const { asset, counted, gain } of [...departures, ...departedBefore.map(undone)]) {
    byAsset.add(asset, "realised", gain);
    byProtocol.add(counted.purpose.protocol, "realised", gain);
  }
  return {
    ...byAsset.total(),
    byAsset: byAsset.entries().map(([asset, own]) => ({ asset, ...own, exchanged: exchangedOf(own) })),
    byProtocol: byProtocol.entries().map(([protocol, own]) => ({ protocol, ...own })),
    flows: flowsOf(entries),
    unpriced,
  };
}

function addLots(
  tally: Tally<string, keyof Parts>,
  lots: readonly Remaining[],
  priceOf: RangeInput["priceAtStart"],
  part: "startValue" | "endValue",
): void {
  for (const { asset, quantity, costBasis } of lots) {
    const value = (priceOf(asset) ?? nothing).mul(quantity);
    const unrealised = minus(value, costBasis) ?? nothing;
    tally.add(asset, part, value);
    tally.add(asset, "unrealised", part === "endValue" ? unrealised : unrealised.neg());
  }
}

/** As it is to be subtracted from what the history came to until the range's end. */
const undone = (departure: Departure): Departure => ({ ...departure, gain: departure.gain.neg() });

/** What nothing else of an asset accounts for: trades, and what was carried at its cost. */
function exchangedOf({ startValue, endValue, deposits, withdrawals, income, fees, realised, unrealised }: Parts) {
  const accounted = deposits.sub(withdrawals).add(income).sub(fees).add(realised).add(unrealised);
  return endValue.sub(startValue).sub(accounted);
}

function flowsOf(entries: readonly Entry[]): ExternalFlow[] {
  const byTime = new Tally<number, "amount">(["amount"]);
  for (const { flow, at, amount } of entries)
    if (flow === "deposits") byTime.add(at, "amount", amount);
    else if (flow === "withdrawals") byTime.add(at, "amount", amount.neg());
  const inOrder = byTime.entries().toSorted(([a], [b]) => a - b);
  return inOrder.map(([at, { amount }]) => ({ at, amount }));
}
