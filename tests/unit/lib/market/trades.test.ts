import { describe, expect, it } from "vitest";
import { poolKeyOf } from "@/lib/market/pool-swaps";
import { tradesOf } from "@/lib/market/trades";
import { constr } from "@/tests/support/plutus-hex";
import { hashOf, hosky, other, output, rawTx, txHashOf, unresolvedInput } from "@/tests/support/raw-tx-fixture";
import {
  batcher,
  keyAddress,
  saturnOffer,
  sidesOf,
  spending,
  splashLimit,
  splashLp,
  splashNft,
  splashPoolHolding,
  told,
  v2Lp,
  v2PoolHolding,
  v2SwapOrder,
  v2ZapOrder,
  withDatum,
} from "./exchange-parts";

const ada = (whole: number) => BigInt(whole) * 1_000_000n;
const [buyer, seller] = [hashOf("b1"), hashOf("5e")];
const [buyerAt, sellerAt] = [keyAddress(buyer), keyAddress(seller)];
const none = { trades: [], unresolved: 0 };

const buys = v2SwapOrder(buyer, ada(103), {});
const sells = v2SwapOrder(seller, ada(3), { [hosky]: 500n });
/** Both orders of a batch: the pool has 60 ADA more and 30 HOSKY less; fees of 1 ADA each go to the batcher. */
const opposing = rawTx({
  inputs: [v2PoolHolding(ada(1_000), 5_000n), buys, sells, output(batcher, ada(10))].map(spending),
  outputs: [
    v2PoolHolding(ada(1_060), 4_970n),
    output(buyerAt, ada(2), { [hosky]: 530n }),
    output(sellerAt, ada(42)),
    output(batcher, ada(12) - 200_000n),
  ],
});

describe("Orders of everybody in a transaction", () => {
  it("two that oppose each other are two trades, without fees and deposits", () => {
    expect(sidesOf(told(opposing))).toEqual({
      trades: [`minswap-v2 order 100000000 lovelace 530 ${hosky}`, `minswap-v2 order 500 ${hosky} 40000000 lovelace`],
      unresolved: 0,
    });
    expect(told(opposing).trades.map(({ txHash, ref }) => [txHash, ref])).toEqual(
      [1, 2].map((place) => [opposing.hash, opposing.inputs[place]?.ref]),
    );
  });

  it("one that is not known is left out and counted, the other is told", () => {
    const [pool, bought, sold, ...more] = opposing.inputs.map(({ ref, resolved }) => ({ ref, output: resolved }));
    if (pool === undefined || bought === undefined || sold === undefined) throw new Error("no such input");
    const hides = (...hidden: unknown[]) =>
      sidesOf(
        tradesOf(
          opposing,
          [pool, bought, sold, ...more].map((input) => (hidden.includes(input) ? { ...input, output: null } : input)),
        ),
      );
    // What is bought for ADA says itself how much it gives; without all inputs nobody knows the fee of what is sold for ADA.
    expect(hides(sold)).toEqual({ trades: [`minswap-v2 order 100000000 lovelace 530 ${hosky}`], unresolved: 1 });
    expect(hides(bought)).toEqual({ trades: [], unresolved: 2 });
    expect(hides(bought, sold)).toEqual({ trades: [], unresolved: 2 });
    expect(hides(pool, bought, sold)).toEqual({ trades: [], unresolved: 2 });
  });

  it("one that is filled in part is a trade of that part", () => {
    const tx = rawTx({
      inputs: [
        splashPoolHolding(ada(1_000), { [hosky]: 5_000n }),
        splashLimit(buyer, ada(100), { [hosky]: 10n }, ada(95)),
        output(batcher, ada(5)),
      ].map(spending),
      outputs: [
        splashPoolHolding(ada(1_040), { [hosky]: 4_800n }),
        splashLimit(buyer, ada(59), { [hosky]: 210n }, ada(55)),
        output(batcher, ada(6) - 200_000n),
      ],
    });
    expect(sidesOf(told(tx))).toEqual({
      trades: [`splash order 40000000 lovelace 200 ${hosky}`],
      unresolved: 0,
    });
  });

  it.each([0n, 1_200_000n])(
    "one that somebody else fills is one trade, of its owner's, %i lovelace beside",
    (beside) => {
      const tx = rawTx({
        inputs: [saturnOffer(buyer, ada(50), 700n, beside), output(sellerAt, ada(5), { [hosky]: 700n })].map(spending),
        outputs: [output(buyerAt, 1_200_000n, { [hosky]: 700n }), output(sellerAt, ada(55) - 1_400_000n + beside)],
      });
      expect(sidesOf(told(tx))).toEqual({
        trades: [`saturnswap order 50000000 lovelace 700 ${hosky}`],
        unresolved: 0,
      });
    },
  );

  it("cancelled, unread, of a failed script, a deposit of one asset: none of them is a trade", () => {
    const cancel = rawTx({
      inputs: [buys, output(buyerAt, ada(5))].map(spending),
      outputs: [output(buyerAt, ada(108) - 200_000n)],
      redeemers: [{ purpose: "spend", index: 0, dataCborHex: constr(1) }],
      signers: [buyer],
    });
    expect(told(cancel)).toEqual(none);
    expect(told({ ...opposing, valid: false })).toEqual(none);
    const zap = rawTx({
      inputs: [v2PoolHolding(ada(1_000), 5_000n), v2ZapOrder(buyer, ada(103)), output(batcher, ada(5))].map(spending),
      outputs: [
        v2PoolHolding(ada(1_100), 5_000n, 8_999_999_999_999_999_000n),
        output(buyerAt, ada(2), { [v2Lp]: 1_000n }),
        output(batcher, ada(6) - 200_000n),
      ],
    });
    expect(told(zap)).toEqual(none);
  });

  it.each(["", "ff", "d87980", "1864", constr(0, constr(0))])(
    "the datum %s says nothing, and is counted",
    (cborHex) => {
      const inputs = opposing.inputs.map((input) =>
        input.resolved?.datum === buys.datum ? { ...input, resolved: withDatum(buys, cborHex) } : input,
      );
      const { trades, unresolved } = told({ ...opposing, inputs });
      expect(trades.filter(({ ref }) => ref === inputs[1]?.ref)).toEqual([]);
      expect(trades.length + unresolved).toBe(2);
    },
  );
});

