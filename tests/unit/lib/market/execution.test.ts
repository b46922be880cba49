import { describe, expect, it } from "vitest";
import { inChainOrder } from "@/lib/explain/placed-tx";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { executionOf, type Execution } from "@/lib/market/execution";
import type { Trade } from "@/lib/market/trade";
import { tradesOf } from "@/lib/market/trades";

import { ordersSpent } from "@/tests/support/recorded-pool-changes";
import { recordedTxs } from "@/tests/support/recorded-explained";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";

interface Told {
  readonly tx: RawTx;
  readonly trade: Trade;
  readonly execution: Execution;
}

function executed(...folders: readonly string[]): { told: Told[]; trades: number } {
  const all = inChainOrder(folders.flatMap(recordedTxs)).flatMap(({ tx, spent }) => {
    const resolved = { ...tx, inputs: spent.map(({ ref, output }) => ({ ref, resolved: output })) };
    return tradesOf(resolved, spent).trades.map((trade) => ({ tx: resolved, trade }));
  });
  const told = all.flatMap(({ tx, trade }) => {
    const { unitIn, unitOut, ...amounts } = trade;
    const execution = executionOf(tx, { given: unitIn, taken: unitOut, ...amounts });
    return execution === null ? [] : [{ tx, trade, execution }];
  });
  return { told, trades: all.length };
}

describe.skipIf(!isRecordedHere)(`How recorded trades were carried out${unlessRecorded}`, () => {
  const { told, trades } = isRecordedHere ? executed("prise-dex", "scalus-mainnet-blocks") : { told: [], trades: 0 };

  it("what was got and all that was lost on the way are what the pool's price came to, to the unit", () => {
    const sums = told.map(({ trade: { amountOut }, execution: { atPrice, fee, ownWeight, others } }) =>
      [atPrice - fee - ownWeight - others - amountOut, fee >= 0n, ownWeight >= 0n].join(),
    );
    expect([...new Set(sums)]).toEqual(["0,true,true"]);
    expect([trades, told.length]).toEqual([463, 448]);
  });

  it("355 orders that were alone in their transaction lose nothing to others", () => {
    const alone = told.filter(({ tx, trade }) => {
      const [order, ...more] = trade.dex === "minswap-v2" ? ordersSpent(tx, "minswap-v2") : [];
      return order?.terms.kind === "swap" && more.length === 0;
    });
    const lost = alone.filter(({ execution }) => execution.others !== 0n);
    expect([alone.length, lost.map(({ tx }) => tx.hash)]).toEqual([355, []]);
  });
});
