import { describe, expect, it } from "vitest";
import type { ExecutionRow } from "@/lib/contract/execution-sums";
import { countedFills, filledFigures } from "@/app/words/filled-orders-words";

const row: ExecutionRow = {
  ...{ fills: 1_205, judged: 1_201, unvalued: 2, traded: "12345.678901", atPrice: "12400" },
  unjudged: [
    { reason: "not at hand", fills: 3 },
    { reason: "several assets", fills: 1 },
  ],
  fee: { ada: "37.2", share: "0.003" },
  ownWeight: { ada: "0.001234", share: "0.0000001" },
  others: { ada: "-1.5", share: "-0.00012" },
  batcherFee: { ada: "840.7", unknown: 4 },
  aboveLeast: { fills: 12, ada: "55.5", share: "0.0123" },
  sincePlaced: null,
  medianSeconds: 65,
};
const shown = (of: ExecutionRow) => filledFigures(of).map(({ name, amount, share }) => [name, amount, share]);

describe("A row of filled orders", () => {
  it("has what was lost with a minus, what others brought with a plus, and a dash for what nobody knows", () => {
    expect(shown(row)).toEqual([
      ["Traded", "12,345.68", null],
      ["Price impact", "−0.00123", "0.00\u00a0%"],
      ["Pool's fee", "−37.2", "−0.30\u00a0%"],
      ["Batcher's fee", "−840.7", null],
      ["Orders beside yours", "+1.5", "+0.01\u00a0%"],
      ["Above your least", "+55.5", "+1.23\u00a0%"],
      ["Since you placed it", "–", null],
      ["Time to fill", "1 min 5 s", null],
    ]);
  });

  it("without a value shows no amount that would look like nothing was lost", () => {
    const zero = { ada: "0", share: null };
    const unvalued = { ...row, judged: 2, fee: zero, ownWeight: zero, others: zero, traded: "0", aboveLeast: null };
    expect(shown(unvalued).filter(([, amount]) => amount === "–")).toEqual(
      ["Traded", "Price impact", "Pool's fee", "Orders beside yours", "Above your least", "Since you placed it"].map(
        (name) => [name, "–", null],
      ),
    );
  });

  it("says what is not counted and why", () => {
    const first = "Amounts are in ADA of the time of each fill.";
    expect(countedFills(row)).toEqual([
      first,
      "1,201 of 1,205 fills are counted.",
      "Not counted: 3, since what was spent there is not known yet; some more of it is looked up each time you come.",
      "Not counted: 1, since it was not one asset for one other.",
      "Not in the amounts: 2 without a price in ADA of that time.",
      "The batcher's fee of 4 is not known.",
    ]);
    const all = { ...row, fills: 2, judged: 2, unjudged: [], unvalued: 0, batcherFee: { ada: "1", unknown: 0 } };
    expect(countedFills(all)).toEqual([first, "All 2 fills are counted."]);
    expect(countedFills({ ...all, fills: 1, judged: 1 })).toEqual([first, "The one fill is counted."]);
  });
});
