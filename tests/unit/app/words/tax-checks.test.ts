import { expect, test } from "vitest";
import { reviewReasons } from "@/lib/accounting/wallet-book";
import { acceptable } from "@/lib/contract/accounting";
import {
  acceptedText,
  checkCountText,
  checksOf,
  checksText,
  openCount,
  openElsewhereText,
  openInYearText,
  reviewCounts,
  reviewWords,
  unprovenWallets,
} from "@/app/words/tax-checks";

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

const answer = {
  reviews: [
    { why: "unpriced" as const, count: 3 },
    { why: "unexplained" as const, count: 4 },
  ],
  shortfalls: 2,
  accepted: [
    { what: "unpriced" as const, count: 3, at: "2026-03-03T10:00:00.000Z" },
    { what: "unexplained" as const, count: 1, at: "2026-03-04T10:00:00.000Z" },
  ],
};

test("each thing has its count, and how many of these were accepted", () => {
  const checks = checksOf(answer, 1);
  expect(Object.keys(checks)).toEqual([...acceptable]);
  expect(checks).toMatchObject({
    unpriced: { what: "unpriced", count: 3, accepted: 3, acceptedAt: "2026-03-03T10:00:00.000Z" },
    unexplained: { what: "unexplained", count: 4, accepted: 1 },
    "unknown sender": { what: "unknown sender", count: 0, accepted: 0, acceptedAt: null },
    shortfall: { what: "shortfall", count: 2, accepted: 0, acceptedAt: null },
    unproven: { what: "unproven", count: 1, accepted: 0, acceptedAt: null },
  });
  const some = [checks.unpriced, checks.unexplained, checks.shortfall, checks["unknown sender"]];
  expect(some.map(checkCountText)).toEqual(["3 accepted", "3, 1 accepted", "2", "none"]);
  expect(some.map(acceptedText)).toEqual([
    "Accepted as it is on 3 March 2026. Anything new opens it again.",
    "Accepted 1 of these on 4 March 2026. Anything new opens it again.",
    null,
    null,
  ]);
});

test("what is open is counted without what was accepted", () => {
  const checks = Object.values(checksOf(answer, 1));
  expect([openCount(checks), checksText(checks)]).toEqual([6, "6 to look at, 4 accepted"]);
  const none = Object.values(checksOf({ reviews: [], shortfalls: 0, accepted: [] }, 0));
  expect([openCount(none), checksText(none)]).toEqual([0, "Nothing is open"]);
  expect(checksText([{ count: 2, accepted: 2 }])).toBe("Nothing is open, 2 accepted");
  expect([openInYearText(0, false), openInYearText(1, false), openInYearText(1_200, true)]).toEqual([
    ...[null, "1 thing is still open.", "1,200 things are still open in this wallet."],
  ]);
  expect([openElsewhereText(0), openElsewhereText(1)?.slice(0, 29), openElsewhereText(1_200)?.slice(0, 34)]).toEqual([
    ...[null, "1 more is open in other years", "1,200 more are open in other years"],
  ]);
});
