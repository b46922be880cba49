import { lovelace } from "@/lib/cardano/unit";
import { addDecimals, negated, smallestParts, type Decimal } from "@/lib/reconcile/decimal-text";
import type { ToldUnit, ToldUnits } from "@/lib/reconcile/explain";
import type { OwnSide } from "@/lib/reconcile/own-transaction";
import type { TokenNames } from "@/lib/reconcile/token-names";
import { movesOf, type ToldRow } from "@/lib/reconcile/told-file";

/** What a file says of one transaction, or a line of it that names none. */
export interface ToldTransaction {
  readonly hash: string | null;
  readonly rows: readonly ToldRow[];
}

/** The rows by the transaction that they name, in the order of the file; those that name none each alone. */
export function toldTransactions(rows: readonly ToldRow[]): ToldTransaction[] {
  const named = new Map<string, ToldRow[]>();
  for (const row of rows) {
    const key = row.hash ?? `line ${String(row.line)}`;
    const known = named.get(key);
    if (known === undefined) named.set(key, [row]);
    else known.push(row);
  }
  return [...named.values()].map((each) => ({ hash: each[0]?.hash ?? null, rows: each }));
}

export interface NamedSum {
  readonly name: string;
  /** Whole coins: what came less what went. */
  readonly sum: Decimal;
  readonly fee: Decimal;
  readonly isMoved: boolean;
  readonly count: number;
}

const zero: Decimal = { digits: 0n, scale: 0 };

/** By what the file calls things, in its order. */
export function sumsByName({ rows }: ToldTransaction): NamedSum[] {
  const sums = new Map<string, NamedSum>();
  for (const row of rows)
    for (const { amount, sign } of movesOf(row)) {
      const { name } = amount;
      const known = sums.get(name) ?? { name, sum: zero, fee: zero, isMoved: false, count: 0 };
      const isFee = amount === row.fee;
      sums.set(name, {
        name,
        sum: addDecimals(known.sum, sign < 0 ? negated(amount.amount) : amount.amount),
        fee: isFee ? addDecimals(known.fee, amount.amount) : known.fee,
        isMoved: known.isMoved || !isFee,
        count: known.count + 1,
      });
    }
  return [...sums.values()];
}

/** The greatest number of decimals that a file has of each name. */
export function fileDecimals(rows: readonly ToldRow[]): Map<string, number> {
  const most = new Map<string, number>();
  for (const row of rows)
    for (const { amount } of movesOf(row))
      most.set(amount.name, Math.max(most.get(amount.name) ?? 0, amount.amount.scale));
  return most;
}

/** A file of fewer decimals tells whole coins, maybe by chance: it does not round. */
const leastDecimals = 2;

export interface Resolved {
  readonly units: ToldUnits;
  /** Of which nobody knows what they are, with their whole coins. */
  readonly unknown: readonly NamedSum[];
}

/** A transaction's sums by unit, as far as it is known which unit each name means. */
export function resolve(
  sums: readonly NamedSum[],
  own: OwnSide,
  names: TokenNames,
  decimalsOf: ReadonlyMap<string, number>,
): Resolved {
  const [units, unknown, doubtful] = [new Map<string, ToldUnit>(), [] as NamedSum[], [] as NamedSum[]];
  const add = (unit: string, each: NamedSum) => {
    const known = units.get(unit);
    const more = toldUnit(each, names.decimals(unit), decimalsOf.get(each.name) ?? 0);
    units.set(unit, known === undefined ? more : both(known, more));
  };
  for (const each of sums) {
    const unit = names.certain(each.name);
    if (unit === null) doubtful.push(each);
    else add(unit, each);
  }
  for (const each of doubtful) {
    const unit = names.among(each.name, each.sum, candidates(own, units));
    if (unit !== null) add(unit, each);
    else if (each.sum.digits !== 0n) unknown.push(each);
  }
  return { units, unknown };
}

/** Tokens of ours that the file has not told of yet. */
function candidates({ told, moved }: OwnSide, known: ToldUnits): Map<string, bigint[]> {
  const tokens = [...new Set([...told.keys(), ...moved.keys()])].filter(
    (unit) => unit !== lovelace && !known.has(unit),
  );
  return new Map(tokens.map((unit) => [unit, [told.get(unit), moved.get(unit)].flatMap((each) => each ?? [])]));
}

function toldUnit({ sum, fee, isMoved, count }: NamedSum, decimals: number, inFile: number): ToldUnit {
  const isRounded = inFile < decimals && inFile >= leastDecimals;
  return {
    quantity: smallestParts(sum, decimals),
    fee: smallestParts(fee, decimals),
    isMoved,
    rounding: isRounded ? 10n ** BigInt(decimals - inFile) * BigInt(count) : 0n,
  };
}

const both = (a: ToldUnit, b: ToldUnit): ToldUnit => ({
  quantity: a.quantity + b.quantity,
  fee: a.fee + b.fee,
  isMoved: a.isMoved || b.isMoved,
  rounding: a.rounding + b.rounding,
});
