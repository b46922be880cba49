import { timeOfSlot, type Network } from "../model/networks";
import { seedOf, signedAt } from "./chance";
import { fairPrice } from "./fair-price";
import type { PoolSpec } from "./pool-spec";
import { heightOfUse, lastUse } from "./schedule";

/** What belongs to those who hold the pool's LP tokens. */
export interface Reserves {
  readonly quote: bigint;
  readonly token: bigint;
}

const BLOCK_SLOTS = 20;

/** When a block comes, on whatever fork: within 20 seconds of its own time, in milliseconds. */
const nominalMs = (network: Network, height: number): number =>
  timeOfSlot(network, network.firstSlot + (height - network.firstHeight) * BLOCK_SLOTS) * 1_000;

/** How far a pool is from the market: always a little, and each time a little differently. */
const SPREADS = { dollar: { own: 0.0008, each: 0.0006 }, other: { own: 0.002, each: 0.002 } } as const;

/** What the market pays for the token here, without what chance adds at each use. */
export function marketPrice(network: Network, spec: PoolSpec, height: number): number {
  const { own } = spread(spec);
  const here = 1 + own * signedAt(seedOf(spec.id), 0);
  return fairPrice(spec.token, spec.quote, nominalMs(network, height)) * spec.times * here;
}

const spread = ({ token }: PoolSpec) => (token.lovelace === null ? SPREADS.dollar : SPREADS.other);

/** The price after a use that is no trade by a test's own hand. */
export const priceOfUse = (network: Network, spec: PoolSpec, use: number): number =>
  marketPrice(network, spec, heightOfUse(spec, use)) *
  (1 + spread(spec).each * signedAt(seedOf(`${spec.id}/price`), use));

/** Fees make the product grow by one part in so many at each use. */
const MOST_FEE_USES = 5_000_000n;

/** The product of both reserves when fees were taken so many times: never less than before, whatever rounding takes. */
function product(network: Network, spec: PoolSpec, fees: number): bigint {
  const { depth, depthHeight } = spec;
  const tokens = BigInt(Math.ceil(Number(depth) / marketPrice(network, spec, depthHeight)));
  const feeUses = tokens / 4n < MOST_FEE_USES ? tokens / 4n + 1n : MOST_FEE_USES;
  const then = BigInt(Math.max(0, lastUse(spec, depthHeight)));
  return (depth * tokens * (feeUses + BigInt(fees))) / (feeUses + then);
}

/** The reserves at a price: their quotient is the price, their product what it is after so many fees, or a little more. */
export function reservesAt(network: Network, spec: PoolSpec, price: number, fees: number): Reserves {
  const k = product(network, spec, fees);
  const quote = BigInt(Math.round(Math.sqrt(Number(k) * price)));
  return { quote, token: (k + quote - 1n) / quote };
}

/** LP tokens that the pool gave out. */
export function suppliedLp(network: Network, spec: PoolSpec): bigint {
  return BigInt(Math.floor(Math.sqrt(Number(product(network, spec, 0)))));
}
