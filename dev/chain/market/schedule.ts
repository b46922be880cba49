import { fractionAt, seedOf } from "./chance";
import type { PoolSpec } from "./pool-spec";

/** The height at which a pool is used for the nth time; the 0th is its birth. */
export function heightOfUse({ id, birthHeight, everyBlocks }: PoolSpec, use: number): number {
  if (use === 0) return birthHeight;
  return birthHeight + use * everyBlocks + Math.floor(fractionAt(seedOf(`${id}/uses`), use) * everyBlocks);
}

/** The last use up to a height; -1 before the pool is born. */
export function lastUse(spec: PoolSpec, height: number): number {
  const use = Math.floor((height - spec.birthHeight) / spec.everyBlocks);
  if (use < 0) return -1;
  return heightOfUse(spec, use) > height ? use - 1 : use;
}
