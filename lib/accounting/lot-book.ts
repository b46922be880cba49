import type { AccountingEvent, Acquisition, Carry, Disposal, Money, Transfer } from "@/lib/accounting/accounting-event";
import { AveragePool } from "@/lib/accounting/average-pool";
import type { Book, Settled } from "@/lib/accounting/book";
import type { Holding, Lot, Pooled, Taken } from "@/lib/accounting/holding";
import { lotOrder } from "@/lib/accounting/lot-order";
import { LotQueue } from "@/lib/accounting/lot-queue";
import { byWeight, minus, nothing, plus, share, sum } from "@/lib/accounting/money";
import {
  InsufficientLots,
  type DisposalOutcome,
  type IncomeOutcome,
  type LotUse,
  type Outcome,
  type Remaining,
  type Shortfall,
} from "@/lib/accounting/outcome";
import type { AccountingRules, LotMethod } from "@/lib/accounting/rules";
import { dayMs } from "@/lib/accounting/uk-book";

/** Every method but the pools of the United Kingdom, which must know what comes later. */
type ForwardRules = AccountingRules & { readonly method: LotMethod | "acb" };

/** So much of an asset in a wallet. */
type Place = Pick<Disposal, "asset" | "wallet" | "quantity">;

const unitCost = (cost: Money, quantity: bigint): Money => cost?.div(quantity) ?? null;

/** What a book goes on from. */
export interface LotBookState {
  readonly holdings: readonly {
    readonly asset: string;
    readonly wallet: string | null;
    readonly held: readonly Lot[] | Pooled;
  }[];
  /** Events so far. */
  readonly count: number;
}

/** Lots that leave one after the other, or at what one cost on average. */
export class LotBook implements Book<LotBookState> {
  private readonly holdings = new Map<string, { asset: string; wallet: string | null; holding: Holding }>();
  private told = { disposals: [] as DisposalOutcome[], income: [] as IncomeOutcome[], shortfalls: [] as Shortfall[] };
  private count = 0;

  constructor(
    private readonly rules: ForwardRules,
    state: LotBookState | null = null,
  ) {
    if (state === null) return;
    this.count = state.count;
    for (const { asset, wallet, held } of state.holdings)
      this.holdings.set(keyOf(asset, wallet), { asset, wallet, holding: this.holdingOf(held) });
  }

  add(event: AccountingEvent): void {
    const order = this.count;
    this.count += 1;
    switch (event.kind) {
      case "acquisition":
        this.acquire(event, order);
        break;
      case "disposal":
        this.dispose(event);
        break;
      case "transfer":
        this.transfer(event, order);
        break;
      case "carry":
        this.carry(event, order);
        break;
      case "split":
        for (const { asset, holding } of this.holdings.values())
          if (asset === event.asset) holding.split(event.numerator, event.denominator);
    }
  }

  open({ lotId, acquiredAt, asset, wallet, quantity, costBasis: cost }: Remaining & { acquiredAt: number }): void {
    const [id, order] = [lotId ?? `pool of ${asset}`, this.count];
    this.count += 1;
    const lot = { id, acquiredAt, order, quantity, cost, unitCost: unitCost(cost, quantity), price: null };
    this.holding(asset, wallet ?? "").add(lot);
  }

  settled(): Settled {
    const { told } = this;
    this.told = { disposals: [], income: [], shortfalls: [] };
    return told;
  }

  state(): LotBookState {
    const holdings = [...this.holdings.values()].map(({ asset, wallet, holding }) => ({
      ...{ asset, wallet, held: holding.state() },
    }));
    return { holdings, count: this.count };
  }

  end(): Outcome {
    const remaining = [...this.holdings.values()].flatMap(({ asset, wallet, holding }): Remaining[] =>
      holding.remaining().map((left) => ({ ...left, asset, wallet })),
    );
    return { ...this.settled(), remaining };
  }

  private holding(asset: string, wallet: string): Holding {
    const place = this.rules.scope === "wallet" ? wallet : null;
    const key = keyOf(asset, place);
    const known = this.holdings.get(key);
    if (known !== undefined) return known.holding;
    const holding = this.holdingOf();
    this.holdings.set(key, { asset, wallet: place, holding });
    return holding;
  }

  private holdingOf(held?: readonly Lot[] | Pooled): Holding {
    const { method, rankedBy } = this.rules;
    if (method === "acb") return new AveragePool(held as Pooled | undefined);
    return new LotQueue(lotOrder(method, rankedBy), held as readonly Lot[] | undefined);
  }

  private acquire({ id, at, asset, wallet, quantity, basis, price, income }: Acquisition, order: number): void {
    const lot = { id, acquiredAt: at, order, quantity, cost: basis, unitCost: unitCost(basis, quantity), price };
    this.holding(asset, wallet).add(lot);
    if (income !== undefined) this.told.income.push({ eventId: id, at, asset, quantity, value: income });
  }

