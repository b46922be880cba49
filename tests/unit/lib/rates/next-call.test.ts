import { describe, expect, test } from "vitest";
import type { RateSource } from "@/lib/contract/rates";
import { dayMs, firstMonth, hourMs } from "@/lib/rates/instants";
import { unreadSources, type Fill } from "@/lib/rates/unread-sources";
import { isOverdue, nextCall, readUntil } from "@/lib/rates/next-call";

const at = (iso: string) => Date.parse(`${iso}Z`);
const now = at("2026-11-28T10:20");
const today = at("2026-11-28T00:00");
const days = (source: RateSource, until = today): Fill => ({ source, kind: "day", month: firstMonth, until });
const hours = (source: RateSource, month: string, until: string): Fill => ({
  source,
  kind: "hour",
  month: at(`${month}-01T00:00`),
  until: at(until),
});
/** The last ECB day before that Saturday. */
const fiats: Fill = { source: "frankfurter", kind: "fiat", month: firstMonth, until: at("2026-11-27T00:00") };

function told(source: RateSource, fills: readonly Fill[], isNeeded = true, time = now) {
  const call = nextCall(source, fills, time, isNeeded);
  return call && [call.kind, ...[call.from, call.to].map((each) => new Date(each).toISOString().slice(0, 13))];
}

describe("what a source is asked for next", () => {
  test("all days from its listing on; Kraken only those that it keeps", () => {
    expect(told("coinbase", [])).toEqual(["day", "2021-03-15T00", "2026-11-28T00"]);
    expect(told("binance", [])).toEqual(["day", "2018-04-17T00", "2026-11-28T00"]);
    expect(told("kraken", [])).toEqual(["day", "2024-12-08T00", "2026-11-28T00"]);
    expect(told("frankfurter", [fiats])).toEqual(["day", "2017-10-01T00", "2026-11-28T00"]);
    expect(told("coinbase", [days("coinbase", today - dayMs)])).toEqual(["day", "2026-11-27T00", "2026-11-28T00"]);
    expect(told("coinbase", [days("coinbase")])).toBeNull();
  });

  test("no day before it is over for a minute", () => {
    const fills = [days("coinbase", today - dayMs)];
    expect(told("coinbase", fills, true, today + 59_000)).toBeNull();
    expect(told("coinbase", fills, true, today + 60_000)).toEqual(["day", "2026-11-27T00", "2026-11-28T00"]);
  });

  test("currencies first, from the program's own table on, up to the last working day whose rates are out", () => {
    expect(told("frankfurter", [])).toEqual(["fiat", "2026-04-13T00", "2026-11-27T00"]);
    expect(told("frankfurter", [fiats, days("frankfurter")])).toBeNull();
    const monday = at("2026-11-30T15:00");
    const known = [fiats, days("frankfurter", at("2026-11-30T00:00"))];
    expect(told("frankfurter", known, true, monday - 1)).toBeNull();
    expect(told("frankfurter", known, true, monday)).toEqual(["fiat", "2026-11-27T00", "2026-11-30T00"]);
  });

  test("then hours of wanted months, newest first, a day beyond the month's end", () => {
    const fills = [
      days("binance"),
      hours("binance", "2021-09", "2021-09-20T07:00"),
      hours("binance", "2021-11", "2021-12-01T00:00"),
      hours("binance", "2026-11", "2026-11-28T08:00"),
    ];
    expect(told("binance", fills)).toEqual(["hour", "2026-11-28T08", "2026-11-28T10"]);
    expect(told("binance", fills, false)).toEqual(["hour", "2021-09-20T07", "2021-10-02T00"]);
    expect(told("binance", [days("binance"), hours("binance", "2026-11", "2026-11-28T10:00")])).toBeNull();
  });

  test("Kraken no hours that it forgot", () => {
    const old = [days("kraken"), hours("kraken", "2026-09", "2026-09-01T00:00")];
    expect(told("kraken", old)).toBeNull();
    const half = [days("kraken"), hours("kraken", "2026-10", "2026-10-01T00:00")];
    expect(told("kraken", half)).toEqual(["hour", "2026-10-29T10", "2026-11-02T00"]);
  });
});

test("a source is read up to the newest that came, within the month", () => {
  const call = {
    kind: "hour",
    month: at("2021-09-01T00:00"),
    from: at("2021-09-20T07:00"),
    to: at("2021-10-02T00:00"),
  } as const;
  expect(readUntil(call, [])).toBe(call.from);
  expect(readUntil(call, [call.from - hourMs, call.to + hourMs])).toBe(call.from);
  expect(readUntil(call, [call.from + hourMs, call.from + 3 * hourMs])).toBe(call.from + 3 * hourMs);
  expect(readUntil(call, [call.to])).toBe(at("2021-10-01T00:00"));
});

test("what ended just now may come late, and bank holidays have no rates", () => {
  const call = { kind: "day", month: firstMonth, from: today - 2 * dayMs, to: today } as const;
  expect([isOverdue(call), isOverdue({ ...call, from: call.from - dayMs })]).toEqual([false, true]);
  expect(isOverdue({ ...call, kind: "fiat", from: 0 })).toBe(false);
});

test("who was not read up to a close, though they could know it", () => {
  const day = (time: string, fills: Fill[], asked: RateSource[]) => unreadSources(at(time), "day", fills, asked);
  const binance = days("binance", at("2021-01-02T00:00"));
  expect(day("2021-01-02T00:00", [binance], ["coinbase", "binance"])).toEqual([]);
  expect(day("2021-01-03T00:00", [binance], ["coinbase", "binance"])).toEqual(["binance"]);
  expect(day("2021-04-03T00:00", [days("binance")], ["coinbase", "binance"])).toEqual(["coinbase"]);
  const hour = (time: string, fills: Fill[]) =>
    unreadSources(at(time), "hour", fills, ["binance", "kraken", "frankfurter"]);
  const september = hours("binance", "2021-09", "2021-09-20T07:00");
  expect([hour("2021-09-20T07:00", [september]), hour("2021-09-20T08:00", [september])]).toEqual([[], ["binance"]]);
  // The last hour of a month ends with it.
  expect(hour("2021-10-01T00:00", [hours("binance", "2021-09", "2021-10-01T00:00")])).toEqual([]);
});
