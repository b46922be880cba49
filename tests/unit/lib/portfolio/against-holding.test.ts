import fc from "fast-check";
import { describe, expect, it } from "vitest";
import Fraction from "fraction.js";
import { lovelace, parseUnit } from "@/lib/cardano/unit";
import { againstHolding } from "@/lib/portfolio/against-holding";
import { shareOf } from "@/lib/protocols/pool";

const lp = parseUnit("f5808c2c990d86da54bfc97d89cee6efa20cd8461616359478d96b4c" + "ab".repeat(32));
const token = parseUnit("cd".repeat(28) + "544f4b");

const amounts = (ada: bigint, tokens: bigint) =>
  new Map([
    [lovelace, ada],
    [token, tokens],
  ]);

/** Put in 1,000 lovelace and 100 of the token; the price rose fourfold, and fees came to a tenth. */
const shared = { lp, quantity: 50n, parts: amounts(2_200n, 55n), reserves: amounts(220_000n, 5_500n) };
const handed = new Map([...amounts(1_000n, 100n), [lp, -50n]]);

describe("Liquidity against holding", () => {
  it("tells what there is more and less of, and what share of holding it is by the pool's price", () => {
    // Held: 1,000 + 100 · 40 = 5,000; 1,200 more lovelace, and 45 less of the token, are 600 less.
    expect(againstHolding(shared, handed)).toEqual({ differences: amounts(1_200n, -45n), share: new Fraction(-3, 25) });
  });

  it("has no share where the pool's price is not its reserves' ratio", () => {
    expect(againstHolding({ ...shared, reserves: null }, handed)).toEqual({
      differences: amounts(1_200n, -45n),
      share: null,
    });
  });

  it.each([
    ["nothing is known to be put in", undefined],
    ["some tokens came from elsewhere", new Map([...handed, [lp, -49n] as const])],
    ["some went elsewhere", new Map([...handed, [lp, -51n] as const])],
  ])("says nothing where %s", (_, given) => {
    expect(againstHolding(shared, given)).toBeNull();
  });

  it("whoever put in one side alone is compared with keeping that side", () => {
    const zapped = new Map([
      [lovelace, 4_300n],
      [lp, -50n],
    ]);
    expect(againstHolding(shared, zapped)?.differences).toEqual(amounts(-2_100n, 55n));
  });

  it("without fees liquidity is never worth more than holding, at whatever price; at the old one it is worth the same", () => {
    const reserve = fc.bigInt(10n ** 9n, 10n ** 12n);
    fc.assert(
      fc.property(reserve, reserve, fc.bigInt(1n, 1_000n), fc.bigInt(1n, 1_000n), (ada, tokens, up, down) => {
        const supply = 10n ** 9n;
        const quantity = supply / 10n;
        const put = amounts(ada, tokens);
        // On the curve, or a little below it.
        const moved = amounts((10n * ada * up) / down, (10n * tokens * down) / up);
        const parts = shareOf({ supply, reserves: moved }, quantity) ?? new Map();
        const told = againstHolding({ lp, quantity, parts, reserves: moved }, new Map([...put, [lp, -quantity]]));
        const compared = told?.share?.compare(0);
        expect(compared).toBeLessThanOrEqual(0);
        if (up === down) expect(compared).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });
});