describe("Pools that somebody used directly", () => {
  const before = splashPoolHolding(ada(1_000), { [hosky]: 5_000n });
  const use = (after: ReturnType<typeof splashPoolHolding>, from = before) =>
    rawTx({
      inputs: [from, output(buyerAt, ada(500), { [hosky]: 900n, [other]: 900n })].map(spending),
      outputs: [after, output(buyerAt, ada(400))],
    });

  it("are a swap in either direction, and of two tokens", () => {
    expect(sidesOf(told(use(splashPoolHolding(ada(1_100), { [hosky]: 4_600n }))))).toEqual({
      trades: [`splash pool 100000000 lovelace 400 ${hosky}`],
      unresolved: 0,
    });
    expect(sidesOf(told(use(splashPoolHolding(ada(990), { [hosky]: 5_077n }))))).toEqual({
      trades: [`splash pool 77 ${hosky} 10000000 lovelace`],
      unresolved: 0,
    });
    const tokens = use(
      splashPoolHolding(ada(2), { [hosky]: 60n, [other]: 35n }),
      splashPoolHolding(ada(2), { [hosky]: 50n, [other]: 40n }),
    );
    expect(sidesOf(told(tokens))).toEqual({ trades: [`splash pool 10 ${hosky} 5 ${other}`], unresolved: 0 });
  });

  it("are no swap where liquidity comes or goes, something is given away, or nothing changes", () => {
    const lp = 9_223_372_036_000_000_000n;
    const holdings = [
      splashPoolHolding(ada(1_100), { [hosky]: 5_500n, [splashLp]: lp - 100n }),
      splashPoolHolding(ada(900), { [hosky]: 4_500n, [splashLp]: lp + 100n }),
      // One asset for LP tokens, and back.
      splashPoolHolding(ada(1_100), { [hosky]: 5_000n, [splashLp]: lp - 50n }),
      splashPoolHolding(ada(900), { [hosky]: 5_000n, [splashLp]: lp + 50n }),
      splashPoolHolding(ada(1_100), { [hosky]: 5_000n }),
      splashPoolHolding(ada(900), { [hosky]: 5_000n }),
      before,
    ];
    for (const after of holdings) expect(told(use(after))).toEqual(none);
    const three = splashPoolHolding(ada(1_000), { [hosky]: 5_000n, [other]: 50n });
    expect(told(use(splashPoolHolding(ada(1_100), { [hosky]: 4_600n, [other]: 60n }), three))).toEqual(none);
    expect(told(use(splashPoolHolding(ada(1_100), { [hosky]: 4_600n, [other]: 40n }), three))).toEqual(none);
    const mints = { ...use(splashPoolHolding(ada(1_100), { [hosky]: 4_600n })), mint: new Map([[v2Lp, 5n]]) };
    expect(told(mints)).toEqual(none);
  });

  it("are no swap without the pool's mark, or where two outputs may be the pool", () => {
    const after = splashPoolHolding(ada(1_100), { [hosky]: 4_600n });
    const stripped = (pool: typeof after) => ({
      ...pool,
      value: new Map([...pool.value].filter(([unit]) => unit !== splashNft && unit !== splashLp)),
    });
    expect(told(use(stripped(after), stripped(before)))).toEqual(none);
    const twice = use(after);
    expect(told({ ...twice, outputs: [...twice.outputs, { ...after, index: 2 }] })).toEqual(none);
  });

  it("are told by whoever says which output continues which pool", () => {
    const [after, twin] = [1_100, 1_000].map((whole) => splashPoolHolding(ada(whole), { [hosky]: 4_600n }));
    if (after === undefined || twin === undefined) throw new Error("no such pool");
    const tx = use(after);
    const doubled = { ...tx, outputs: [...tx.outputs, { ...twin, index: 2 }] };
    const inputs = doubled.inputs.map(({ ref, resolved }) => ({ ref, output: resolved }));
    const knows = tradesOf(doubled, inputs, (pool) => (pool.output.index === 2 ? "twin" : poolKeyOf(pool)));
    expect(sidesOf(knows)).toEqual({ trades: [`splash pool 100000000 lovelace 400 ${hosky}`], unresolved: 0 });
  });

  it("are counted where the pool before is not known", () => {
    const tx = use(splashPoolHolding(ada(1_100), { [hosky]: 4_600n }));
    const [, ...known] = tx.inputs;
    const hidden = [unresolvedInput({ txHash: txHashOf(9), index: 0 }), ...known];
    expect(told({ ...tx, inputs: hidden })).toEqual({ trades: [], unresolved: 1 });
  });
});
