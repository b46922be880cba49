import type Fraction from "fraction.js";
import { nothing } from "@/lib/accounting/money";

/** Sums by key and part, each nothing until something is added. */
export class Tally<Key, Part extends string> {
  private readonly rows = new Map<Key, Record<Part, Fraction>>();

  constructor(private readonly parts: readonly Part[]) {}

  add(key: Key, part: Part, amount: Fraction): void {
    const row = this.rows.get(key) ?? this.empty();
    row[part] = row[part].add(amount);
    this.rows.set(key, row);
  }

  /** In the order in which their keys came; without those that came to nothing in every part. */
  entries(): [Key, Readonly<Record<Part, Fraction>>][] {
    return [...this.rows].filter(([, row]) => this.parts.some((part) => row[part].compare(0n) !== 0));
  }

  total(): Readonly<Record<Part, Fraction>> {
    const total = this.empty();
    for (const row of this.rows.values()) for (const part of this.parts) total[part] = total[part].add(row[part]);
    return total;
  }

  private empty(): Record<Part, Fraction> {
    return Object.fromEntries(this.parts.map((part) => [part, nothing])) as Record<Part, Fraction>;
  }
}
