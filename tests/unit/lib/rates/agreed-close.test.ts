import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { rateSources, type RateSource } from "@/lib/contract/rates";
import { agreedClose, type SourceClose } from "@/lib/rates/agreed-close";

const closes = (said: Partial<Record<RateSource, string>>): SourceClose[] =>
  Object.entries(said).map(([source, usd]) => ({ source: source as RateSource, usd: new Fraction(usd) }));

/** With the rate as a decimal. */
function agreed(said: Partial<Record<RateSource, string>>) {
  const found = agreedClose(closes(said));
  return found && { ...found, usd: found.usd.toString() };
}

describe("what several sources say of one close", () => {
  test("two within 3 %: the one who is believed more, whoever else says something", () => {
    const both = { usd: "1", sources: ["coinbase", "binance"], note: null };
    expect(agreed({ coinbase: "1", binance: "1.03" })).toEqual(both);
    expect(agreed({ binance: "1.03", coinbase: "1", kraken: "7", frankfurter: "9" })).toEqual(both);
    expect(agreed({ frankfurter: "0.98", kraken: "0.99" })).toEqual({
      usd: "0.99",
      sources: ["kraken", "frankfurter"],
      note: null,
    });
  });

  test("further apart: the median of three, and who lies farthest from it", () => {
    expect(agreed({ coinbase: "10", binance: "1", kraken: "1.01" })).toEqual({
      usd: "1.01",
      sources: ["coinbase", "binance", "kraken"],
      note: { kind: "odd one", source: "coinbase" },
    });
    expect(agreed({ coinbase: "1", binance: "0.1", frankfurter: "1.02" })).toEqual({
      usd: "1",
      sources: ["coinbase", "binance", "frankfurter"],
      note: { kind: "odd one", source: "binance" },
    });
    // Just past 3 %; the third settles it, and is itself not odd.
    expect(agreed({ coinbase: "1", binance: "1.0300000001", kraken: "1.02" })).toEqual({
      usd: "1.02",
      sources: ["coinbase", "binance", "kraken"],
      note: { kind: "odd one", source: "coinbase" },
    });
    expect(agreed({ coinbase: "1", binance: "4", kraken: "2" })).toEqual({
      usd: "2",
      sources: ["coinbase", "binance", "kraken"],
      note: { kind: "odd one", source: "binance" },
    });
  });

  test("two further apart without a third, one alone, and nobody", () => {
    expect(agreed({ coinbase: "1", binance: "1.1" })).toEqual({
      usd: "1",
      sources: ["coinbase", "binance"],
      note: { kind: "sources differ" },
    });
    expect(agreed({ frankfurter: "0.021" })).toEqual({
      usd: "0.021",
      sources: ["frankfurter"],
      note: { kind: "one source" },
    });
    expect(agreed({})).toBeNull();
  });
});

const price = fc.bigInt({ min: 1n, max: 10n ** 9n }).map((millionths) => new Fraction(millionths, 1_000_000n));
const said = fc
  .uniqueArray(fc.constantFrom(...rateSources), { minLength: 1 })
  .chain((sources) => fc.tuple(...sources.map((source) => price.map((usd): SourceClose => ({ source, usd })))));

const plain = (given: readonly SourceClose[]) => {
  const found = agreedClose(given);
  return found && { ...found, usd: found.usd.toFraction() };
};

test("the order of arrival changes nothing", () => {
  fc.assert(
    fc.property(
      said.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))),
      ([given, shuffled]) => {
        expect(plain(shuffled)).toEqual(plain(given));
      },
    ),
  );
});

test("a rate never leaves what was said, and one source alone never moves it outside of the two others", () => {
  fc.assert(
    fc.property(said, (given) => {
      const found = agreedClose(given);
      const heard = given.filter(({ source }) => found?.sources.includes(source)).map(({ usd }) => usd);
      expect(heard.some((usd) => found?.usd.equals(usd))).toBe(true);
      if (found?.note?.kind !== "odd one") return;
      const { source: odd } = found.note;
      const others = given
        .filter(({ source }) => found.sources.includes(source) && source !== odd)
        .map(({ usd }) => usd);
      const [low, high] = others.toSorted((a, b) => a.compare(b));
      expect([low?.lte(found.usd), high?.gte(found.usd)]).toEqual([true, true]);
    }),
  );
});
