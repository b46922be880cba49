import Fraction from "fraction.js";
import type { UnjudgedReason } from "@/lib/contract/execution-sums";
import { leastOf, type ToldExecution } from "@/lib/portfolio/execution-view";
import type { ProtocolId } from "@/lib/protocols/registry";

/** One fill of an order, judged or not. */
export interface SummedFill {
  readonly protocol: ProtocolId;
  /** Lovelace; null where it is not known. */
  readonly batcherFee: bigint | null;
  /** From placing to this fill; null where it was not the last one, or nobody knows when it was placed. */
  readonly secondsToFill: number | null;
  readonly execution: JudgedFill | UnjudgedReason;
}

interface JudgedFill {
  readonly told: ToldExecution;
  /** What was got, in lovelace at its time; null where nobody knows a price. */
  readonly worth: Fraction | null;
}

/** What some fills came to beside something else, in lovelace. */
interface Compared {
  readonly fills: number;
  readonly more: Fraction;
  /** What the pools' prices came to for these fills alone. */
  readonly atPrice: Fraction;
}

/** All figures but the counts in front are of judged fills; amounts of those with a value, in lovelace. */
export interface ExecutionSum {
  readonly fills: number;
  readonly judged: number;
  readonly unjudged: ReadonlyMap<UnjudgedReason, number>;
  /** Judged, but without a price in ADA. */
  readonly unvalued: number;
  /** `got + fee + ownWeight + others = atPrice`, exactly. */
  readonly atPrice: Fraction;
  readonly got: Fraction;
  readonly fee: Fraction;
  readonly ownWeight: Fraction;
  readonly others: Fraction;
  readonly batcherFee: bigint;
  readonly batcherFeeUnknown: number;
  readonly aboveLeast: Compared;
  readonly sincePlaced: Compared;
  /** Of those of which it is known. */
  readonly medianSeconds: number | null;
}

export interface ExecutionSums {
  readonly total: ExecutionSum;
  /** The one that most was traded on first. */
  readonly byProtocol: ReadonlyMap<ProtocolId, ExecutionSum>;
}

const zero = new Fraction(0);

/** How well orders were carried out, all together and by protocol. What cannot be judged or valued is counted, and adds nothing. */
export function sumExecutions(fills: readonly SummedFill[]): ExecutionSums {
  const byProtocol = [...new Set(fills.map(({ protocol }) => protocol))]
    .map((protocol) => [protocol, sumOf(fills.filter((fill) => fill.protocol === protocol))] as const)
    .toSorted(([nameA, a], [nameB, b]) => b.got.compare(a.got) || b.fills - a.fills || (nameA < nameB ? -1 : 1));
  return { total: sumOf(fills), byProtocol: new Map(byProtocol) };
}

function sumOf(fills: readonly SummedFill[]): ExecutionSum {
  const judged = fills.flatMap(({ execution, ...fill }) => (isJudged(execution) ? [{ ...fill, ...execution }] : []));
  const parts = judged.flatMap(({ told, worth }) => (worth === null ? [] : [partsOf(told, worth)]));
  const total = (of: (each: Parts) => Fraction) => parts.reduce((sum, each) => sum.add(of(each)), zero);
  const reasons = fills.flatMap(({ execution }) => (isJudged(execution) ? [] : [execution]));
  return {
    fills: fills.length,
    judged: judged.length,
    unjudged: new Map(reasons.map((reason) => [reason, reasons.filter((each) => each === reason).length])),
    unvalued: judged.length - parts.length,
    atPrice: total(({ atPrice }) => atPrice),
    got: total(({ got }) => got),
    fee: total(({ fee }) => fee),
    ownWeight: total(({ ownWeight }) => ownWeight),
    others: total(({ others }) => others),
    batcherFee: judged.reduce((sum, { batcherFee }) => sum + (batcherFee ?? 0n), 0n),
    batcherFeeUnknown: judged.filter(({ batcherFee }) => batcherFee === null).length,
    aboveLeast: compare(parts, ({ aboveLeast }) => aboveLeast),
    sincePlaced: compare(parts, ({ sincePlaced }) => sincePlaced),
    medianSeconds: medianOf(judged.flatMap(({ secondsToFill }) => secondsToFill ?? [])),
  };
}

const isJudged = (execution: SummedFill["execution"]): execution is JudgedFill => typeof execution !== "string";

/** A fill's parts in lovelace: by what one of the asset that it brought was worth. */
interface Parts {
  readonly atPrice: Fraction;
  readonly got: Fraction;
  readonly fee: Fraction;
  readonly ownWeight: Fraction;
  readonly others: Fraction;
  readonly aboveLeast: Fraction | null;
  readonly sincePlaced: Fraction | null;
}

function partsOf(told: ToldExecution, worth: Fraction): Parts {
  const { exchanged, atPrice, fee, ownWeight, others, whenPlaced } = told;
  const { amountOut, taken } = exchanged;
  const least = leastOf(told, taken);
  const valued = (quantity: bigint) => worth.mul(quantity).div(amountOut);
  return {
    atPrice: valued(atPrice),
    got: worth,
    fee: valued(fee),
    ownWeight: valued(ownWeight),
    others: valued(others),
    aboveLeast: least === null ? null : valued(amountOut - least),
    sincePlaced: whenPlaced === null ? null : valued(amountOut - whenPlaced),
  };
}

function compare(parts: readonly Parts[], moreOf: (each: Parts) => Fraction | null): Compared {
  return parts.reduce<Compared>(
    (sum, each) => {
      const more = moreOf(each);
      return more === null
        ? sum
        : { fills: sum.fills + 1, more: sum.more.add(more), atPrice: sum.atPrice.add(each.atPrice) };
    },
    { fills: 0, more: zero, atPrice: zero },
  );
}

/** Of an even number the mean of both in the middle. */
function medianOf(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
