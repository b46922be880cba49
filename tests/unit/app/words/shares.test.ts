import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shares, shareText } from "@/app/words/shares";

describe("shares", () => {
  it("gives the remainder to the largest", () => {
    expect(shares([1n, 1n, 1n, 4n])).toEqual([142, 142, 142, 574]);
  });

  it("is all zero for an empty whole", () => {
    expect(shares([0n, 0n])).toEqual([0, 0]);
  });

  it("always fills the bar", () => {
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 45_000_000_000_000_000n }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(amounts, (parts) => {
        const filled = shares(parts).reduce((sum, part) => sum + part, 0);
        return filled === (parts.some((part) => part > 0n) ? 1000 : 0);
      }),
    );
  });

  it("does not call a small part nothing", () => {
    expect([shareText(0, true), shareText(0, false), shareText(123, true)]).toEqual(["< 0.1 %", "0.0 %", "12.3 %"]);
  });
});
