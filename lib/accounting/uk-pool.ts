import type { AccountingEvent, Carry, Disposal, Money, Split } from "@/lib/accounting/accounting-event";
import { AveragePool } from "@/lib/accounting/average-pool";
import { splitQuantity } from "@/lib/accounting/holding";
import { byWeight, minus, nothing, plus, share, sum } from "@/lib/accounting/money";
import {
  InsufficientLots,
  type DisposalOutcome,
  type IncomeOutcome,
  type Match,
  type Outcome,
  type Remaining,
  type Shortfall,
} from "@/lib/accounting/outcome";
import type { AccountingRules } from "@/lib/accounting/rules";

export const dayMs = 86_400_000;
const matchingDays = 30;
const dayOf = (at: number): number => Math.floor(at / dayMs);
const dayText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** All that came of an asset on one day and that no disposal is matched with, with what it cost. */
interface Bought {
  readonly quantity: bigint;
  readonly cost: Money;
}

/** All that went of an asset on one day in one way. */
interface Sold extends Pick<Disposal, "id" | "at" | "asset" | "treatment" | "proceeds"> {
  /** In units of its own time, as the history says it. */
  readonly said: bigint;
  /** In units of after the last split. */
  readonly quantity: bigint;
  /** What no acquisition is matched with. */
  readonly left: bigint;
  readonly matches: readonly Match[];
}

interface Day {
  readonly bought: Bought;
  readonly sold: readonly Sold[];
}

const noDay: Day = { bought: { quantity: 0n, cost: nothing }, sold: [] };

/**
 * Share matching of the United Kingdom (HMRC, CRYPTO22250 and following): what goes on a day is matched with what came on that day,
 * then with what comes in the thirty days after, the rest at the average of the pool of section 104. Days are those of UTC.
 * What is carried leaves the pool and joins it at its average, and is matched with nothing.
 */
export function poolUk(
  events: readonly AccountingEvent[],
  { onShortfall }: AccountingRules,
  opening: readonly Remaining[] = [],
): Outcome {
  const assets = daysOf(events);
  for (const days of assets.values()) {
    const inOrder = [...days.keys()].toSorted((a, b) => a - b);
    for (const day of inOrder) matchDay(days, day, day, "same-day");
    for (const [i, day] of inOrder.entries())
      for (const later of inOrder.slice(i + 1)) {
        if (later > day + matchingDays) break;
        matchDay(days, day, later, "30-day");
      }
  }
  const pools = new Pools(events, onShortfall);
  for (const { asset, quantity, costBasis: cost } of opening) pools.of(asset).add({ quantity, cost });
  const disposals: DisposalOutcome[] = [];
  for (const { flows, carries } of inOrderOfDays(assets, events)) {
    for (const { asset, bought, sold } of flows) {
      pools.of(asset).add(bought);
      disposals.push(...sold.flatMap((each) => pools.dispose(each)));
    }
    for (const carry of carries) pools.carry(carry);
  }
  return {
    disposals: disposals.toSorted((a, b) => a.at - b.at),
    income: events.flatMap(incomeOf),
    shortfalls: pools.shortfalls,
    remaining: pools.remaining(),
  };
}

interface AllOfDay {
  readonly flows: (Day & { readonly asset: string })[];
  readonly carries: Carry[];
}

/** What came and went on each day, asset by asset, and what was carried on it. */
function inOrderOfDays(assets: ReturnType<typeof daysOf>, events: readonly AccountingEvent[]): AllOfDay[] {
  const all = new Map<number, AllOfDay>();
  const of = (day: number): AllOfDay => {
    const known = all.get(day) ?? { flows: [], carries: [] };
    all.set(day, known);
    return known;
  };
  for (const [asset, days] of assets) for (const [day, flows] of days) of(day).flows.push({ asset, ...flows });
  for (const event of events) if (event.kind === "carry") of(dayOf(event.at)).carries.push(event);
  return [...all].toSorted(([a], [b]) => a - b).map(([, day]) => day);
}

function incomeOf(event: AccountingEvent): IncomeOutcome[] {
  if (event.kind !== "acquisition" || event.income === undefined) return [];
  const { id, at, asset, quantity, income } = event;
  return [{ eventId: id, at, asset, quantity, value: income }];
}

/** What came and went of each asset by day, in units of after its last split. */
function daysOf(events: readonly AccountingEvent[]): Map<string, Map<number, Day>> {
  const assets = new Map<string, Map<number, Day>>();
  // Backwards, so that a quantity is lifted by the splits that come after it.
  const splits = new Map<string, Split[]>();
  const flows: { asset: string; day: number; bought?: Bought; sold?: Omit<Sold, "left" | "matches"> }[] = [];
  for (const event of events.toReversed()) {
    if (event.kind === "split") splits.set(event.asset, [event, ...(splits.get(event.asset) ?? [])]);
    if (event.kind === "split" || event.kind === "carry") continue;
    const { id, at, asset } = event;
    const lifted = (quantity: bigint) => lift(quantity, splits.get(asset) ?? []);
    const flow = { asset, day: dayOf(at) };
    if (event.kind === "acquisition")
      flows.push({ ...flow, bought: { quantity: lifted(event.quantity), cost: event.basis } });
    if (event.kind === "disposal") {
      const { quantity: said, treatment, proceeds } = event;
      flows.push({ ...flow, sold: { id, at, asset, treatment, proceeds, said, quantity: lifted(said) } });
    }
    if (event.kind === "transfer" && event.sent > event.received) {
      const said = event.sent - event.received;
      const sold = { id, at, asset, treatment: "realised", proceeds: event.feeProceeds, said } as const;
      flows.push({ ...flow, sold: { ...sold, quantity: lifted(said) } });
    }
  }
  for (const { asset, day, bought, sold } of flows.toReversed()) {
    const days = assets.get(asset) ?? new Map<number, Day>();
    assets.set(asset, days);
    const known = days.get(day) ?? noDay;
    if (bought !== undefined) days.set(day, { ...known, bought: withBought(known.bought, bought) });
    if (sold !== undefined) days.set(day, { ...known, sold: withSold(known.sold, sold) });
  }
  return assets;
}

