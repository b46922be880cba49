import { describe, expect, it } from "vitest";
import { flowWorthText } from "@/app/words/flow-worth";

const firm = { then: false, now: false };
const text = (then: string | null, now: string | null, isLater = false, unreliable = firm) =>
  flowWorthText({ unit: "ab", worth: { then, now, isLater, unreliable } }, "EUR");

describe("what a movement was and is worth", () => {
  it("is told without the sign, which its amount has", () => {
    expect(text("-12.5", "-9")).toBe("€12.50 then, €9.00 now");
  });
  it("says of what is not known that it is not, and whether it may come", () => {
    expect(text(null, "9")).toBe("value then not known, €9.00 now");
    expect(text(null, "9", true)).toBe("value then still being looked up, €9.00 now");
    expect(text("12.5", null)).toBe("€12.50 then, now not known");
    expect(text(null, null, true)).toBe("value then still being looked up");
    expect(text(null, null)).toBeNull();
  });
  it("says of a price that cannot be relied on what holdings say", () => {
    expect(text("12.5", "9", false, { then: true, now: true })).toBe(
      "€12.50 then, €9.00 now, both in no total: too little is traded",
    );
    expect(text("12.5", "9", false, { then: true, now: false })).toBe(
      "€12.50 then (in no total: too little is traded), €9.00 now",
    );
    expect(text("12.5", "9", false, { then: false, now: true })).toBe(
      "€12.50 then, €9.00 now (in no total: too little is traded)",
    );
    expect(text(null, "9", false, { then: true, now: true })).toBe(
      "value then not known, €9.00 now (in no total: too little is traded)",
    );
  });
  it("is not told of ada in ada, nor of what is not valued", () => {
    expect(
      flowWorthText({ unit: "lovelace", worth: { then: "1", now: "1", isLater: false, unreliable: firm } }, "ADA"),
    ).toBeNull();
    expect(flowWorthText({ unit: "ab", worth: null }, "EUR")).toBeNull();
  });
});
