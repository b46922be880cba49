import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lovelace } from "@/lib/cardano/unit";
import type { RawOutput } from "@/lib/ledger/raw-tx";
import { hashOf, hosky, output, rawTx } from "@/tests/support/raw-tx-fixture";
import {
  batcher,
  keyAddress,
  saturnOffer,
  spending,
  splashLimit,
  splashPoolHolding,
  told,
  v2PoolHolding,
  v2SwapOrder,
  v2ZapOrder,
  withDatum,
} from "./exchange-parts";

const owners = [hashOf("b1"), hashOf("b2")] as const;
const owner = fc.constantFrom(...owners);
const quantity = fc.oneof(fc.constantFrom(0n, 1n, 2n, 3_000_000n), fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }));
const hoskys = quantity.map((amount) => (amount === 0n ? {} : { [hosky]: amount }));

const order = fc.oneof(
  fc.tuple(owner, quantity, hoskys).map((parts) => v2SwapOrder(...parts)),
  fc.tuple(owner, quantity).map((parts) => v2ZapOrder(...parts)),
  fc.tuple(owner, quantity, hoskys, quantity).map((parts) => splashLimit(...parts)),
  fc.tuple(owner, quantity, quantity, quantity).map((parts) => saturnOffer(...parts)),
);
const garbage = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("hex"));
const pool = fc.oneof(
  fc.tuple(quantity, quantity).map((parts) => v2PoolHolding(...parts)),
  fc.tuple(quantity, hoskys).map((parts) => splashPoolHolding(...parts)),
);
const paid = fc
  .tuple(fc.constantFrom(batcher, ...owners.map(keyAddress)), quantity, hoskys)
  .map((parts) => output(...parts));
const anything: fc.Arbitrary<RawOutput> = fc.oneof(
  order,
  pool,
  paid,
  fc.tuple(fc.oneof(order, pool), garbage).map(([held, datum]) => withDatum(held, datum)),
);
const tx = fc
  .tuple(fc.array(anything, { maxLength: 6 }), fc.array(anything, { maxLength: 6 }))
  .map(([spent, outputs]) => rawTx({ inputs: spent.map(spending), outputs }));

describe("Trades of whatever may stand in a transaction", () => {
  it("are never of nothing, of less than nothing, or of one asset for itself", () => {
    let count = 0;
    fc.assert(
      fc.property(tx, (any) => {
        const { trades, unresolved } = told(any);
        count += trades.length;
        const odd = trades.filter(
          (trade) => trade.amountIn <= 0n || trade.amountOut <= 0n || trade.unitIn === trade.unitOut,
        );
        expect(odd).toEqual([]);
        expect(trades.length + unresolved).toBeLessThanOrEqual(any.inputs.length);
      }),
      { numRuns: 2_000 },
    );
    expect(count).toBeGreaterThan(30);
  });

  it("pay out no more than the transaction does", () => {
    fc.assert(
      fc.property(tx, (any) => {
        const bought = told(any).trades.filter(({ unitOut, through }) => unitOut !== lovelace && through === "order");
        const got = bought.reduce((sum, { amountOut }) => sum + amountOut, 0n);
        expect(got).toBeLessThanOrEqual(any.outputs.reduce((sum, { value }) => sum + (value.get(hosky) ?? 0n), 0n));
      }),
      { numRuns: 1_000 },
    );
  });
});
