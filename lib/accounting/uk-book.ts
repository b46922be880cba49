import type { AccountingEvent, Carry, Disposal, Money, Split } from "@/lib/accounting/accounting-event";
import { AveragePool } from "@/lib/accounting/average-pool";
import type { Book, Settled } from "@/lib/accounting/book";
import { splitQuantity, type Pooled } from "@/lib/accounting/holding";
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

/** What a book goes on from. */
export interface UkBookState {
  readonly pools: readonly (Pooled & { readonly asset: string })[];
  /** What happened on days whose thirty days are not over. */
  readonly open: readonly AccountingEvent[];
  /** What came on these days that disposals of settled ones are matched with. */
  readonly taken: readonly Taken[];
}

interface Taken extends Bought {
  readonly asset: string;
  readonly day: number;
}

/**
 * Share matching of the United Kingdom (HMRC, CRYPTO22250 and following): what goes on a day is matched with what came on that day,
 * then with what comes in the thirty days after, the rest at the average of the pool of section 104. Days are those of UTC.
 * What is carried leaves the pool and joins it at its average, and is matched with nothing. A day is settled once the thirty days
 * after it are over.
 */
export class UkBook implements Book<UkBookState> {
  private readonly pools: Pools;
  private days: AccountingEvent[];
  private taken: readonly Taken[];
  private readonly income: IncomeOutcome[] = [];

  constructor({ onShortfall }: Pick<AccountingRules, "onShortfall">, state: UkBookState | null = null) {
    this.pools = new Pools(onShortfall);
    for (const { asset, ...pooled } of state?.pools ?? []) this.pools.of(asset).add(pooled);
    this.days = [...(state?.open ?? [])];
    this.taken = state?.taken ?? [];
  }

  open({ asset, quantity, costBasis: cost }: Remaining): void {
    this.pools.of(asset).add({ quantity, cost });
  }

  add(event: AccountingEvent): void {
    this.days.push(event);
    if (event.kind !== "acquisition" || event.income === undefined) return;
    const { id, at, asset, quantity, income } = event;
    this.income.push({ eventId: id, at, asset, quantity, value: income });
  }

  settled(): Settled {
    const last = this.days.at(-1);
    // What comes before a split is told in units of after it: then nothing is settled before the end.
    if (last === undefined || this.days.some(({ kind }) => kind === "split"))
      return { disposals: [], income: this.income.splice(0), shortfalls: [] };
    return this.settle(dayOf(last.at) - 1 - matchingDays);
  }

  state(): UkBookState {
    return { pools: this.pools.states(), open: this.days, taken: this.taken };
  }

  end(): Outcome {
    return { ...this.settle(Infinity), remaining: this.pools.remaining() };
  }

  /** All that happened up to a day, that day included. */
  private settle(until: number): Settled {
    const assets = daysOf(this.days);
    const splits = this.days.filter((event) => event.kind === "split");
    const before = this.taken.map((each) => ({ ...each, quantity: liftOf(each, splits) }));
    const taken: Taken[] = [];
    for (const [asset, days] of assets) {
      const inOrder = [...days.keys()].toSorted((a, b) => a - b);
      for (const day of inOrder) matchDay(days, day, day, "same-day");
      const free = new Map([...days].map(([day, { bought }]) => [day, bought]));
      for (const each of before) if (each.asset === asset) days.set(each.day, withoutTaken(days.get(each.day), each));
      for (const [i, day] of inOrder.entries())
        for (const later of inOrder.slice(i + 1)) {
          if (day > until || later > day + matchingDays) break;
          matchDay(days, day, later, "30-day");
        }
      for (const [day, { quantity, cost }] of free) {
        const { bought } = days.get(day) ?? noDay;
        const gone = { quantity: quantity - bought.quantity, cost: minus(cost, bought.cost) };
        if (day > until && gone.quantity > 0n) taken.push({ asset, day, ...gone });
      }
    }
    this.pools.splitBy(splits);
    const disposals: DisposalOutcome[] = [];
    for (const { flows, carries } of inOrderOfDays(assets, this.days, until)) {
      for (const { asset, bought, sold } of flows) {
        this.pools.of(asset).add(bought);
        disposals.push(...sold.flatMap((each) => this.pools.dispose(each)));
      }
      for (const carry of carries) this.pools.carry(carry);
    }
    const inOrder = orderOf(this.days);
    this.days = this.days.filter(({ at }) => dayOf(at) > until);
    this.taken = taken;
    return {
      disposals: disposals.toSorted(inOrder),
      income: this.income.splice(0),
      shortfalls: this.pools.shortfalls.splice(0).toSorted(inOrder),
    };
  }
}

/** As the events happened that things are called by. */
function orderOf(events: readonly AccountingEvent[]) {
  const places = new Map(events.map(({ id }, place) => [id, place]));
  const placeOf = ({ eventId }: { readonly eventId: string }) => places.get(eventId) ?? 0;
  return (a: { readonly eventId: string }, b: { readonly eventId: string }) => placeOf(a) - placeOf(b);
}

/** So much by splits of its asset. */
const liftOf = ({ asset, quantity }: Taken, splits: readonly Split[]): bigint =>
  lift(
    quantity,
    splits.filter((split) => split.asset === asset),
  );

const withoutTaken = (day: Day = noDay, { quantity, cost }: Bought): Day => ({
  ...day,
  bought: { quantity: day.bought.quantity - quantity, cost: minus(day.bought.cost, cost) },
});

interface AllOfDay {
  readonly flows: (Day & { readonly asset: string })[];
  readonly carries: Carry[];
}

/** What came and went on each day up to one, asset by asset, and what was carried on it. */
function inOrderOfDays(
  assets: ReturnType<typeof daysOf>,
  events: readonly AccountingEvent[],
  until: number,
): AllOfDay[] {
  const all = new Map<number, AllOfDay>();
  const of = (day: number): AllOfDay => {
    const known = all.get(day) ?? { flows: [], carries: [] };
    all.set(day, known);
    return known;
  };
  for (const [asset, days] of assets) for (const [day, flows] of days) of(day).flows.push({ asset, ...flows });
  for (const event of events) if (event.kind === "carry") of(dayOf(event.at)).carries.push(event);
  return [...all]
    .filter(([day]) => day <= until)
    .toSorted(([a], [b]) => a - b)
    .map(([, day]) => day);
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
  private splits: readonly Split[] = [];

  constructor(private readonly onShortfall: AccountingRules["onShortfall"]) {}

  /** From now on all is told in units of after these. */
  splitBy(splits: readonly Split[]): void {
    this.splits = splits;
    for (const { asset, numerator, denominator } of splits) this.of(asset).split(numerator, denominator);
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

  states(): (Pooled & { asset: string })[] {
    return [...this.pools].map(([asset, pool]) => ({ asset, ...pool.state() }));
  }

  remaining() {
    return [...this.pools]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([asset, pool]) => pool.remaining().map((left) => ({ ...left, asset, wallet: null })));
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