const lift = (quantity: bigint, splits: readonly Split[]): bigint =>
  splits.reduce((all, { numerator, denominator }) => splitQuantity(all, numerator, denominator), quantity);

function withBought(known: Bought, { quantity, cost }: Bought): Bought {
  return { quantity: known.quantity + quantity, cost: plus(known.cost, cost) };
}

/** What goes in one way on one day is one disposal, called by its first event. */
function withSold(known: readonly Sold[], sold: Omit<Sold, "left" | "matches">): Sold[] {
  const same = known.find(({ treatment }) => treatment === sold.treatment);
  if (same === undefined) return [...known, { ...sold, left: sold.quantity, matches: [] }];
  const merged = {
    ...same,
    said: same.said + sold.said,
    quantity: same.quantity + sold.quantity,
    left: same.left + sold.quantity,
    proceeds: plus(same.proceeds, sold.proceeds),
  };
  return known.map((each) => (each === same ? merged : each));
}

/** Matches what went on a day with what came on that day or a later one, as far as both are free. */
function matchDay(days: Map<number, Day>, day: number, boughtOn: number, rule: Match["rule"]): void {
  const from = days.get(day) ?? noDay;
  const sold: Sold[] = [];
  for (const each of from.sold) {
    const target = days.get(boughtOn) ?? noDay;
    const { bought } = target;
    const quantity = each.treatment === "not-realised" ? 0n : each.left < bought.quantity ? each.left : bought.quantity;
    const costBasis = share(bought.cost, quantity, bought.quantity);
    const match = { rule, acquired: dayText(boughtOn), quantity: inOwnUnits(quantity, each), costBasis };
    sold.push(quantity === 0n ? each : { ...each, left: each.left - quantity, matches: [...each.matches, match] });
    const left = { quantity: bought.quantity - quantity, cost: minus(bought.cost, costBasis) };
    days.set(boughtOn, { ...target, bought: left });
  }
  days.set(day, { ...(days.get(day) ?? noDay), sold });
}

const inOwnUnits = (quantity: bigint, { said, quantity: all }: Pick<Sold, "said" | "quantity">): bigint =>
  splitQuantity(quantity, said, all);

/** The pools of section 104. */
class Pools {
  readonly shortfalls: Shortfall[] = [];
  private readonly pools = new Map<string, AveragePool>();
  private readonly splits: readonly Split[];

  constructor(
    events: readonly AccountingEvent[],
    private readonly onShortfall: AccountingRules["onShortfall"],
  ) {
    this.splits = events.filter((event) => event.kind === "split");
  }

  of(asset: string): AveragePool {
    const pool = this.pools.get(asset) ?? new AveragePool();
    this.pools.set(asset, pool);
    return pool;
  }

  dispose(sold: Sold): DisposalOutcome[] {
    const { id, at, asset, said, treatment, left } = sold;
    const { basis, quantity } = this.take(sold, asset, left);
    const pooled = { rule: "s104", acquired: null, quantity: inOwnUnits(quantity, sold), costBasis: basis } as const;
    const matches = [...sold.matches, ...(quantity > 0n ? [pooled] : [])];
    if (treatment === "not-realised") return [];
    const costBasis = sum(matches.map((match) => match.costBasis));
    const proceeds = treatment === "realised" ? sold.proceeds : costBasis;
    const gain = minus(proceeds, costBasis);
    return [{ eventId: id, at, asset, quantity: said, proceeds, costBasis, gain, lots: [], matches }];
  }

  carry({ id, at, given, got }: Carry): void {
    const basis = sum(
      given.map(({ asset, quantity }) => this.take({ id, at }, asset, this.lifted(asset, at, quantity)).basis),
    );
    const bases = byWeight(basis, got);
    for (const [part, { asset, quantity }] of got.entries())
      this.of(asset).add({ quantity: this.lifted(asset, at, quantity), cost: bases[part] ?? null });
  }

  remaining() {
    return [...this.pools].flatMap(([asset, pool]) =>
      pool.remaining().map((left) => ({ ...left, asset, wallet: null })),
    );
  }

  private lifted(asset: string, at: number, quantity: bigint): bigint {
    return lift(
      quantity,
      this.splits.filter((split) => split.asset === asset && split.at > at),
    );
  }

  private take(
    { id, at }: Pick<Sold, "id" | "at">,
    asset: string,
    quantity: bigint,
  ): { basis: Money; quantity: bigint } {
    const taken = this.of(asset).take(quantity);
    const found = taken.reduce((all, part) => all + part.quantity, 0n);
    if (found < quantity) {
      const shortfall = { eventId: id, at, asset, missing: quantity - found };
      if (this.onShortfall === "error") throw new InsufficientLots(shortfall);
      this.shortfalls.push(shortfall);
    }
    return { basis: sum(taken.map(({ basis }) => basis)), quantity: found };
  }
}
