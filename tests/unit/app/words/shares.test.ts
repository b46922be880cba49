import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shares, shareText } from "@/app/words/shares";

describe("shares", () => {
  it("rounds up those first that lost most", () => {
    expect(shares([1n, 1n, 1n, 4n])).toEqual([143, 143, 143, 571]);
    expect(shares([3_133n, 7n, 34n, 2n, 14n])).toEqual([982, 2, 11, 1, 4]);
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
