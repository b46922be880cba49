import { describe, expect, it } from "vitest";
import {
  feeText,
  marketPath,
  ownPriceTrouble,
  priceSentence,
  readMarketPlace,
  roundAdaText,
} from "@/app/words/market-words";

describe("The market in words", () => {
  it("says where a price is from", () => {
    const told = { short: "MIN", priceAda: "0.0271", poolsCounted: 3, depthAda: "1234567.8", height: 14_481_526 };
    expect(priceSentence(told).replaceAll("\u00a0", " ")).toBe(
      "1 MIN = 0.0271 ADA, median of 3 pools, 1.23 M ADA deep, block 14,481,526",
    );
    expect(priceSentence({ ...told, poolsCounted: 1, depthAda: null, height: null })).toBe(
      "1 MIN = 0.0271 ADA, by one pool",
    );
  });

  it.each([
    ["812", "812 ADA"],
    ["55012.5", "55 k ADA"],
    ["1234567.8", "1.23 M ADA"],
    ["45000000000", "45 B ADA"],
  ])("rounds %s ADA", (ada, text) => {
    expect(roundAdaText(ada).replaceAll("\u00a0", " ")).toBe(text);
  });

  it("says a fee as a share", () => {
    expect([feeText("0.003"), feeText("0.0035")]).toEqual(["0.3\u00a0%", "0.35\u00a0%"]);
  });

  it("reads the address of the page, and writes the same one", () => {
    expect(readMarketPlace({ tab: "gainers", q: " min ", cursor: "WzEs" })).toEqual({
      tab: "gainers",
      q: "min",
      cursor: "WzEs",
    });
    expect(readMarketPlace({ tab: "best", cursor: "a b" })).toEqual({ tab: "hot", q: "", cursor: undefined });
    expect(marketPath({ tab: "gainers", q: "min", cursor: "WzEs" })).toBe("/market?tab=gainers&q=min&cursor=WzEs");
    expect(marketPath({ tab: "hot" })).toBe("/market");
  });

  it.each([
    ["0.0271", null],
    ["0", null],
    ["", "Write what one of it costs."],
    ["1,5", "Write the decimals behind a point: 0.0271"],
    ["-1", "Write a number like 0.0271: at most 15 digits before the point and 18 behind it."],
    ["1e3", "Write a number like 0.0271: at most 15 digits before the point and 18 behind it."],
  ])("tells what is wrong with the price %j", (price, trouble) => {
    expect(ownPriceTrouble(price)).toBe(trouble);
  });
});
