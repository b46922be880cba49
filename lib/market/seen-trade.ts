import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { PoolOutput } from "@/lib/market/pool-output";

/** What moved between two outputs of one pool: somebody's trade, or several that no look saw apart. */
export interface SeenTrade {
  readonly unit: Unit;
  /** The pool's output after it. */
  readonly txHash: string;
  readonly index: number;
  /** What went into the pool of ada, or with a minus came out of it: then the token was sold. */
  readonly lovelace: bigint;
  /** ms since the epoch: when it was seen. */
  readonly at: number;
}

/** Null where nothing was traded: the pool is the same, or both sides moved one way, as liquidity does. */
export function tradeBetween(old: PoolOutput, now: PoolOutput, unit: Unit, at: number): SeenTrade | null {
  if (old.txHash === now.txHash && old.index === now.index) return null;
  const ada = amountOf(now, lovelace) - amountOf(old, lovelace);
  const token = amountOf(now, unit) - amountOf(old, unit);
  if ((ada > 0n && token > 0n) || (ada < 0n && token < 0n)) return null;
  return { unit, txHash: now.txHash, index: now.index, lovelace: ada, at };
}

export const amountOf = ({ value }: PoolOutput, unit: Unit) => BigInt(value.find(([each]) => each === unit)?.[1] ?? 0);
