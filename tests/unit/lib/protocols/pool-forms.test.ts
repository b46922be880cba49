import { describe, expect, it } from "vitest";
import { lovelace } from "@/lib/cardano/unit";
import { DatumError } from "@/lib/protocols/datum";
import { payoutOf } from "@/lib/protocols/pool-payout";
import { priceOf } from "@/lib/protocols/pool-price";
import { int } from "@/tests/support/cbor-hex";
import {
  cswapPool,
  madeToken,
  minswapStablePool,
  muesliswapPool,
  poolFrom,
  spectrumLike,
  spectrumPool,
  splashPool,
  splashStablePool,
  sundaeStablePool,
  sundaeV3Pool,
  teddyswapPool,
  wingridersV2Pool,
  wingridersV2StablePool,
  type MadePool,
} from "@/tests/support/made-pools";

/** What a pool with an ADA side says of itself: whose, reserves, supply, fees, ADA for a token. */
function told(made: MadePool) {
  const pool = poolFrom(made);
  return [
    pool.dex,
    [...pool.reserves.values()],
    pool.supply,
    [...pool.fees.values()].map(({ numerator, denominator }) => `${numerator}/${denominator}`),
    priceOf(pool, lovelace, madeToken)?.toFraction(),
  ];
}

// No recorded swap proves any pool of this file: forms and rules are their makers'.
describe("Pools in the form that their makers' sources give", () => {
  it("leave out what lies there for others", () => {
    expect(told(wingridersV2Pool())).toEqual([
      "wingriders-v2",
      [1_000_000_000n, 2_000_000_000n],
      900_000n,
      ["40/10000", "40/10000"],
      "1/2",
    ]);
    expect(told(sundaeStablePool(3, 1))).toEqual([
      "sundae-stable",
      [1_000_000_000n, 1_000_000_000n],
      2_000_000_000n,
      ["4/10000", "4/10000"],
      "1",
    ]);
    expect(told(splashPool("feeSwitch"))).toEqual([
      "splash",
      [999_999_970n, 3_999_999_960n],
      5_000n,
      ["310/100000", "310/100000"],
      "99999997/399999996",
    ]);
    expect(told(splashPool("bidirectional")).slice(2, 4)).toEqual([5_000n, ["310/100000", "410/100000"]]);
  });

  it("have another fee each way at SundaeSwap V3: the bid's for A, the ask's for B", () => {
    expect(told(sundaeV3Pool())).toEqual([
      "sundae-v3",
      [1_000_000_000n, 4_000_000_000n],
      2_000_000_000n,
      ["30/10000", "50/10000"],
      "1/4",
    ]);
  });

  it("have nothing of others at MuesliSwap, CSWAP, TeddySwap and Spectrum", () => {
    const plain = [1_000_000_000n, 4_000_000_000n];
    const all = [muesliswapPool(1), muesliswapPool(2), cswapPool(), teddyswapPool(), spectrumPool()].map(told);
    expect(all).toEqual([
      ["muesliswap", plain, 2_000_000_000n, ["30/10000", "30/10000"], "1/4"],
      ["muesliswap", plain, 2_000_000_000n, ["30/10000", "30/10000"], "1/4"],
      ["cswap", plain, 2_000_000_000n, ["85/10000", "85/10000"], "1/4"],
      ["teddyswap", plain, 5_000n, ["3/1000", "3/1000"], "1/4"],
      ["spectrum", plain, 5_000n, ["5/1000", "5/1000"], "1/4"],
    ]);
  });

  it("weigh a fifth against four at Splash's weighted pools", () => {
    const pool = poolFrom(splashPool("weighted"));
    const [x, y] = [999_999_970n, 3_999_999_960n];
    expect(priceOf(pool, lovelace, madeToken)?.equals({ n: 4n * x, d: y })).toBe(true);
    const paid = payoutOf(pool, 10_000_000n, lovelace, madeToken) ?? 0n;
    const grown = x + 10_000_000n - 31_000n;
    const holds = (out: bigint) => grown * (y - out) ** 4n >= x * y ** 4n;
    expect([holds(paid), holds(paid + 1n)]).toEqual([true, false]);
  });

  it("take WingRiders' fee in parts before the swap", () => {
    const pool = poolFrom(wingridersV2Pool());
    // Of 1,234,567: 3,704 for the pool, rounded up; 617, 370 and 246 for others, rounded down.
    const counted = 1_234_567n - 3_704n - 617n - 370n - 246n;
    expect(payoutOf(pool, 1_234_567n, lovelace, madeToken)).toBe(
      (2_000_000_000n * counted) / (1_000_000_000n + counted),
    );
  });

  it("are refused where Splash's form is unknown, or is another script's", () => {
    const royaltyScript = "cb684a69e78907a9796b21fc150a758af5f2805e5ed5d5a8ce9f76f1";
    const feeSwitch = "f002facfd69d51b63e7046c6d40349b0b17c8dd775ee415c66af3ccc";
    const ints = (count: number) => Array.from({ length: count }, () => int(99_000));
    for (const [script, count] of [
      [feeSwitch, 3],
      [feeSwitch, 11],
      [royaltyScript, 7],
    ] as const)
      expect(() => poolFrom(spectrumLike(script, ...ints(count)))).toThrow(DatumError);
  });
});

