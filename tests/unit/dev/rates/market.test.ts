import { describe, expect, test } from "vitest";
import { answerOf, type View } from "@/dev/rates/apis";
import { adaUsdAt, simulatedMarket } from "@/dev/rates/market";

const dayMs = 86_400_000;
const view: View = { market: simulatedMarket, now: Date.parse("2026-11-28T10:20Z"), times: 1 };

describe("the made-up market", () => {
  test("is about what ada cost, and the same every time", () => {
    const levels = {
      "2017-11-01": 0.025,
      "2018-01-04": 1,
      "2018-12-31": 0.04,
      "2021-09-02": 3,
      "2022-12-31": 0.25,
      "2024-12-31": 0.85,
    };
    for (const [day, usd] of Object.entries(levels)) {
      const ratio = adaUsdAt(Date.parse(day)) / usd;
      expect([day, ratio > 0.8 && ratio < 1.25]).toEqual([day, true]);
      expect(adaUsdAt(Date.parse(day))).toBe(adaUsdAt(Date.parse(day)));
    }
  });

  test("moves by a few per cent a day, and never by more than a third", () => {
    const moves = Array.from({ length: 3_300 }, (_, day) => {
      const at = Date.parse("2017-10-01") + day * dayMs;
      return Math.abs(Math.log(adaUsdAt(at + dayMs) / adaUsdAt(at)));
    }).toSorted((a, b) => a - b);
    expect(moves[1_650]).toBeGreaterThan(0.01);
    expect(moves[1_650]).toBeLessThan(0.05);
    expect(moves.at(-1)).toBeLessThan(0.33);
  });

  test("before ada there is none", () => {
    expect(simulatedMarket(Date.parse("2017-09-30"))).toBeNull();
  });
});

describe("the sources' own ways", () => {
  const asked = (source: Parameters<typeof answerOf>[0], path: string, query: Record<string, string>) =>
    answerOf(source, path, new URLSearchParams(query), view);

  test("Coinbase: newest first, the running candle too, and 300 at most", () => {
    const query = { granularity: "3600", start: "2026-11-28T08:00:00Z", end: "2026-11-28T10:00:00Z" };
    const { body } = asked("coinbase", "products/ADA-USD/candles", query) as { body: number[][] };
    expect(body.map(([start = 0]) => new Date(start * 1000).getUTCHours())).toEqual([10, 9, 8]);
    expect(body.map((candle) => candle.length)).toEqual([6, 6, 6]);
    const tooMany = { ...query, start: "2026-11-15T22:00:00Z" };
    expect(asked("coinbase", "products/ADA-USD/candles", tooMany).status).toBe(400);
  });

  test("Binance: from its listing on, oldest first, prices as texts", () => {
    const query = { symbol: "ADAUSDT", interval: "1d", startTime: "0", limit: "2" };
    const { body } = asked("binance", "api/v3/klines", query) as { body: unknown[][] };
    expect(body.map(([start]) => new Date(start as number).toISOString().slice(0, 10))).toEqual([
      "2018-04-17",
      "2018-04-18",
    ]);
    expect(body.map((candle) => [candle.length, typeof candle[4]])).toEqual([
      [12, "string"],
      [12, "string"],
    ]);
  });

  test("Kraken: the newest 720, whatever is asked", () => {
    const { body } = asked("kraken", "0/public/OHLC", { pair: "ADAUSD", interval: "60", since: "0" }) as {
      body: { result: { ADAUSD: unknown[] } };
    };
    expect(body.result.ADAUSD).toHaveLength(720);
    expect(asked("kraken", "0/public/OHLC", { pair: "ADAXYZ" }).body).toEqual({ error: ["EQuery:Unknown asset pair"] });
  });

  test("Frankfurter: currencies on working days, ada on each", () => {
    const span = { from: "2026-11-26", to: "2026-11-28" };
    const fiats = asked("frankfurter", "v2/rates", { base: "EUR", quotes: "USD,GBP", providers: "ecb", ...span });
    expect((fiats.body as { date: string; quote: string }[]).map(({ date, quote }) => `${date} ${quote}`)).toEqual([
      "2026-11-26 USD",
      "2026-11-26 GBP",
      "2026-11-27 USD",
      "2026-11-27 GBP",
    ]);
    const ada = asked("frankfurter", "v2/rates", { base: "ADA", quotes: "USD", ...span });
    expect((ada.body as unknown[]).length).toBe(3);
  });
});
