import { expect, it, test } from "vitest";
import { assetPath, outsideText, returnFigures, unpricedWhy } from "@/app/words/performance-words";

type Returns = Parameters<typeof returnFigures>[0];

const none: Returns = {
  ...{ timeWeightedReturn: null, timeWeightedReason: "no capital" },
  ...{ moneyWeightedReturn: null, moneyWeightedYearly: null, moneyWeightedReason: "no capital" },
};
const shown = (returns: Partial<Returns>) =>
  returnFigures({ ...none, ...returns }).map(({ rate, note }) => [rate, note]);

it("tells both returns, what one is in a year, and of more than a thousandfold only that", () => {
  const told = { timeWeightedReturn: "0.1234", timeWeightedReason: null, moneyWeightedReason: null } as const;
  expect(shown({ ...told, moneyWeightedReturn: "-0.02", moneyWeightedYearly: "-0.145" })).toEqual([
    ["+12.3\u00a0%", null],
    ["\u22122\u00a0%", "As much as \u221214.5\u00a0% in a year."],
  ]);
  expect(shown({ ...told, moneyWeightedReturn: "999.9", moneyWeightedYearly: "1000" })[1]).toEqual([
    "+99,990\u00a0%",
    "As much as over +100,000\u00a0% in a year.",
  ]);
  expect(shown({ ...told, moneyWeightedReturn: "-1" })[1]).toEqual(["\u2212100\u00a0%", null]);
  const [timeWeighted, moneyWeighted] = returnFigures(none);
  expect([timeWeighted?.answers, moneyWeighted?.answers].every((text) => text?.includes("?"))).toBe(true);
});

test.each([
  ["no capital", "Nothing was held that could have gained."],
  ["unknown value", "Nobody knows what all was worth at some moment at which something came or went."],
  ["too many flows", "Too much came and went to value all at each of the moments. Choose a shorter range."],
  ["ambiguous", "More went out in between than lay there, so that no one rate fits, or several do."],
] as const)("where there is none because of %s, it says so", (reason, why) => {
  expect(shown({ timeWeightedReason: reason, moneyWeightedReason: reason })).toEqual([
    [null, why],
    [null, why],
  ]);
});

it("says why an asset is in none of the sums", () => {
  expect([
    unpricedWhy({ noPriceAt: ["start", "end"], unvaluedEvents: 0 }),
    unpricedWhy({ noPriceAt: ["end"], unvaluedEvents: 1 }),
    unpricedWhy({ noPriceAt: [], unvaluedEvents: 1_200 }),
  ]).toEqual([
    ["Nobody knows what it was worth at the start and at the end of the range."],
    [
      "Nobody knows what it was worth at the end of the range.",
      "Once it came or was sold, and nobody knows for how much.",
    ],
    ["1,200 times it came or was sold, and nobody knows for how much."],
  ]);
  expect([0, 1, 1_200].map(outsideText)).toEqual([
    null,
    "1 asset is in none of these figures",
    "1,200 assets are in none of these figures",
  ]);
});

it("leads to a token's page, and of ada to what moved it", () => {
  expect([assetPath("ab".repeat(30)), assetPath("lovelace")]).toEqual([
    `/market/${"ab".repeat(30)}`,
    "/activity?unit=lovelace",
  ]);
});
