import { describe, expect, it } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { hotRank, hotScore } from "@/lib/market/hot-score";
import type { MarketToken } from "@/lib/market/market-token";
import { ranksOf } from "@/lib/market/token-ranks";

const hourMs = 3_600_000;
const now = 500_000;
const unit = `${"ab".repeat(28)}544f4b` as Unit;

interface Facts {
  readonly class?: "firm" | "thin" | "unreliable";
  readonly depthAda?: number;
  readonly doubted?: string;
  /** Close, trades, ada and age of hours, oldest first. */
  readonly hours?: readonly (readonly [close: string, trades: number, ada: number, hoursAgo: number])[];
}

function token({ class: priceClass = "firm", depthAda = 10_000, doubted, hours = [["2", 9, 999, 0]] }: Facts) {
  return {
    unit,
    price: {
      price: hours.at(-1)?.[0] ?? "2",
      class: priceClass,
      depthLovelace: String(depthAda * 1_000_000),
      pools: 1,
      from: { dex: "minswap-v2", poolUnit: unit, txHash: "00".repeat(32), height: null, via: null },
      at: new Date(now * hourMs).toISOString(),
    },
    doubted: doubted ?? null,
    hours: hours.map(([close, trades, ada, hoursAgo]) => ({
      hour: now - hoursAgo,
      close,
      trades,
      volumeLovelace: String(ada * 1_000_000),
    })),
    pools: [],
  } satisfies MarketToken;
}

const at = (hoursLater: number) => (now + hoursLater) * hourMs;

describe("how hot a token is", () => {
  it("is what the formula says", () => {
    // (log10(1 + 999) + 0.5 · log10(1 + 9)) · 1 / 2^0.8
    expect(hotScore(token({}), at(0))).toBeCloseTo(3.5 / 2 ** 0.8, 12);
    expect(hotScore(token({ depthAda: 2_500 }), at(0))).toBeCloseTo((3.5 / 2 ** 0.8) * 0.25, 12);
    expect(hotScore(token({ depthAda: 90_000 }), at(0))).toBeCloseTo(3.5 / 2 ** 0.8, 12);
    // Six hours later half of it counts, and the last trade is six hours old.
    const later = (Math.log10(1 + 499.5) + 0.5 * Math.log10(1 + 4.5)) / 8 ** 0.8;
    expect(hotScore(token({}), at(6))).toBeCloseTo(later, 12);
  });
  it("is nothing where the price is not to be relied on, or nobody trades it", () => {
    expect(hotScore(token({ class: "unreliable" }), at(0))).toBeNull();
    expect(hotScore(token({ doubted: "7" }), at(0))).toBeNull();
    expect(hotScore({ ...token({}), price: null }, at(0))).toBeNull();
    expect(hotScore(token({ hours: [["2", 0, 0, 0]] }), at(0))).toBeNull();
    expect(hotScore(token({}), at(24))).toBeNull();
    expect(hotScore(token({}), at(23))).not.toBeNull();
  });
  it("ranks of different times keep an order in which heat halves in six hours", () => {
    const much = token({ hours: [["2", 99, 999_999, 0]] });
    const little = token({ hours: [["2", 1, 9, 0]] });
    const [of, heat] = [hotRank, hotScore];
    const halvings = Math.log2((heat(much, at(0)) ?? 0) / (heat(little, at(0)) ?? 1));
    const moved = { ...little, hours: little.hours.map((each) => ({ ...each, hour: each.hour + 12 })) };
    expect((of(much, at(0)) ?? 0) - (of(moved, at(12)) ?? 0)).toBeCloseTo(halvings - 2, 6);
  });
});

describe("where a token stands", () => {
  const risen = [
    ["2", 0, 0, 25],
    ["3", 4, 1_000, 0],
  ] as const;
  it("among those that rose or fell in a day, by how much", () => {
    expect(ranksOf(token({ hours: risen }), at(0))).toMatchObject({
      gainers: 0.5,
      losers: null,
      volume: 1_000_000_000,
    });
    const fallen = token({ hours: [risen[0], ["3/2", 1, 1, 0]] });
    expect(ranksOf(fallen, at(0))).toMatchObject({ gainers: null, losers: 0.25 });
    expect(ranksOf(token({}), at(0))).toMatchObject({ gainers: null, losers: null });
  });
  it("nowhere by a change that is doubted or unreliable", () => {
    const none = { hot: null, gainers: null, losers: null };
    expect(ranksOf(token({ hours: risen, class: "unreliable" }), at(0))).toMatchObject(none);
    expect(ranksOf(token({ hours: risen, doubted: "9" }), at(0))).toMatchObject(none);
    expect(ranksOf({ ...token({ hours: risen }), price: null }, at(0))).toMatchObject({ ...none, volume: null });
  });
});
