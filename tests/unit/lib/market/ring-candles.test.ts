import { describe, expect, it } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { unknownToken } from "@/lib/market/market-token";
import { joinedCandles, ringCandles, type LookCandle } from "@/lib/market/ring-candles";

const hourMs = 3_600_000;
const hour = (at: number, close: string, volume = "5") => ({ hour: at, close, trades: 1, volumeLovelace: volume });
const token = {
  ...unknownToken(`${"ab".repeat(28)}01` as Unit),
  hours: [hour(22, "1/2"), hour(23, "3/4", "7"), hour(25, "1/4")],
};
const text = ({ start, open, high, low, close, volumeLovelace }: LookCandle) => [
  start / hourMs,
  ...[open, high, low, close].map((price) => price.toFraction()),
  volumeLovelace,
];

describe("Candles of the hours that were looked at", () => {
  it("open where the hour before closed, and after a gap where they close: nothing is made up", () => {
    expect(ringCandles(token).map(text)).toEqual([
      [22, "1/2", "1/2", "1/2", "1/2", 5n],
      [23, "1/2", "3/4", "1/2", "3/4", 7n],
      [25, "1/4", "1/4", "1/4", "1/4", 5n],
    ]);
  });

  it("make days of UTC", () => {
    expect(joinedCandles(ringCandles(token), 24 * hourMs).map(text)).toEqual([
      [0, "1/2", "3/4", "1/2", "3/4", 12n],
      [24, "1/4", "1/4", "1/4", "1/4", 5n],
    ]);
  });

  it("are none where nobody looked", () => {
    expect(ringCandles(unknownToken(token.unit))).toEqual([]);
  });
});