  /** What leaves; what is missing is noted, or the history refused. */
  private take({ id, at }: AccountingEvent, asset: string, wallet: string, quantity: bigint): Taken[] {
    const taken = this.holding(asset, wallet).take(quantity);
    const missing = taken.reduce((left, part) => left - part.quantity, quantity);
    if (missing > 0n) {
      const shortfall = { eventId: id, at, asset, missing };
      if (this.rules.onShortfall === "error") throw new InsufficientLots(shortfall);
      this.told.shortfalls.push(shortfall);
    }
    return taken;
  }

  private dispose(event: Disposal): void {
    const { id, at, asset, wallet, quantity, treatment } = event;
    const taken = this.take(event, asset, wallet, quantity);
    if (treatment === "not-realised") return;
    const proceeds = treatment === "realised" ? event.proceeds : sum(taken.map(({ basis }) => basis));
    this.told.disposals.push(this.realised({ id, at, asset, quantity, proceeds }, taken));
  }

  private realised(
    { id, at, asset, quantity, proceeds }: Pick<Disposal, "id" | "at" | "asset" | "quantity" | "proceeds">,
    taken: readonly Taken[],
  ): DisposalOutcome {
    const costBasis = sum(taken.map(({ basis }) => basis));
    let [usedSoFar, toldSoFar] = [0n, nothing as Money];
    const lots = taken.flatMap(({ lot, quantity: used, basis }): LotUse[] => {
      if (lot === null) return [];
      usedSoFar += used;
      const told = share(proceeds, usedSoFar, quantity);
      const gain = minus(minus(told, toldSoFar), basis);
      toldSoFar = told;
      const { id: lotId, acquiredAt } = lot;
      return [{ lotId, acquiredAt, quantity: used, costBasis: basis, gain, term: this.term(at - acquiredAt) }];
    });
    return {
      eventId: id,
      at,
      asset,
      quantity,
      proceeds,
      costBasis,
      gain: minus(proceeds, costBasis),
      lots,
      matches: [],
    };
  }

  private term(heldMs: number): "short" | "long" | null {
    const { longTermAfterDays } = this.rules;
    return longTermAfterDays === null ? null : heldMs > longTermAfterDays * dayMs ? "long" : "short";
  }

  private transfer(event: Transfer, order: number): void {
    const { id, at, asset, wallet, toWallet, sent, received, feeProceeds } = event;
    if (this.rules.scope === "wallet") {
      const moved = { asset, quantity: received };
      this.hand(event, order, { ...moved, wallet }, { ...moved, wallet: toWallet });
    }
    const fee = sent - received;
    if (fee === 0n) return;
    const taken = this.take(event, asset, wallet, fee);
    this.told.disposals.push(this.realised({ id, at, asset, quantity: fee, proceeds: feeProceeds }, taken));
  }

  private carry(event: Carry, order: number): void {
    const { id, at, wallet, given, got } = event;
    const [[onlyGiven, ...otherGiven], [onlyGot, ...otherGot]] = [given, got];
    // One for one: each lot lives on, with its id and its age.
    if (onlyGiven && onlyGot && otherGiven.length + otherGot.length === 0) {
      this.hand(event, order, { ...onlyGiven, wallet }, { ...onlyGot, wallet });
      return;
    }
    const taken = given.flatMap(({ asset, quantity }) => this.take(event, asset, wallet, quantity));
    const basis = sum(taken.map((part) => part.basis));
    const bases = byWeight(basis, got);
    for (const [part, { asset, quantity }] of got.entries()) {
      const cost = bases[part] ?? null;
      const lot = { id, acquiredAt: at, order, quantity, cost, unitCost: unitCost(cost, quantity), price: null };
      this.holding(asset, wallet).add(lot);
    }
  }

  /** Lots of one thing become lots of another, or of another wallet, with their ids, their age and all of their basis. */
  private hand(event: Transfer | Carry, order: number, from: Place, to: Place): void {
    const { quantity } = from;
    const taken = this.take(event, from.asset, from.wallet, quantity);
    const known = taken.reduce((all, part) => all + part.quantity, 0n);
    const missing = { lot: null, quantity: quantity - known, basis: nothing };
    const target = this.holding(to.asset, to.wallet);
    let [gone, come, basis] = [0n, 0n, nothing as Money];
    for (const part of [...taken, ...(missing.quantity > 0n ? [missing] : [])]) {
      gone += part.quantity;
      basis = plus(basis, part.basis);
      const arrived = (gone * to.quantity) / quantity - come;
      // A part that is less than one new unit goes with the next.
      if (arrived === 0n) continue;
      const origin = part.lot ?? { id: event.id, acquiredAt: event.at, order, price: null };
      const stays = part.lot !== null && from.asset === to.asset;
      const each = stays ? part.lot.unitCost : unitCost(basis, arrived);
      target.add({ ...origin, quantity: arrived, cost: basis, unitCost: each });
      come += arrived;
      basis = nothing;
    }
  }
}

const keyOf = (asset: string, wallet: string | null): string => JSON.stringify([asset, wallet]);
