import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerRequest } from "@/dev/chain/blockfrost/routes";
import { inRange, withinRange } from "@/dev/chain/blockfrost/paging";
import { createChain } from "@/dev/chain/chain";
import { add, sum, ZERO, type Value } from "@/dev/chain/model/value";

const bound = fc.record({
  height: fc.integer({ min: 0, max: 12 }),
  index: fc.option(fc.integer({ min: 0, max: 3 })),
});
const places = fc
  .array(fc.record({ height: fc.integer({ min: 0, max: 12 }), index: fc.integer({ min: 0, max: 3 }) }), {
    maxLength: 40,
  })
  .map((list) => list.sort((a, b) => a.height - b.height || a.index - b.index));
const value: fc.Arbitrary<Value> = fc.record({
  lovelace: fc.bigInt({ min: 0n, max: 9n }),
  assets: fc
    .array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.bigInt({ min: 1n, max: 9n })))
    .map((rows) => new Map(rows)),
});

describe("a long list of the simulated chain", () => {
  it("is cut to a range as if every place were looked at", () => {
    fc.assert(
      fc.property(places, fc.option(bound), fc.option(bound), (list, from, to) => {
        expect(withinRange(list, { from, to })).toEqual(list.filter((place) => inRange({ from, to }, place)));
      }),
    );
  });

  it("is summed as if value after value were added", () => {
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const { lovelace, assets } = values.reduce(add, ZERO);
        expect(sum(values)).toEqual({ lovelace, assets });
      }),
    );
  });

  it("comes in pages that together are the whole list, from either end", () => {
    const chain = createChain({ seed: 1, now: Date.UTC(2025, 10, 20, 12) });
    const { stakeAddress } = chain.addWallet({ seed: "pages", transactions: 60 });
    const rows = (query: string) =>
      answerRequest(chain, `accounts/${String(stakeAddress)}/transactions`, new URLSearchParams(query))
        .body as unknown[];
    const pages = (order: string) =>
      Array.from({ length: 40 }, (_, index) => rows(`count=7&page=${String(index + 1)}&order=${order}`)).flat();
    expect(rows("").length).toBeGreaterThan(60);
    expect(pages("asc").slice(0, 100)).toEqual(rows(""));
    expect(pages("desc")).toEqual(pages("asc").toReversed());
  });

  it("is of transactions that carry no more kinds of tokens than its wallet would keep", { timeout: 60_000 }, () => {
    const chain = createChain({ seed: 1, now: Date.UTC(2025, 10, 20, 12) });
    const { stakeAddress } = chain.addWallet({ seed: "long", transactions: 3_000, features: ["spam", "nfts"] });
    const outputs = chain.touchingTransactions(stakeAddress ?? "").flatMap(({ tx }) => tx.outputs);
    expect(Math.max(...outputs.map(({ value: { assets } }) => assets.size))).toBeLessThan(60);
  });
});
