import { expect, test } from "vitest";
import type { Holding } from "@/lib/contract/holdings";
import { foldsOf, shareOfTotal, sumOfValues } from "@/app/words/holding-folds";
import { provenanceText } from "@/app/words/provenance-words";
import { ariaSort, orderParam, readHoldingOrder, sortHoldings } from "@/app/words/sort-holdings";

function holding(name: string, given: Partial<Holding>): Holding {
  return {
    ...{
      unit: `${"ab".repeat(28)}${name}`,
      policyId: null,
      assetName: null,
      fingerprint: null,
      name,
      ticker: name,
      decimals: 0,
    },
    ...{
      quantity: "1",
      displayQuantity: "1",
      kind: "token",
      logo: null,
      price: null,
      value: null,
      change24h: null,
      spark: null,
    },
    ...{ priceSource: null, priceClass: "none", priceAt: null, provenance: null, spam: false },
    ...given,
  };
}

const held = [
  holding("b", { value: "10", change24h: "-0.1", displayQuantity: "9007199254740993" }),
  holding("a", { value: "9.5", change24h: "0.2", displayQuantity: "9007199254740992" }),
  holding("c", { displayQuantity: null }),
];
const namesBy = (asked: string) =>
  sortHoldings(held, readHoldingOrder({ sort: asked }))
    .map(({ name }) => name)
    .join("");

test("holdings are sorted by any column, either way, with what is not known at the end", () => {
  expect(
    ["value", "-value", "name", "-name", "change", "-change", "amount", "-amount", "nonsense"].map(namesBy),
  ).toEqual([...["bac", "abc", "abc", "cba", "abc", "bac", "bac", "abc", "bac"]]);
});

test("a column's head turns its own order, and tells it to screen readers", () => {
  const now = readHoldingOrder({ sort: "price" });
  expect([
    orderParam("price", now),
    orderParam("value", now),
    orderParam("price", readHoldingOrder({ sort: "-price" })),
  ]).toEqual(["-price", "value", "price"]);
  expect([ariaSort("price", now), ariaSort("value", now)]).toEqual(["descending", undefined]);
  expect(
    ["name", "-name", "-value"].map((sort) =>
      ariaSort(sort === "-value" ? "value" : "name", readHoldingOrder({ sort })),
    ),
  ).toEqual(["ascending", "descending", "ascending"]);
});

test("small values and those without a price are folded, once there are prices at all", () => {
  const ada = holding("ADA", { unit: "lovelace", kind: "ada", value: "0.5", priceClass: "firm" });
  const [small, doubtful, big, none] = [
    holding("small", { value: "0.999999", priceClass: "thin" }),
    holding("doubtful", { value: "0.5", priceClass: "unreliable" }),
    holding("big", { value: "1", priceClass: "firm" }),
    holding("none", {}),
  ];
  expect(foldsOf([ada, small, doubtful, big, none])).toEqual({
    shown: [ada, big],
    small: [small, doubtful],
    unpriced: [none],
  });
  expect(foldsOf([ada, none])).toEqual({ shown: [ada, none], small: [], unpriced: [] });
  expect(sumOfValues([small, doubtful, big])).toBe("1.999999");
  expect([ada, small, doubtful, none].map((each) => shareOfTotal(each, "2"))).toEqual([250, 500, null, null]);
  expect([shareOfTotal(ada, null), shareOfTotal(ada, "0")]).toEqual([null, null]);
});

test("a price says where it is from", () => {
  const provenance = { pool: "p", txHash: "t", height: 14_481_526, pools: 3, depthAda: "1200000.5" };
  const min = { ticker: "MIN", price: "0.0271", priceAt: "2026-05-03T12:03:00.000Z" };
  const text = (given: Partial<Holding>) => provenanceText(holding("MIN", { ...min, ...given }), "ADA");
  expect(text({ provenance })).toBe(
    "1 MIN = 0.0271 ADA, median of 3 pools, 1.2\u00a0M\u00a0ADA deep, block 14,481,526",
  );
  expect(text({ provenance: { ...provenance, pools: 1, height: null } })).toBe(
    "1 MIN = 0.0271 ADA, by one pool, 1.2\u00a0M\u00a0ADA deep, 3 May 2026, 12:03 UTC",
  );
  expect(text({ priceClass: "manual", priceSource: "you" })).toBe(
    "1 MIN = 0.0271 ADA, as you said, 3 May 2026, 12:03 UTC",
  );
  expect(text({ price: null })).toBeNull();
});
