import { describe, expect, it } from "vitest";
import type { ExplainedLine } from "@/lib/explain/line";
import { explainedBy } from "../../../support/recorded-explained";
import { isRecordedHere, unlessRecorded } from "../../../support/recorded-files";
import type { ExplainedCase } from "./explained-cases";
import { minswapV2Cases } from "./minswap-v2-cases";
import { otherCases } from "./other-cases";

function record(amounts: ExplainedLine["in"]): Record<string, string> {
  return Object.fromEntries(amounts.map(({ unit, quantity }) => [unit, quantity]));
}

function told({
  trace,
  fees,
  direction: _,
  txHash: __,
  events: ___,
  ...line
}: ExplainedLine): ExplainedCase["lines"][number] {
  return {
    ...line,
    in: record(line.in),
    out: record(line.out),
    fees: [fees.network, fees.batcher, fees.depositReturned],
    rule: trace.rule,
  };
}

const cases = [...minswapV2Cases, ...otherCases];

describe.skipIf(!isRecordedHere)(`Real transactions, told to everybody concerned${unlessRecorded}`, () => {
  const explained = new Map(
    isRecordedHere
      ? [...new Set(cases.map(({ folder }) => folder))].map((folder) => [folder, explainedBy(folder)])
      : [],
  );

  it.each(cases)("$what", ({ folder, hash, lines }) => {
    expect(explained.get(folder)?.get(hash)?.map(told)).toEqual(lines);
  });

  it("and why: the order, its script and source, redeemer, datum, fee and message", () => {
    const [line] =
      explained.get("scalus-mainnet-blocks")?.get("83da1a64bb8dd20a665ecf30c6cea2f9311ff8189058dd88f1d32564b4c422be") ??
      [];
    expect(line?.trace).toEqual({
      rule: "own_orders",
      version: 1,
      facts: [
        "it consumes the order c9aff50a6051fc9c12ec87cb6f9dc4e05635789112a3fd1058ae71d906f97ea2#0",
        "script c3e28c36c3447315ba5a56f33da6a6ddc1770a876a8d9f0cb3a97c4c is Minswap V2's order (minswap/sdk:src/types/constants.ts), redeemer 0",
        "its datum is a swap order: offers 500 ADA, wants at least 4224011932 of the smallest unit, allows a fee of 1.5 ADA, pays addr1q8t…62yp",
        "a pool of the protocol took part",
        "the batcher fee of 1.5 ADA stands in the datum",
        "metadata label 674 says “Minswap: Order Executed”",
        "the wallet did not sign: somebody else executed it",
        "without fee, deposits and withdrawals 1 token (HOSKY) came in and 501.5 ADA went out",
      ],
    });
  });
});
