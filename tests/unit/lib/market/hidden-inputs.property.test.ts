import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Trade } from "@/lib/market/trade";
import { tradesOf } from "@/lib/market/trades";
import { recordedTxs } from "@/tests/support/recorded-explained";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";

const sides = ({ unitIn, amountIn, unitOut, amountOut }: Trade) => [unitIn, amountIn, unitOut, amountOut].join();

describe.skipIf(!isRecordedHere)(`Recorded transactions of whose inputs some are not known${unlessRecorded}`, () => {
  const folders = ["prise-dex", "scalus-mainnet-blocks", "amaru-treasury"];
  const known = isRecordedHere
    ? folders
        .flatMap(recordedTxs)
        .map(({ tx }) => ({ tx, inputs: tx.inputs.map(({ ref, resolved }) => ({ ref, output: resolved })) }))
        .map((all) => ({ ...all, told: tradesOf(all.tx, all.inputs) }))
        .filter(({ told }) => told.trades.length > 0)
    : [];

  it("tell no trade otherwise with any one of them hidden", () => {
    const wrong = known.flatMap(({ tx, inputs, told }) =>
      inputs.flatMap((hidden) => {
        const partly = inputs.map((input) => (input === hidden ? { ...input, output: null } : input));
        const whole = told.trades.map(sides);
        return tradesOf(tx, partly).trades.filter((trade) => !whole.includes(sides(trade)));
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("tell no trade otherwise with any of them hidden, and count what they do not tell", () => {
    let [left, kept] = [0, 0];
    fc.assert(
      fc.property(fc.nat(known.length - 1), fc.infiniteStream(fc.boolean()), (which, hides) => {
        const { tx, inputs, told } = known[which] ?? { tx: null, inputs: [], told: { trades: [], unresolved: 0 } };
        if (tx === null) return;
        const partly = inputs.map((input) => (hides.next().value ? { ...input, output: null } : input));
        const { trades, unresolved } = tradesOf(tx, partly);
        const whole = told.trades.map(sides);
        expect(trades.map(sides).filter((each) => !whole.includes(each))).toEqual([]);
        expect(trades.length + unresolved).toBeGreaterThanOrEqual(told.trades.length);
        left += told.trades.length - trades.length;
        kept += trades.length;
      }),
      { numRuns: 1500 },
    );
    expect([left, kept].every((count) => count > 100)).toBe(true);
  });
});
