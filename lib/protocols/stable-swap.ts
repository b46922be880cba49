import { divideUp, lessFee } from "@/lib/protocols/constant-product";
import type { Fee, StableRule } from "@/lib/protocols/pool";

/** Newton's method comes to rest within a few dozen rounds; the contracts stop here. */
const maxRounds = 255;

/** `Dⁿ⁺¹ / (nⁿ·Πx)`, rounded down at each step as the contracts do. */
function perProduct(d: bigint, balances: readonly bigint[]): bigint {
  const n = BigInt(balances.length);
  return balances.reduce((product, balance) => (product * d) / (balance * n), d);
}

/** D of some balances by Newton's method, as Curve and its followers round it. */
export function invariantOf(balances: readonly bigint[], ann: bigint): bigint {
  const n = BigInt(balances.length);
  const sum = balances.reduce((total, balance) => total + balance, 0n);
  let d = sum;
  for (let round = 0; round < maxRounds; round += 1) {
    const dp = perProduct(d, balances);
    const next = ((ann * sum + dp * n) * d) / ((ann - 1n) * d + (n + 1n) * dp);
    const moved = next > d ? next - d : d - next;
    d = next;
    if (moved <= 1n) break;
  }
  return d;
}

/** The least D that is not below the curve of two balances, of which the sum never is. */
export function leastInvariant([x, y]: readonly [bigint, bigint], ann: bigint): bigint {
  const isAbove = (d: bigint) => 4n * x * y * (ann * (d - x - y) - d) + d ** 3n >= 0n;
  let [fails, holds] = [0n, x + y];
  while (holds - fails > 1n) {
    const middle = (holds + fails) / 2n;
    if (isAbove(middle)) holds = middle;
    else fails = middle;
  }
  return holds;
}

/** The other balance for a D by Newton's method, rounded as Minswap's contract does. */
function newtonOther(x: bigint, d: bigint, ann: bigint): bigint {
  const c = (((d * d) / (x * 2n)) * d) / (ann * 2n);
  const b = x + d / ann;
  let y = d;
  for (let round = 0; round < maxRounds; round += 1) {
    const slope = 2n * y + b - d;
    if (slope <= 0n) break;
    const next = (y * y + c) / slope;
    const moved = next > y ? next - y : y - next;
    y = next;
    if (moved <= 1n) break;
  }
  return y;
}

/** The least other balance that is not below the curve of D; at most what it was before. */
function leastOther(x: bigint, before: bigint, d: bigint, ann: bigint): bigint {
  const isAbove = (y: bigint) => 4n * x * y * (ann * (x + y) + d - ann * d) >= d ** 3n;
  let [fails, holds] = [0n, before];
  while (holds - fails > 1n) {
    const middle = (holds + fails) / 2n;
    if (isAbove(middle)) holds = middle;
    else fails = middle;
  }
  return holds;
}

/** A swap in a pool of two like assets. */
export interface StableSwap {
  readonly amount: bigint;
  readonly reserveIn: bigint;
  readonly reserveOut: bigint;
  readonly multipleIn: bigint;
  readonly multipleOut: bigint;
  readonly ann: bigint;
  readonly invariant: bigint | null;
  readonly fee: Fee;
}

/** What the curve gives before a fee on it, in units of the asset that comes out. */
function pureOut(swap: StableSwap, counted: bigint): bigint {
  const { reserveIn, reserveOut, multipleIn, multipleOut, ann } = swap;
  const balances = [reserveIn * multipleIn, reserveOut * multipleOut] as const;
  const d = swap.invariant ?? leastInvariant(balances, ann);
  return (balances[1] - leastOther(balances[0] + counted * multipleIn, balances[1], d, ann)) / multipleOut;
}

/** The fee is taken of the scaled result, before it is brought back to units. */
function minswapPayout(swap: StableSwap): bigint {
  const { amount, reserveIn, reserveOut, multipleIn, multipleOut, ann, fee } = swap;
  const [x, y] = [reserveIn * multipleIn, reserveOut * multipleOut];
  const d = swap.invariant ?? invariantOf([x, y], ann);
  const other = newtonOther(x + amount * multipleIn, d, ann);
  // The contract lets no balance come to nothing.
  if (other <= 0n) return 0n;
  const dy = y - other;
  return (dy - (dy * fee.numerator) / fee.denominator) / multipleOut;
}

/** One more than the LP fee is kept, and the treasury's part is never less than its share of what is paid. */
function splashPayout(swap: StableSwap): bigint {
  const { fee } = swap;
  const [lp, treasury] = (fee.parts ?? []).map(({ numerator }) => numerator);
  const pure = pureOut(swap, swap.amount);
  const afterLp = pure - (pure * (lp ?? fee.numerator)) / fee.denominator - 1n;
  const forTreasury = treasury ?? 0n;
  const share = (pure * forTreasury) / fee.denominator;
  const paidParts = fee.denominator - fee.numerator;
  if (share * paidParts >= (afterLp - share - 1n) * forTreasury) return afterLp - share;
  // The least t with `t·paidParts ≥ (afterLp − t)·forTreasury`.
  return afterLp - divideUp(afterLp * forTreasury, paidParts + forTreasury);
}

const rules = {
  minswap: minswapPayout,
  splash: splashPayout,
  sundae: (swap) => {
    const pure = pureOut(swap, swap.amount);
    return lessFee({ ...swap.fee, parts: [{ numerator: swap.fee.numerator, rounded: "up" }] }, pure);
  },
  wingriders: (swap) => pureOut(swap, lessFee(swap.fee, swap.amount)),
} as const satisfies Record<StableRule, (swap: StableSwap) => bigint>;

/** What a pool of like assets pays by its protocol's rule. No recorded swap proves any of the four. */
export function stablePayout(rule: StableRule, swap: StableSwap): bigint {
  const paid = rules[rule](swap);
  return paid > 0n ? paid : 0n;
}
