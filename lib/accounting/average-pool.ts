import type { Money } from "@/lib/accounting/accounting-event";
import { splitQuantity, type Holding, type Pooled, type Taken } from "@/lib/accounting/holding";
import { minus, nothing, plus, share } from "@/lib/accounting/money";

/** Coins that are all alike: each leaves at what one cost on average. */
export class AveragePool implements Holding {
  private quantity: bigint;
  private cost: Money;

  constructor({ quantity, cost }: Pooled = { quantity: 0n, cost: nothing }) {
    this.quantity = quantity;
    this.cost = cost;
  }

  add({ quantity, cost }: Pooled): void {
    // An empty pool forgets that it did not know its cost.
    this.cost = this.quantity === 0n ? cost : plus(this.cost, cost);
    this.quantity += quantity;
  }

  take(quantity: bigint): Taken[] {
    const used = quantity < this.quantity ? quantity : this.quantity;
    if (used === 0n) return [];
    const basis = share(this.cost, used, this.quantity);
    this.quantity -= used;
    this.cost = this.quantity === 0n ? nothing : minus(this.cost, basis);
    return [{ lot: null, quantity: used, basis }];
  }

  split(numerator: bigint, denominator: bigint): void {
    this.quantity = splitQuantity(this.quantity, numerator, denominator);
  }

  state(): Pooled {
    return { quantity: this.quantity, cost: this.cost };
  }

  remaining() {
    return this.quantity === 0n
      ? []
      : [{ lotId: null, acquiredAt: null, quantity: this.quantity, costBasis: this.cost }];
  }
}
