import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import type { UnjudgedReason } from "@/lib/contract/execution-sums";
import { executionSumsView } from "@/lib/portfolio/execution-sums-view";
import { sumExecutions, type ExecutionSum, type SummedFill } from "@/lib/portfolio/sum-executions";
import { told } from "./told-execution";

/** 1,978 got of 2,000 at the price, worth 19.78 ADA: 0.01 ADA each. */
const fill: SummedFill = {
  protocol: "minswap-v2",
  batcherFee: 700_000n,
  secondsToFill: 40,
  execution: { told, worth: new Fraction(19_780_000) },
};
const second: SummedFill = {
  ...fill,
  batcherFee: null,
  secondsToFill: 75,
  execution: {
    told: { ...told, others: 6n, exchanged: { ...told.exchanged, amountOut: 1_968n }, whenPlaced: null },
    worth: new Fraction(9_840_000),
  },
};
const unvalued: SummedFill = { ...fill, secondsToFill: 200, execution: { told, worth: null } };
const unjudged = (reason: UnjudgedReason, protocol: SummedFill["protocol"] = "minswap-v2"): SummedFill => ({
  protocol,
  batcherFee: 2_000_000n,
  secondsToFill: 1,
  execution: reason,
});

const nothing = {
  ...{ fills: 0, judged: 0, unjudged: [], unvalued: 0, traded: "0", atPrice: "0" },
  fee: { ada: "0", share: null },
  ownWeight: { ada: "0", share: null },
  others: { ada: "0", share: null },
  batcherFee: { ada: "0", unknown: 0 },
  ...{ aboveLeast: null, sincePlaced: null, medianSeconds: null },
};

const shown = (...fills: SummedFill[]) => executionSumsView(sumExecutions(fills));

describe("Executions summed", () => {
  it("tell what was traded and lost on the way, in ADA and as shares, by protocol and in total", () => {
    const minswap = {
      ...{ fills: 5, judged: 3, unvalued: 1 },
      unjudged: [
        { reason: "not at hand", fills: 1 },
        { reason: "no single pool", fills: 1 },
      ],
      ...{ traded: "29.62", atPrice: "30" },
      fee: { ada: "0.09", share: "0.003" },
      ownWeight: { ada: "0.3", share: "0.01" },
      others: { ada: "-0.01", share: "-0.000333" },
      batcherFee: { ada: "1.4", unknown: 1 },
      aboveLeast: { fills: 2, ada: "1.12", share: "0.037333" },
      sincePlaced: { fills: 1, ada: "-0.12", share: "-0.006" },
      medianSeconds: 75,
    };
    const sundae = { ...nothing, fills: 1, unjudged: [{ reason: "several assets", fills: 1 }] };
    expect(
      shown(
        unjudged("several assets", "sundae-v3"),
        unjudged("not at hand"),
        fill,
        unvalued,
        second,
        unjudged("no single pool"),
      ),
    ).toEqual({
      total: { ...minswap, fills: 6, unjudged: [{ reason: "several assets", fills: 1 }, ...minswap.unjudged] },
      byProtocol: [
        { protocol: "minswap-v2", protocolName: "Minswap V2", ...minswap },
        { protocol: "sundae-v3", protocolName: "SundaeSwap V3", ...sundae },
      ],
    });
  });

  it("of no order are nothing, and no protocol's", () => {
    expect(shown()).toEqual({ total: nothing, byProtocol: [] });
  });

  it("compare with the least asked for and with the placing only those of which it is known", () => {
    const execution = { told: { ...told, wanted: [], whenPlaced: null }, worth: new Fraction(19_780_000) };
    expect(shown({ ...fill, execution }).total).toMatchObject({ traded: "19.78", aboveLeast: null, sincePlaced: null });
  });

  it("have for their median the mean of both in the middle, and leave out what is not known", () => {
    const at = (secondsToFill: number | null) => ({ ...fill, secondsToFill });
    expect(shown(at(100), at(null), at(9), at(20), at(31)).total.medianSeconds).toBe(25.5);
    expect(shown(at(null)).total.medianSeconds).toBeNull();
  });

  const amount = fc.bigInt(1n, 10n ** 15n);
  const made = fc
    .record({
      protocol: fc.constantFrom("minswap-v2", "sundae-v3", "splash", "vyfi"),
      ...{ amountOut: amount, fee: amount, ownWeight: amount, others: fc.bigInt(-(10n ** 15n), 10n ** 15n) },
      worth: fc.option(fc.record({ n: amount, d: amount })),
      batcherFee: fc.option(amount),
      whenPlaced: fc.option(amount),
      reason: fc.option(fc.constantFrom<UnjudgedReason>("not at hand", "too small"), { freq: 2 }),
    })
    .map(({ protocol, amountOut, fee, ownWeight, others, worth, batcherFee, whenPlaced, reason }): SummedFill => {
      const atPrice = amountOut + fee + ownWeight + others;
      const parts = { exchanged: { ...told.exchanged, amountOut }, atPrice, fee, ownWeight, others, whenPlaced };
      return {
        ...{ protocol: protocol, batcherFee, secondsToFill: null },
        execution: reason ?? { told: { ...told, ...parts }, worth: worth && new Fraction(worth.n, worth.d) },
      };
    });
  /** All that adds up, as exact fractions. */
  const added = ({ unjudged: reasons, aboveLeast, sincePlaced, ...sum }: ExecutionSum) => ({
    counts: [sum.fills, sum.judged, sum.unvalued, sum.batcherFeeUnknown, aboveLeast.fills, sincePlaced.fills],
    reasons: (["not at hand", "too small"] as const).map((reason) => reasons.get(reason) ?? 0),
    amounts: [
      ...[sum.atPrice, sum.got, sum.fee, sum.ownWeight, sum.others, new Fraction(sum.batcherFee)],
      ...[aboveLeast.more, aboveLeast.atPrice, sincePlaced.more, sincePlaced.atPrice],
    ],
  });

  it("of all protocols are the total's, and each sum's parts are the whole, to the last fraction", () => {
    fc.assert(
      fc.property(fc.array(made, { maxLength: 12 }), (fills) => {
        const { total, byProtocol } = sumExecutions(fills);
        const sums = [...byProtocol.values()].map(added);
        const whole = added(total);
        expect({
          counts: whole.counts.map((_, at) => sums.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0)),
          reasons: whole.reasons.map((_, at) => sums.reduce((sum, { reasons }) => sum + (reasons[at] ?? 0), 0)),
          amounts: whole.amounts.map((_, at) =>
            sums.reduce((sum, { amounts }) => sum.add(amounts[at] ?? 0), new Fraction(0)),
          ),
        }).toEqual(whole);
        for (const { got, fee, ownWeight, others, atPrice } of [total, ...byProtocol.values()])
          expect(got.add(fee).add(ownWeight).add(others)).toEqual(atPrice);
      }),
    );
  });
});
