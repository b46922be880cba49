import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { adaUsdAt } from "@/dev/rates/market";
import { SOURCES, type Source } from "@/dev/rates/apis";
import { startRates } from "@/dev/rates/server";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import type { Message } from "@/lib/queue/port";
import type { AdaRate } from "@/lib/rates/ada-rate";
import { fetchRates } from "@/lib/rates/fetch-rates";
import { getAdaRates } from "@/lib/rates/get-ada-rates";
import { dayMs, floorTo, hourMs, monthOf } from "@/lib/rates/instants";
import { ratesPayload, type RatesPayload } from "@/lib/rates/messages";
import { newestAdaRate } from "@/lib/rates/newest-ada-rate";
import { forgetNewest } from "@/lib/rates/newest-evidence";
import { wantHours } from "@/lib/rates/want-hours";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { callsOf, calm, rewindRates } from "@/tests/support/local-rates";
import { startTestRedis } from "@/tests/support/redis";

const published = vi.hoisted((): Message[] => []);
vi.mock("@/lib/queue/publish", () => ({
  publish: (messages: readonly Message[]) => {
    published.push(...messages);
    return Promise.resolve();
  },
}));

const redis = await startTestRedis();
// The hour that is the last one must not become another meanwhile, and its close is there.
const now = floorTo(hourMs, Date.now()) + hourMs / 2;
const rates = await startRates({ now: () => now });
afterAll(() => rates.close());
withDatabase(() => redis.environment);

const wanted: RatesPayload = { run: null, round: 0, isWanted: true, v: 1 };
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now }));
afterAll(() => void vi.useRealTimers());
const lastDay = floorTo(dayMs, now);
const lastHour = floorTo(hourMs, now);

beforeEach(async () => {
  await forgetNewest();
  published.length = 0;
  Object.assign(env(), { rates: rates.urls });
  calm(rates);
});

/** Runs the job and what it hands on to at once; what it delays is given back. */
async function fetchAll(first: RatesPayload = wanted): Promise<Message[]> {
  const delayed: Message[] = [];
  await fetchRates(first);
  for (let next = published.shift(); next !== undefined; next = published.shift())
    if (next.delayMs === 0) await fetchRates(ratesPayload.parse(next.payload));
    else delayed.push(next);
  return delayed;
}

async function askedOf(at: string, grain: "hour" | "day", currency: "USD" | "EUR" = "USD"): Promise<AdaRate> {
  const [rate] = await getAdaRates(currency, [new Date(at)], grain);
  if (rate === undefined) throw new Error("no answer");
  return rate;
}

/** Without the rate, which is told as whether it is within so much of the market's. */
function beside({ rate, ...told }: AdaRate, share = 0.005) {
  if (rate === null || !("at" in told)) return { rate, ...told };
  return { ...told, isRight: Math.abs(rate.valueOf() / adaUsdAt(Date.parse(told.at)) - 1) < share };
}

const agreed = { sources: ["coinbase", "binance"], note: null, ageSeconds: 0, fiat: null, later: false, isRight: true };

