import type { MarketToken } from "./market-token";

export const DEXES = [
  "minswap-v2",
  "minswap-v1",
  "sundae-v3",
  "sundae-v1",
  "wingriders-v2",
  "splash",
  "splash-royalty",
  "spectrum",
  "vyfi",
] as const;
export type DexName = (typeof DEXES)[number];

/** `none`: an output at the pool's script that is no pool; `fake`: with the right token's name under a policy of its own. */
export const VALIDITIES = ["real", "none", "fake"] as const;
export type Validity = (typeof VALIDITIES)[number];

/** A pool before its first block: everything else follows from this and from the height. */
export interface PoolSpec {
  /** What it is called here, and what all its chances come from. */
  readonly id: string;
  /** Its place among all pools, and so in a block. */
  readonly number: number;
  readonly dex: DexName;
  readonly token: MarketToken;
  /** What the token is traded for; null is ADA. */
  readonly quote: MarketToken | null;
  /** Smallest parts of the quote that lie in it at `depthHeight`. */
  readonly depth: bigint;
  readonly depthHeight: number;
  readonly birthHeight: number;
  /** About so many blocks from one of its transactions to the next. */
  readonly everyBlocks: number;
  /** How many times what the market pays. */
  readonly times: number;
  readonly validity: Validity;
}
