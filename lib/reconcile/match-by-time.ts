import type { Decimal } from "@/lib/reconcile/decimal-text";
import { decimalText } from "@/lib/reconcile/decimal-text";
import { formatAmount } from "@/lib/cardano/amount";
import { lovelace } from "@/lib/cardano/unit";
import type { OwnSide } from "@/lib/reconcile/own-transaction";
import { sumsByName, type ToldTransaction } from "@/lib/reconcile/told-transaction";
import type { TokenNames } from "@/lib/reconcile/token-names";

/** What can be found by what it moved, and when. */
export interface Timed {
  readonly at: number;
  readonly side: OwnSide;
}

/** Apps write times of the zone that one was in. */
const mostApartMs = 14 * 3_600_000;

/** Looks for transactions of ours by when they were and by what they moved, each once. */
export class TimeMatcher<T extends Timed> {
  private readonly byMove = new Map<string, T[]>();
  private readonly taken = new Set<T>();

  constructor(
    transactions: Iterable<T>,
    private readonly names: TokenNames,
  ) {
    for (const transaction of transactions)
      for (const key of this.keysOf(transaction.side))
        this.byMove.set(key, [...(this.byMove.get(key) ?? []), transaction]);
  }

  /** The nearest in time that moved the same. */
  take(told: ToldTransaction): T | null {
    const at = told.rows[0]?.at ?? null;
    if (at === null) return null;
    const found = sumsByName(told).flatMap(({ name, sum, isMoved }) => {
      const unit = this.names.certain(name);
      const isFeeBeside = !isMoved && sumsByName(told).length > 1;
      return isFeeBeside ? [] : (this.byMove.get(keyOf(unit ?? "", sum)) ?? []);
    });
    const apart = (each: T) => Math.abs(each.at - at);
    const [nearest] = found
      .filter((each) => !this.taken.has(each) && apart(each) <= mostApartMs)
      .toSorted((a, b) => apart(a) - apart(b));
    if (nearest !== undefined) this.taken.add(nearest);
    return nearest ?? null;
  }

  /** By what we tell, and by what apps tell: what its addresses show, with and without what was withdrawn. */
  private keysOf({ told, moved, withdrawn }: OwnSide): Set<string> {
    const ada = moved.get(lovelace) ?? 0n;
    const all = [...told, ...moved, [lovelace, ada - withdrawn] as const];
    return new Set(all.map(([unit, quantity]) => `${unit} ${formatAmount(quantity, this.names.decimals(unit))}`));
  }
}

const keyOf = (unit: string, sum: Decimal) => `${unit} ${decimalText(sum)}`;
