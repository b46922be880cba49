import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adaParts, type AdaAllocation, type AdaPart } from "@/lib/contract/positions";
import { proofBridge } from "@/app/words/proof-bridge";

function allocation(parts: Partial<Record<AdaPart, bigint>>): AdaAllocation {
  const all = adaParts.flatMap((part) =>
    parts[part] === undefined ? [] : [{ part, quantity: parts[part].toString() }],
  );
  const total = all.reduce((sum, { quantity }) => sum + BigInt(quantity), 0n);
  return { total: total.toString(), parts: all };
}

describe("the lines from the proven sum to the headline", () => {
  it("are rewards and deposits", () => {
    const ada = allocation({
      spendable: 3_000_000_000n,
      orders: 157_690_000n,
      deposits: 2_000_000n,
      rewards: 24_330_000n,
    });
    expect(proofBridge(3_157_690_000n, ada)).toEqual([
      { name: "Deposits", lovelace: 2_000_000n },
      { name: "Unwithdrawn rewards", lovelace: 24_330_000n },
    ]);
  });

  it("name orders that lie at an exchange's own address", () => {
    expect(proofBridge(100n, allocation({ wallet: 100n, orders: 40n }))).toEqual([
      { name: "In open orders at exchanges' own addresses", lovelace: 40n },
    ]);
  });

  it("name what moved, or was said not to be theirs, since", () => {
    expect(proofBridge(100n, allocation({ wallet: 90n }))).toEqual([
      { name: "Changed since the proof", lovelace: -10n },
    ]);
  });

  it("add up to the headline, whatever it is made of", () => {
    const amount = fc.bigInt({ min: 0n, max: 45_000_000_000_000_000n });
    const given = fc.tuple(amount, fc.dictionary(fc.constantFrom(...adaParts), amount));
    fc.assert(
      fc.property(given, ([proven, parts]) => {
        const ada = allocation(parts);
        const sum = proofBridge(proven, ada).reduce((total, { lovelace }) => total + lovelace, proven);
        expect(sum).toBe(BigInt(ada.total));
      }),
    );
  });
});