describe("Stable pools", () => {
  it("Minswap: multiples, a balance that the datum tells, and the price of the SDK's formula", () => {
    const pool = poolFrom(minswapStablePool());
    const [usdc, djed] = [...pool.reserves.keys()];
    if (usdc === undefined || djed === undefined) throw new Error("a pool of one asset");
    expect([pool.dex, [...pool.reserves.values()], pool.supply]).toEqual([
      "minswap-stable",
      [100_000_000_000n, 1_010_000_000n],
      200_000_000_000n,
    ]);
    // As solved with 60 digits beside: a hundredth of a DJED is a little less than a hundred millionths of a USDC.
    expect(priceOf(pool, usdc, djed)?.round(6).toString()).toBe("99.990148");
    // 1,000 USDC turn the balances round: 1,000 DJED, less the ten-thousandth.
    expect(payoutOf(pool, 1_000_000_000n, usdc, djed)).toBe(9_999_000n);
  });

  it("Sundae: the result of the contract's own test, and a fee on what comes out, rounded up", () => {
    // exchange_invariant_test_0: 10 into 1,000 and 1,000 gives 9,999,750.604846068206.
    expect(payoutOf(poolFrom(sundaeStablePool()), 10_000_000n, lovelace, madeToken)).toBe(9_999_750n);
    expect(payoutOf(poolFrom(sundaeStablePool(3, 1)), 10_000_000n, lovelace, madeToken)).toBe(9_999_750n - 4_000n);
  });

  it("Splash: the result of the bot's own test, to the unit", () => {
    const pool = poolFrom(splashStablePool());
    expect([...pool.reserves.values()]).toEqual([255_000_000n, 255_000n]);
    // 475,000,220 − 460,904,695, where 23,492,542 went to the treasury.
    expect(payoutOf(pool, 47_000n, madeToken, lovelace)).toBe(475_000_220n - 460_904_695n);
  });

  it("WingRiders: near par by their scales, whichever way", () => {
    const pool = poolFrom(wingridersV2StablePool());
    expect(priceOf(pool, lovelace, madeToken)?.toFraction()).toBe("1/2");
    // As solved with 60 digits beside: 1,000,000 less 500 and 100 of fee, twice, less what the curve bends.
    expect(payoutOf(pool, 1_000_000n, lovelace, madeToken)).toBe(1_998_786n);
    expect(payoutOf(pool, 2_000_000n, madeToken, lovelace)).toBe(999_393n);
  });
});
