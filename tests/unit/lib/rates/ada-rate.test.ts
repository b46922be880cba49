import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { quotedFiats, type Currency, type Grain, type RateSource } from "@/lib/contract/rates";
import { adaRate, type Close, type Evidence } from "@/lib/rates/ada-rate";
import { ecbTable } from "@/lib/rates/ecb-table";
import { ecbTableUntil } from "@/lib/rates/ecb-table-until";
import { tableOf } from "@/lib/rates/fetched-fiats";
import { fiatRate, publishedDay } from "@/lib/rates/fiat-rate";
import { dateOf, wantedClose } from "@/lib/rates/instants";

const at = (iso: string) => Date.parse(`${iso}Z`);
const close = (time: string, grain: Grain, source: RateSource, usd: string): Close => ({
  at: at(time),
  grain,
  source,
  close: usd,
});
const known = (...closes: Close[]): Evidence => ({ closes, unread: [], isAsked: true });
const table = await ecbTable();

function told(currency: Currency, grain: Grain, wanted: string, evidence: Evidence) {
  const rate = adaRate(currency, grain, at(wanted), evidence, [table]);
  return rate.rate === null ? rate : { ...rate, rate: rate.rate.toFraction() };
}

describe("which close answers", () => {
  const now = at("2026-11-28T10:20");
  const wanted = (time: string, grain: Grain) => new Date(wantedClose(at(time), grain, now)).toISOString();

  test("for a transaction: the last full hour", () => {
    expect(wanted("2021-09-02T14:59:59", "hour")).toBe("2021-09-02T14:00:00.000Z");
    expect(wanted("2021-09-02T15:00:00", "hour")).toBe("2021-09-02T15:00:00.000Z");
    expect(wanted("2026-11-28T10:19", "hour")).toBe("2026-11-28T10:00:00.000Z");
    expect(wanted("2027-01-01T00:00", "hour")).toBe("2026-11-28T10:00:00.000Z");
  });

  test("for a chart: the whole day; of today the last full hour", () => {
    expect(wanted("2021-09-02T00:00", "day")).toBe("2021-09-03T00:00:00.000Z");
    expect(wanted("2026-11-27T23:59", "day")).toBe("2026-11-28T00:00:00.000Z");
    expect(wanted("2026-11-28T03:00", "day")).toBe("2026-11-28T10:00:00.000Z");
  });
});

describe("an ada in money", () => {
  const day = known(
    close("2021-09-03T00:00", "day", "binance", "2.97"),
    close("2021-09-03T00:00", "day", "coinbase", "2.96"),
    close("2021-09-03T00:00", "hour", "coinbase", "2.95"),
  );

  test("in dollars, euros, yen and ada, exactly", () => {
    const common = {
      at: "2021-09-03T00:00:00.000Z",
      sources: ["coinbase", "binance"],
      note: null,
      ageSeconds: 0,
      later: false,
    };
    const fiat = { day: "2021-09-02", isOld: false };
    expect(told("USD", "day", "2021-09-03T00:00", day)).toEqual({ ...common, rate: "74/25", fiat: null });
    expect(told("EUR", "day", "2021-09-03T00:00", day)).toEqual({
      ...common,
      rate: new Fraction("2.96").div("1.1846").toFraction(),
      fiat,
    });
    expect(told("JPY", "day", "2021-09-03T00:00", day)).toEqual({
      ...common,
      rate: new Fraction("2.96").mul("130.31").div("1.1846").toFraction(),
      fiat,
    });
    expect(told("ADA", "day", "2021-09-03T00:00", known())).toEqual({
      ...common,
      rate: "1",
      sources: [],
      fiat: null,
    });
  });

  test("the hour's own close goes before the day's that ends with it", () => {
    expect(told("USD", "hour", "2021-09-03T00:00", day)).toEqual({
      rate: "59/20",
      at: "2021-09-03T00:00:00.000Z",
      sources: ["coinbase"],
      note: { kind: "one source" },
      ageSeconds: 0,
      fiat: null,
      later: false,
    });
  });

  test("an older close says how old it is, and that another may come", () => {
    const older = { ...known(close("2018-01-05T00:00", "day", "frankfurter", "1.1")), unread: ["kraken" as const] };
    expect(told("USD", "hour", "2018-01-05T10:00", older)).toEqual({
      rate: "11/10",
      at: "2018-01-05T00:00:00.000Z",
      sources: ["frankfurter"],
      note: { kind: "one source" },
      ageSeconds: 36_000,
      fiat: null,
      later: true,
    });
  });

  test("where two agree, only who is believed more than the second may change it", () => {
    const later = (unread: RateSource[], ...closes: Close[]) =>
      told("USD", "day", "2021-09-03T00:00", { ...known(...closes), unread }).later;
    const [binance, coinbase] = day.closes as [Close, Close];
    const kraken = close("2021-09-03T00:00", "day", "kraken", "2.96");
    expect(later(["kraken", "frankfurter"], binance, coinbase)).toBe(false);
    expect(later(["coinbase"], binance, kraken)).toBe(true);
    expect(later(["frankfurter"], binance, kraken)).toBe(false);
    expect(later(["frankfurter"], binance)).toBe(true);
    expect(later(["frankfurter"], binance, { ...kraken, close: "29.6" })).toBe(true);
    expect(later([], binance, { ...kraken, close: "29.6" })).toBe(false);
  });

  test("without any close: later, none exists, or switched off; never zero", () => {
    const nothing: Evidence = { closes: [], unread: ["binance"], isAsked: true };
    const later = { rate: null, reason: "later", later: true };
    const none = { rate: null, reason: "none exists", later: false };
    expect(told("USD", "hour", "2020-01-05T10:00", nothing)).toEqual(later);
    expect(told("USD", "hour", "2017-09-30T10:00", nothing)).toEqual(none);
    expect(told("USD", "day", "2017-10-03T00:00", known())).toEqual(none);
    expect(told("EUR", "day", "2020-01-05T00:00", { ...nothing, unread: [], isAsked: false })).toEqual({
      rate: null,
      reason: "switched off",
      later: false,
    });
  });
});