describe("on an empty database", () => {
  beforeEach(emptyTables);

  test("the first run reads all days, currencies and this month's hours; the next one asks for nothing", async () => {
    expect(await fetchAll()).toEqual([]);
    const calls = callsOf(rates);
    expect(calls.coinbase).toBe(
      Math.ceil((lastDay - Date.UTC(2021, 2, 15)) / dayMs / 300) + Math.ceil(hoursOfMonth() / 300),
    );
    expect(calls.binance).toBe(
      Math.ceil((lastDay - Date.UTC(2018, 3, 17)) / dayMs / 1000) + (hoursOfMonth() > 0 ? 1 : 0),
    );
    expect(calls.kraken).toBeLessThanOrEqual(2);
    expect(await stored("day")).toEqual({
      binance: ["2018-04-18", lastDay],
      coinbase: ["2021-03-19", lastDay],
      frankfurter: ["2017-10-02", lastDay],
      kraken: [new Date(lastDay - 718 * dayMs).toISOString().slice(0, 10), lastDay],
    });
    expect(Object.keys(await stored("hour"))).toEqual(hoursOfMonth() > 0 ? ["binance", "coinbase", "kraken"] : []);
    expect(await db().adaClose.count({ where: { at: { gt: new Date() } } })).toBe(0);
    calm(rates);
    await fetchAll();
    expect(callsOf(rates)).toEqual({ coinbase: 0, binance: 0, kraken: 0, frankfurter: 0 });
  });

  test("two runs at the same time ask no more than one", async () => {
    await Promise.all([fetchAll(), fetchAll()]);
    const together = callsOf(rates);
    await emptyTables();
    calm(rates);
    await fetchAll();
    expect(together).toEqual(callsOf(rates));
  });

  test("nobody here: days and currencies, and no hours", async () => {
    await fetchAll({ ...wanted, isWanted: false });
    expect([Object.keys(await stored("day")), Object.keys(await stored("hour"))]).toEqual([
      [...SOURCES].toSorted(),
      [],
    ]);
  });

  test("before anything was read there is no rate, and it is told why", async () => {
    expect(await askedOf("2021-09-02T14:30Z", "hour")).toEqual({ rate: null, reason: "later", later: true });
    expect(await askedOf("2017-01-01T00:00Z", "day")).toEqual({ rate: null, reason: "none exists", later: false });
    expect(await newestAdaRate("EUR")).toEqual({ rate: null, reason: "later", later: true });
    // A page has the job told, once.
    expect(await newestAdaRate("USD")).toEqual({ rate: null, reason: "later", later: true });
    expect(published.map(({ name, delayMs }) => [name, delayMs])).toEqual([["fetch-rates", 0]]);
    Object.assign(env(), { rates: {} });
    expect(await askedOf("2021-09-02T14:30Z", "hour")).toEqual({ rate: null, reason: "switched off", later: false });
    calm(rates);
    await fetchAll();
    expect(callsOf(rates)).toEqual({ coinbase: 0, binance: 0, kraken: 0, frankfurter: 0 });
  });

  test("one source that tells ten times as much: the median of three, and who is odd", async () => {
    rates.gates.coinbase.faults.add({ status: "tenfold" });
    await fetchAll();
    expect(beside(await askedOf("2026-06-01T12:00Z", "day"))).toEqual({
      ...agreed,
      at: "2026-06-02T00:00:00.000Z",
      sources: ["coinbase", "binance", "kraken"],
      note: { kind: "odd one", source: "coinbase" },
    });
    const inEuro = await askedOf("2022-06-01T12:00Z", "day", "EUR");
    expect(inEuro).toMatchObject({
      sources: ["coinbase", "binance", "frankfurter"],
      note: { kind: "odd one", source: "coinbase" },
      fiat: { day: "2022-06-01", isOld: false },
    });
  });

  test("with one source alone it says so; before its listing there is none", async () => {
    Object.assign(env(), { rates: { binance: rates.urls.binance } });
    await fetchAll();
    expect(beside(await askedOf("2019-06-01T12:00Z", "day"))).toEqual({
      ...agreed,
      at: "2019-06-02T00:00:00.000Z",
      sources: ["binance"],
      note: { kind: "one source" },
    });
    expect(await askedOf("2018-01-01T12:00Z", "day")).toEqual({ rate: null, reason: "none exists", later: false });
    expect(callsOf(rates)).toMatchObject({ coinbase: 0, kraken: 0, frankfurter: 0 });
  });
});

