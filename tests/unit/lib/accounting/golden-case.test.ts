import { expect, test } from "vitest";
import { readGoldenCase } from "@/lib/accounting/golden-case";
import { lotsLine } from "@/lib/accounting/lots-line";

const bought = { id: "bought", kind: "acquire", at: "2024-01-01T00:00:00Z", asset: "A", quantity: "10", value: "100" };

function lineOf(event: object): unknown {
  const later = { id: "later", at: "2024-02-01T00:00:00Z", asset: "A", ...event };
  const options = { schema: "golden-cost-basis/1", id: "case", method: "fifo", scope: "universal", currency: "USD" };
  return lotsLine(readGoldenCase(JSON.stringify({ ...options, options: {}, events: [bought, later] })));
}

test("a fee in the coin that is sold takes more of it, and nothing of what was got for it", () => {
  const sold = { kind: "dispose", quantity: "4", value: "80", feeAsset: "A", feeQuantity: "1", feeValue: "20" };
  expect(lineOf(sold)).toMatchObject({
    disposals: [{ quantity: "5", proceeds: "80", costBasis: "50", gain: "30" }],
    remaining: [{ quantity: "5", costBasis: "50" }],
  });
});

test.each([
  [{ kind: "transfer", quantity: "1", toWallet: "b", received: "-1" }, "must not be less than zero"],
  [{ kind: "transfer", quantity: "1", toWallet: "b", received: "1.5" }, "must not be more than was sent"],
  [{ kind: "dispose", quantity: "1", value: "5", feeAsset: "A", feeQuantity: "-3" }, "must not be less than zero"],
  [{ kind: "dispose", quantity: "0", value: "5" }, "must be more than zero"],
])("%o is refused", (event, reason) => {
  expect(() => lineOf(event)).toThrow(reason);
});
