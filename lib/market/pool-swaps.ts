import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { differenceOf, sizesOf } from "@/lib/ledger/amounts";
import type { ContractOutput, ContractView } from "@/lib/ledger/contract-view";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { isPoolsOwnShare } from "@/lib/protocols/pool-parts";
import { matchUnit, type ScriptMatch } from "@/lib/protocols/registry";

/** What a pool's output took in and gave out, where it was one asset for one other. */
export interface PoolSwap {
  readonly pool: ContractOutput;
  readonly match: ScriptMatch;
  readonly unitIn: Unit;
  readonly amountIn: bigint;
  readonly unitOut: Unit;
  readonly amountOut: bigint;
}

/** A pool before and after a transaction; `after` is null where no output, or more than one, may be its next. */
interface PoolStep {
  readonly before: ContractOutput;
  readonly after: ContractOutput | null;
}

/** Names a pool from one of its outputs: two outputs with one key are the same pool. */
export type PoolKey = (pool: ContractOutput) => string;

export function isDexPool({ match }: ContractOutput): boolean {
  return match?.fact.role === "pool" && match.protocol.kind === "dex";
}

/** A swap leaves a pool with the assets it had: its two, its mark, and where it keeps them its LP tokens. */
export const poolKeyOf: PoolKey = ({ credential, output }) => [credential, ...[...output.value.keys()].sort()].join();

function stepsOf(view: ContractView, keyOf: PoolKey): PoolStep[] {
  const pools = (outputs: readonly ContractOutput[], key: string) =>
    outputs.filter((output) => isDexPool(output) && keyOf(output) === key);
  return view.spent.filter(isDexPool).map((before) => {
    const key = keyOf(before);
    const [after = null, ...more] = pools(view.created, key);
    return { before, after: more.length > 0 || pools(view.spent, key).length > 1 ? null : after };
  });
}

function isShare(unit: Unit, { output }: ContractOutput): boolean {
  return matchUnit(unit)?.fact.role === "lp" || isPoolsOwnShare(output.value.get(unit) ?? 0n);
}

/** Every pool is marked by a token of its own; value that merely lies at its script is not one. */
function isMarked({ output }: ContractOutput, change: ReadonlyMap<Unit, bigint>): boolean {
  const kept = [...output.value.keys()].filter((unit) => unit !== lovelace && !change.has(unit));
  return kept.length > 0 && output.datum.kind !== "none";
}

function swapOf({ before, after }: PoolStep): PoolSwap[] {
  if (after === null || before.match === null) return [];
  const change = differenceOf(after.output.value, before.output.value);
  const [[unitIn, amountIn] = [], ...moreIn] = sizesOf(change, "positive");
  const [[unitOut, amountOut] = [], ...moreOut] = sizesOf(change, "negative");
  if (unitIn === undefined || unitOut === undefined || amountIn === undefined || amountOut === undefined) return [];
  if (moreIn.length > 0 || moreOut.length > 0 || !isMarked(before, change)) return [];
  if (isShare(unitIn, before) || isShare(unitOut, before)) return [];
  return [{ pool: before, match: before.match, unitIn, amountIn, unitOut, amountOut }];
}

/**
 * What the pools of a transaction exchanged that carries out no order: somebody used each of them directly. Exact, fees
 * that stay with the pool included. A step that takes in or gives out more than one asset, or LP tokens, is none.
 */
export function poolSwaps(tx: RawTx, view: ContractView, keyOf: PoolKey = poolKeyOf): PoolSwap[] {
  if ([...tx.mint.keys()].some((unit) => matchUnit(unit)?.fact.role === "lp")) return [];
  return stepsOf(view, keyOf).flatMap(swapOf);
}
