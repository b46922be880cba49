import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { TxHash } from "@/lib/cardano/brand";
import { lovelace, parseUnit } from "@/lib/cardano/unit";
import { fillsByOther, ownFills, type TradedSum } from "@/lib/prices/own-fills";
import type { PastPrice } from "@/lib/prices/past-price";

const [token, other] = ["41", "42"].map((name) => parseUnit(`${"ab".repeat(28)}${name}`)) as [
  TradedSum["unit"],
  TradedSum["unit"],
];
const sum = (unit: TradedSum["unit"], quantity: bigint, orderRef: string | null = "a#0"): TradedSum => ({
  action: "order_fill",
  orderRef,
  unit,
  quantity,
});
const told = (sums: readonly TradedSum[]) => [...ownFills(sums)].map(([unit, price]) => [unit, price.toFraction()]);

describe("A wallet's own trade", () => {
  test("tells what the token cost, whether it was bought or sold", () => {
    expect(told([sum(lovelace, -100_000_000n), sum(token, 3n)])).toEqual([[token, "100000000/3"]]);
    expect(told([sum(lovelace, 50n), sum(token, -100n)])).toEqual([[token, "1/2"]]);
  });

  test("of several orders for one token is what they came to together", () => {
    const sums = [
      sum(lovelace, -10n),
      sum(token, 1n),
      sum(lovelace, -30n, "b#0"),
      sum(token, 1n, "b#0"),
      sum(lovelace, -7n, "c#0"),
      sum(other, 7n, "c#0"),
    ];
    expect(told(sums)).toEqual([
      [token, "20"],
      [other, "1"],
    ]);
  });

  test("tells nothing where it is no trade of one for ADA", () => {
    expect(told([sum(token, -5n), sum(other, 5n)])).toEqual([]);
    expect(told([sum(lovelace, 5n), sum(token, 5n)])).toEqual([]);
    expect(told([sum(lovelace, -5n), sum(token, 5n), sum(other, 5n)])).toEqual([]);
    expect(told([sum(lovelace, 0n), sum(token, 5n)])).toEqual([]);
  });
});

describe("A wallet's own trade of one token for another", () => {
  const third = parseUnit(`${"ab".repeat(28)}43`);
  const known: PastPrice = {
    ...{ price: new Fraction(3), class: "thin", depthLovelace: 2_000_000_000n, rank: "at height" },
    ...{
      from: { dex: "minswap-v2", poolUnit: other, txHash: "00" as TxHash, height: 9 },
      at: "2024-01-10T12:00:00.000Z",
    },
  };
  const by = (...sums: TradedSum[]) => [...fillsByOther(sums, (unit) => (unit === other ? known : null))];

  test("tells what one cost by what the other did, as sure as that is, whichever was given", () => {
    const price = { ...known, price: new Fraction(15, 2), rank: "fill" };
    expect(by(sum(other, -5n), sum(token, 2n))).toEqual([[token, price]]);
    expect(by(sum(token, -2n), sum(other, 5n))).toEqual([[token, price]]);
  });

  test("tells nothing where neither has a price, where it is for ADA, or where more than two took part", () => {
    expect(by(sum(third, -5n), sum(token, 2n))).toEqual([]);
    expect(by(sum(other, -5n), sum(lovelace, 2n))).toEqual([]);
    expect(by(sum(other, -5n), sum(token, 2n), sum(third, 1n))).toEqual([]);
    expect(by(sum(other, 5n), sum(token, 2n))).toEqual([]);
  });

  test("of two trades counts the first", () => {
    const sums = [sum(other, -5n), sum(token, 1n), sum(other, -50n, "b#0"), sum(token, 1n, "b#0")];
    expect(by(...sums).map(([unit, { price }]) => [unit, price.toFraction()])).toEqual([[token, "15"]]);
  });
});