describe("currencies", () => {
  const perEuro = (currency: "GBP" | "EUR", time: string) => {
    const rate = fiatRate(currency, at(time), [table]);
    return rate && [dateOf(rate.day), rate.isOld];
  };

  test("by the last working day whose rates were out", () => {
    expect(dateOf(publishedDay(at("2021-09-02T14:59:59")))).toBe("2021-09-01");
    expect(dateOf(publishedDay(at("2021-09-02T15:00")))).toBe("2021-09-02");
    // A Saturday, and Easter: Friday and Monday are holidays.
    expect(perEuro("GBP", "2021-09-04T12:00")).toEqual(["2021-09-03", false]);
    expect(perEuro("EUR", "2021-04-05T20:00")).toEqual(["2021-04-01", false]);
  });

  test("an old one says so, and after 31 days there is none", () => {
    expect(perEuro("GBP", "2026-04-20T20:00")).toEqual([ecbTableUntil, false]);
    expect(perEuro("GBP", "2026-04-21T20:00")).toEqual([ecbTableUntil, true]);
    expect(perEuro("GBP", "2026-05-14T20:00")).toEqual([ecbTableUntil, true]);
    expect(perEuro("GBP", "2026-05-15T20:00")).toBeNull();
    const evidence = known(close("2026-06-01T00:00", "day", "coinbase", "1"));
    expect(told("GBP", "day", "2026-06-01T00:00", evidence)).toEqual({ rate: null, reason: "later", later: true });
  });

  test("what was fetched follows the table, which stays as it is where both have a day", () => {
    const fetched = tableOf(
      ["2026-04-13", "2026-04-14"].flatMap((day) => [
        { day: Date.parse(day), currency: "USD", perEuro: "2" },
        { day: Date.parse(day), currency: "GBP", perEuro: "1" },
      ]),
    );
    const rate = (time: string) => fiatRate("GBP", at(time), [table, fetched])?.perUsd.toFraction();
    expect(rate("2026-04-13T16:00")).toBe(new Fraction("0.87058").div("1.1684").toFraction());
    expect(rate("2026-04-14T16:00")).toBe("1/2");
  });

  test("the table has all of them on each of its days", () => {
    expect([dateOf(table.days[0] ?? 0), dateOf(table.days.at(-1) ?? 0), table.days.length]).toEqual([
      "2017-01-02",
      ecbTableUntil,
      2373,
    ]);
    const missing = table.days.flatMap((day, index) =>
      quotedFiats.filter((fiat) => table.perEuro(index, fiat)?.gt(0) !== true).map((fiat) => [fiat, day]),
    );
    expect(missing).toEqual([]);
  });
});
