import TinyQueue from "tinyqueue";
import { splitQuantity, type Holding, type Lot, type Taken } from "@/lib/accounting/holding";
import { minus, nothing, plus, share } from "@/lib/accounting/money";

/** Lots that leave one after the other. */
export class LotQueue implements Holding {
  private queue: TinyQueue<Lot>;

  /**
   * @param order which of two lots leaves first
   * @param lots in an order that another queue told
   */
  constructor(
    private readonly order: (a: Lot, b: Lot) => number,
    lots: readonly Lot[] = [],
  ) {
    this.queue = new TinyQueue([...lots], order);
  }

  add(lot: Lot): void {
    if (lot.quantity > 0n) this.queue.push(lot);
  }

  take(quantity: bigint): Taken[] {
    const taken: Taken[] = [];
    for (let left = quantity; left > 0n;) {
      const lot = this.queue.pop();
      if (lot === undefined) break;
      const used = lot.quantity < left ? lot.quantity : left;
      const basis = share(lot.cost, used, lot.quantity);
      taken.push({ lot, quantity: used, basis });
      this.add({ ...lot, quantity: lot.quantity - used, cost: minus(lot.cost, basis) });
      left -= used;
    }
    return taken;
  }

  split(numerator: bigint, denominator: bigint): void {
    const lots = this.queue.data.map((lot) => ({
      ...lot,
      quantity: splitQuantity(lot.quantity, numerator, denominator),
      unitCost: lot.unitCost?.mul(denominator).div(numerator) ?? null,
      price: lot.price?.mul(denominator).div(numerator) ?? null,
    }));
    this.queue = new TinyQueue(lots, this.order);
  }

  state(): readonly Lot[] {
    return this.queue.data;
  }

  remaining() {
    // Parts of one lot that came back together are one again, whatever they were meanwhile.
    const byId = new Map<string, ReturnType<Holding["remaining"]>[number]>();
    const inOrder = this.queue.data.toSorted((a, b) => a.acquiredAt - b.acquiredAt || a.order - b.order);
    for (const { id, acquiredAt, quantity, cost } of inOrder) {
      const known = byId.get(id) ?? { lotId: id, acquiredAt, quantity: 0n, costBasis: nothing };
      byId.set(id, { ...known, quantity: known.quantity + quantity, costBasis: plus(known.costBasis, cost) });
    }
    return [...byId.values()];
  }
}