describe("where everything was read", () => {
  beforeAll(async () => {
    await emptyTables();
    Object.assign(env(), { rates: rates.urls });
    await fetchAll();
  });

  test("days by two sources; before 2018-04-17 by one", async () => {
    expect(beside(await askedOf("2023-05-05T10:00Z", "day"))).toEqual({ ...agreed, at: "2023-05-06T00:00:00.000Z" });
    expect(beside(await askedOf("2018-01-05T10:00Z", "day"))).toEqual({
      ...agreed,
      at: "2018-01-06T00:00:00.000Z",
      sources: ["frankfurter"],
      note: { kind: "one source" },
    });
  });

  test("hours of an old month only once they are wanted; until then the day before's close, and that another may come", async () => {
    const at = "2021-09-12T14:30Z";
    expect(beside(await askedOf(at, "hour"))).toEqual({
      ...agreed,
      at: "2021-09-12T00:00:00.000Z",
      ageSeconds: 14 * 3_600,
      later: true,
    });
    await wantHours([new Date(at), new Date("2021-10-01T00:59Z"), new Date("2015-01-01T00:00Z")]);
    await wantHours([new Date(at)]);
    expect(published).toHaveLength(1);
    await fetchAll();
    const known = { ...agreed, at: "2021-09-12T14:00:00.000Z" };
    expect(beside(await askedOf(at, "hour"))).toEqual(known);
    expect(callsOf(rates)).toEqual({ coinbase: 3, binance: 1, kraken: 0, frankfurter: 0 });
    expect(beside(await askedOf("2021-10-01T00:00Z", "hour"))).toEqual({ ...known, at: "2021-10-01T00:00:00.000Z" });
    calm(rates);
    await wantHours([new Date(at)]);
    await fetchAll();
    expect([published, callsOf(rates)]).toEqual([[], { coinbase: 0, binance: 0, kraken: 0, frankfurter: 0 }]);
  });

  test("a report that is asked twice is equal, whatever was read in between", async () => {
    const instants = Array.from({ length: 1_500 }, (_, index) => new Date(Date.UTC(2019, 0, 1) + index * 37 * hourMs));
    const report = async () =>
      (await getAdaRates("EUR", instants, "day")).map((rate) => ({ ...rate, rate: rate.rate?.toFraction() }));
    const first = await report();
    await wantHours([new Date("2022-02-02T00:00Z")]);
    await fetchAll();
    expect(await report()).toEqual(first);
    expect(first).toHaveLength(1_500);
    expect(first.filter(({ rate }) => rate === undefined)).toEqual([]);
  });

  test("now: the last full hour, from the cache for the next one who asks, in every currency", async () => {
    const told = beside(await newestAdaRate("USD"));
    expect(told).toMatchObject({ sources: ["coinbase", "binance"], note: null });
    await db().adaClose.deleteMany({ where: { at: new Date(lastHour) } });
    expect(beside(await newestAdaRate("USD"))).toEqual(told);
    expect((await newestAdaRate("SGD")).rate?.valueOf()).toBeGreaterThan(0);
    expect((await newestAdaRate("ADA")).rate?.toFraction()).toBe("1");
    await rewindRates(lastHour - hourMs);
    await fetchAll();
  });

  const faults = [
    { name: "down", fault: { status: 503 } },
    { name: "too many requests", fault: { status: 429, retryAfter: 1_800 } },
    { name: "a web page", fault: { status: "html" } },
    { name: "an answer that breaks off", fault: { status: "truncate" } },
    { name: "slow", fault: { status: "slow" } },
    { name: "no answer at all", fault: { status: "hang" } },
    { name: "stale", fault: { status: "stale" } },
  ] as const;
  const before = lastDay - 3 * dayMs;

  test.each(faults)("$name: the rate is older and says how old, and comes back", async ({ fault }) => {
    await rewindRates(before);
    for (const source of SOURCES) rates.gates[source].faults.add(fault);
    const delayed = await fetchAll();
    await forgetNewest();
    expect(beside(await newestAdaRate("USD"))).toEqual({
      ...agreed,
      at: new Date(before).toISOString(),
      ageSeconds: (floorTo(hourMs, now) - before) / 1000,
      later: true,
    });
    expect(beside(await askedOf(new Date(lastDay - 1).toISOString(), "day"))).toEqual({
      ...agreed,
      at: new Date(before).toISOString(),
      ageSeconds: (lastDay - before) / 1000,
      later: true,
    });
    const states = await db().rateSource.findMany();
    expect(states.map(({ failingSince, retryAt }) => [failingSince, retryAt].every((each) => each !== null))).toEqual(
      SOURCES.map(() => true),
    );
    if ("retryAfter" in fault) expect(delayed).toEqual([]);
    // A slow machine may have used up a part of the minute; the database rounds its end to a millisecond, and we up to the next.
    else expect(delayed.map(({ delayMs }) => delayMs > 0 && delayMs <= 60_001)).toEqual([true]);
    // Left alone: another run asks nobody.
    calm(rates);
    await fetchAll();
    expect(callsOf(rates)).toEqual({ coinbase: 0, binance: 0, kraken: 0, frankfurter: 0 });
    await db().rateSource.updateMany({ data: { retryAt: null } });
    await fetchAll();
    await forgetNewest();
    expect(await newestAdaRate("USD")).toMatchObject({ ageSeconds: 0, note: null });
    expect(await db().rateSource.count({ where: { failingSince: null, lastError: null } })).toBe(4);
  });

  test("Retry-After is kept to", async () => {
    await rewindRates(before);
    rates.gates.binance.faults.add({ status: 429, retryAfter: 1_800 });
    await fetchAll();
    const [told] = await db().$queryRaw<unknown[]>`
      SELECT last_error, retry_at - now() BETWEEN '29 minutes' AND '30 minutes' AS "isKeptTo" FROM rate_source WHERE source = 'binance'`;
    expect(told).toEqual({ last_error: "binance: status 429", isKeptTo: true });
    expect(beside(await askedOf(new Date(lastDay - 1).toISOString(), "day"))).toMatchObject({
      sources: ["coinbase", "kraken"],
      ageSeconds: 0,
    });
  });
});

function hoursOfMonth(): number {
  return Math.max(0, (lastHour - monthOf(now)) / hourMs);
}

/** The first day and the last instant of each source's closes, which have no gap in between. */
async function stored(grain: "hour" | "day"): Promise<Partial<Record<Source, [string, number]>>> {
  const closes = await db().adaClose.findMany({ where: { grain }, orderBy: [{ source: "asc" }, { at: "asc" }] });
  const found = new Map<string, number[]>();
  for (const { source, at } of closes) found.set(source, [...(found.get(source) ?? []), at.getTime()]);
  return Object.fromEntries(
    [...found].map(([source, ends]) => {
      const [first = 0, last = 0] = [ends[0], ends.at(-1)];
      expect([source, ends.length]).toEqual([source, (last - first) / (grain === "day" ? dayMs : hourMs) + 1]);
      return [source, [new Date(first).toISOString().slice(0, 10), last]];
    }),
  );
}
