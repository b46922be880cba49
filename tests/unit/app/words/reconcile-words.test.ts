import { expect, test } from "vitest";
import { differenceReasons } from "@/lib/contract/reconcile";
import { linesText, matchParts, reasonWords, shownText, signedQuantity } from "@/app/words/reconcile-words";

const amount = { unit: "lovelace", name: "Cardano", ticker: "ADA", decimals: 6 };

test("amounts have their sign; what nobody knows is told as the file has it", () => {
  expect(signedQuantity({ ...amount, quantity: "-1234500000" })).toBe("−1,234.5");
  expect(signedQuantity({ ...amount, quantity: "1" })).toBe("+0.000001");
  expect(signedQuantity({ ...amount, quantity: "0" })).toBe("0");
  expect(signedQuantity({ ...amount, unit: null, decimals: null, quantity: "-12.5" })).toBe("−12.5");
});

test("all that file and wallets tell is in one of four parts", () => {
  const { all, parts } = matchParts({ matched: 5, counts: { different: 1, missingHere: 2, missingThere: 3 } });
  expect([all, parts.map(({ kind, count }) => [kind, count])]).toEqual([
    11,
    [
      ["matched", 5],
      ["different", 1],
      ["missingThere", 3],
      ["missingHere", 2],
    ],
  ]);
});

test("lines, and how much of a list is shown", () => {
  expect([[], [3], [3, 4], [3, 1004, 5, 6]].map(linesText)).toEqual([
    "",
    "line 3",
    "lines 3, 4",
    "lines 3, 1,004, 5 and more",
  ]);
  expect([shownText(2, 2), shownText(500, 1612)]).toEqual([null, "The first 500 of 1,612 are shown."]);
});

test("each reason has words of its own", () => {
  expect(Object.keys(reasonWords)).toEqual([...differenceReasons]);
  expect(new Set(Object.values(reasonWords).map(([title]) => title)).size).toBe(differenceReasons.length);
});
