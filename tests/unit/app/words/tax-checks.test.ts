import { expect, test } from "vitest";
import { reviewReasons } from "@/lib/accounting/wallet-book";
import { openCount, openElsewhereText, reviewCounts, reviewWords, unprovenWallets } from "@/app/words/tax-checks";

test("every reason stands in the list, also where nothing is open", () => {
  expect(Object.keys(reviewWords).toSorted()).toEqual([...reviewReasons].toSorted());
  expect(reviewCounts({ reviews: [{ why: "unpriced", count: 3 }] })).toEqual([
    ["unexplained", 0],
    ["unknown sender", 0],
    ["unknown receiver", 0],
    ["unpriced", 3],
  ]);
});

test("a wallet is proven that matches the chain with all of its transactions", () => {
  const proof = (status: "proven" | "diverged" | "pending", quarantined = 0) => ({
    proof: { status, quarantined, height: 1, checkedAt: null, assetCount: 1 },
  });
  const [whole, diverged, pending, without] = [
    proof("proven"),
    proof("diverged"),
    proof("pending"),
    proof("proven", 2),
  ];
  expect(unprovenWallets([whole, diverged, pending, without])).toEqual([diverged, pending, without]);
});

test("all that is open is counted", () => {
  const reviews = [
    { why: "unpriced" as const, count: 3 },
    { why: "unexplained" as const, count: 4 },
  ];
  expect(openCount({ reviews, shortfalls: 2 }, 1)).toBe(10);
  expect(openCount({ reviews: [], shortfalls: 0 }, 0)).toBe(0);
  expect([openElsewhereText(0), openElsewhereText(1)?.slice(0, 29), openElsewhereText(1_200)?.slice(0, 34)]).toEqual([
    ...[null, "1 more is open in other years"],
    "1,200 more are open in other years",
  ]);
});
