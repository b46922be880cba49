import { describe, expect, it } from "vitest";
import { buildAddress } from "@/lib/cardano/build-address";
import { parseTxHash } from "@/lib/cardano/parse-tx-hash";
import { lovelace } from "@/lib/cardano/unit";
import type { RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import { poolLine } from "@/lib/market/pool-line";
import { transactionPools } from "@/lib/market/transaction-pools";
import { minswapStablePool, muesliswapPool, wingridersV2StablePool, type MadePool } from "@/tests/support/made-pools";
import { rawTx } from "@/tests/support/raw-tx-fixture";

const hash = parseTxHash("ab".repeat(32));

function output(index: number, { script, value, datum }: MadePool, changed: Partial<RawOutput> = {}): RawOutput {
  return {
    index,
    address: buildAddress({ kind: "script", hash: script }, null, "mainnet"),
    value,
    datum: { kind: "inline", cborHex: datum },
    referenceScriptHash: null,
    ...changed,
  };
}

const withAda = (made: MadePool, ada: bigint): MadePool => ({
  ...made,
  value: new Map([...made.value, [lovelace, ada] as const]),
});
const transaction = (...outputs: RawOutput[]): RawTx => ({ ...rawTx({}), hash, outputs });

describe("The pools of a transaction", () => {
  it("are told with their place, and what only looks like one with the reason", () => {
    const pool = muesliswapPool(1);
    const { pools, refused } = transactionPools(
      transaction(
        output(0, pool),
        output(1, pool, { datum: { kind: "none" } }),
        output(2, { ...pool, value: new Map([[lovelace, 5_000_000n]]) }),
        output(3, withAda(pool, 1_500_000n)),
        output(4, withAda(pool, 2_500_000n)),
        output(5, pool, { datum: { kind: "inline", cborHex: "d87980" } }),
      ),
    );
    expect(pools.map(({ index }) => index)).toEqual([0, 4]);
    expect(refused).toEqual([
      { index: 1, reason: "the pool's datum is not at hand" },
      { index: 3, reason: "its ADA side is less than an output must hold" },
      { index: 5, reason: "field 0.0 is missing" },
    ]);
  });

  it("are lines with ADA first, amounts as text, the price reduced and the fee as it stands", () => {
    const lines = transactionPools(transaction(output(7, wingridersV2StablePool()), output(8, minswapStablePool())));
    const [ada, stable] = lines.pools.map((made) => poolLine(hash, made));
    expect(ada).toEqual({
      txHash: hash,
      index: 7,
      dex: "wingriders-v2",
      poolUnit: `6fdc63a1d71dc2c65502b79baae7fb543185702b12c3c5fb639ed737${"cd".repeat(32)}`,
      unitA: "lovelace",
      unitB: `${"77".repeat(28)}544f4b`,
      reserveA: "1000000000",
      reserveB: "2000000000",
      priceNumerator: "1",
      priceDenominator: "2",
      feeIn: { a: "6/10000", b: "6/10000" },
      class: "thin",
    });
    expect(stable).toMatchObject({
      reserveA: "100000000000",
      reserveB: "1010000000",
      feeIn: { a: "1000000/10000000000", b: "1000000/10000000000" },
      class: "none",
    });
  });
});
