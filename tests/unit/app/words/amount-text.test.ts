import { describe, expect, it } from "vitest";
import { adaText, amountJoin, amountText, countOf, signedAmountText } from "@/app/words/amount-text";

describe("amounts for reading", () => {
  it("are exact beyond what a float can hold", () => {
    expect(amountText("9007199254740993000001", 6)).toBe("9,007,199,254,740,993.000001");
  });

  it("carry a true minus sign, and a plus only where asked for", () => {
    expect([amountText("-1234500000", 6), signedAmountText("1500000", 6), signedAmountText("0", 6)]).toEqual([
      "\u22121,234.5",
      "+1.5",
      "0",
    ]);
  });

  it("say so where nobody knows the decimals yet", () => {
    expect([amountText("-1234500", null), signedAmountText("1500", null) + amountJoin(null) + "MIN"]).toEqual([
      "\u22121,234,500 raw units",
      "+1,500 raw units of MIN",
    ]);
    expect(amountText("1500", 0) + amountJoin(0) + "MIN").toBe("1,500 MIN");
  });

  it("name ADA and count things", () => {
    expect([adaText("2000000"), countOf(11_234_567)]).toEqual(["2 ADA", "11,234,567"]);
  });
});
