import Fraction from "fraction.js";
import { beforeAll, expect, test } from "vitest";
import * as accountingRoute from "@/app/api/accounting/route";
import * as disposalsRoute from "@/app/api/accounting/disposals/route";
import * as exportRoute from "@/app/api/export/[format]/route";
import * as incomeRoute from "@/app/api/accounting/income/route";
import * as lotsRoute from "@/app/api/accounting/lots/route";
import * as performanceRoute from "@/app/api/performance/route";
import * as reportRoute from "@/app/api/reports/[year]/route";
import * as settingsRoute from "@/app/api/accounting/settings/route";
import * as shortfallsRoute from "@/app/api/accounting/shortfalls/route";
import { methods } from "@/lib/accounting/rules";
import { createGuest } from "@/lib/auth/create-guest";
import { startSession } from "@/lib/auth/session";
import { dropDerived } from "@/lib/cache/derived";
import {
  defaultAccounting,
  type AccountingAnswer,
  type AccountingSettings,
  type DisposalsAnswer,
  type IncomeAnswer,
  type LotsAnswer,
} from "@/lib/contract/accounting";
import type { PerformanceAnswer } from "@/lib/contract/performance";
import { db } from "@/lib/db";
import { exportFormats, type ExportFormat } from "@/lib/exports/export-format";
import { numbersFor } from "@/lib/gains/export-numbers";
import type { Handler } from "@/lib/http/route";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { getStaking } from "@/lib/portfolio/get-staking";
import { callRoute } from "@/tests/support/call-route";
import { exportReaders, readForm8949, type ReadSide } from "@/tests/support/export-readers";
import { syncNewWallet } from "@/tests/support/synced-wallet";
import { valued } from "@/tests/support/valued-wallet";
import { walkAllPools } from "@/tests/support/walk-all-pools";
import { withUnlimitedChain } from "@/tests/support/unlimited-chain";

const simulated = await withUnlimitedChain();
let [userId, walletId, session] = ["", "", ""];
beforeAll(async () => {
  await walkAllPools();
  ({ userId, walletId } = await syncNewWallet(simulated.demoAddress, 60_000));
  await valued(walletId, 80_000);
  session = await startSession(userId, { device: "test", now: new Date(), replaces: null });
}, 150_000);

const inAda = { ...defaultAccounting, currency: "ADA" } as const;

async function call<T>(handler: Handler<Record<string, never>>, query = "", body?: unknown): Promise<T> {
  const options = body === undefined ? {} : { method: "PUT", body };
  const answer = await callRoute(handler, `/api/accounting${query}`, { session, ...options });
  const told = (await answer.json()) as T & { detail?: string };
  expect(answer.status, told.detail).toBe(200);
  return told;
}

const save = (settings: AccountingSettings) => call<AccountingSettings>(settingsRoute.PUT, "/settings", settings);

/** All rows of a list, page by page. */
async function allOf<T>(handler: Handler<Record<string, never>>, key: string, query: string) {
  const rows: T[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const next = cursor === "" ? "" : `&cursor=${cursor}`;
    const page: { [name: string]: T[] } & { nextCursor: string | null } = await call(
      handler,
      `?limit=7${next}${query}`,
    );
    rows.push(...(page[key] ?? []));
    cursor = page.nextCursor;
  }
  return rows;
}

const total = (texts: readonly string[]) => texts.reduce((sum, text) => sum.add(text), new Fraction(0)).toString(6);

test("what is left in lots is what is held, deposits and rewards with it, by every method and scope", async () => {
  const { holdings, rewards } = await getHoldings(userId, { currency: "ADA" });
  const { deposited } = await db().wallet.findUniqueOrThrow({ where: { id: walletId } });
  const besides = BigInt(rewards?.withdrawableLovelace ?? 0) + BigInt(deposited.toFixed());
  const held = holdings
    .filter(({ spam }) => !spam)
    .map(({ unit, quantity }) => [unit, (BigInt(quantity) + (unit === "lovelace" ? besides : 0n)).toString()]);
  for (const method of methods)
    for (const scope of ["universal", "wallet"] as const) {
      await save({ ...inAda, scope, methods: [{ fromYear: 2017, method }] });
      const lots = await allOf<LotsAnswer["lots"][number]>(lotsRoute.GET, "lots", "");
      const left = new Map<string, bigint>();
      for (const { unit, quantity } of lots) left.set(unit, (left.get(unit) ?? 0n) + BigInt(quantity));
      expect([...left].map(([unit, quantity]) => [unit, quantity.toString()]).toSorted(), method).toEqual(
        held.toSorted(),
      );
      expect(await call(shortfallsRoute.GET, "?limit=5")).toEqual({ shortfalls: [], nextCursor: null });
    }
  await save(inAda);
});

test("rows of all pages come to the sums of a year, and the years to the whole", async () => {
  const whole = await call<AccountingAnswer>(accountingRoute.GET);
  expect(whole.disposals.count).toBeGreaterThan(20);
  expect(whole.years.length).toBeGreaterThan(0);
  let [count, gains, incomes]: [number, string[], string[]] = [0, [], []];
  for (const year of whole.years) {
    const of = await call<AccountingAnswer>(accountingRoute.GET, `?year=${String(year)}`);
    const query = `&year=${String(year)}`;
    const disposals = await allOf<DisposalsAnswer["disposals"][number]>(disposalsRoute.GET, "disposals", query);
    const income = await allOf<IncomeAnswer["income"][number]>(incomeRoute.GET, "income", query);
    expect([disposals.length, income.length]).toEqual([of.disposals.count, of.income.count]);
    expect(disposals.every(({ at }) => new Date(at).getUTCFullYear() === year)).toBe(true);
    expect(disposals.map(({ at }) => at)).toEqual(
      disposals
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(disposals.filter(({ gain }) => gain === null).length).toBe(of.disposals.unknown);
    const byTerm = of.disposals.byTerm.map(({ gain }) => gain);
    expect(Number(total(byTerm)) - Number(of.disposals.gain)).toBeCloseTo(0, 5);
    count += of.disposals.count;
    gains = [...gains, of.disposals.gain];
    incomes = [...incomes, of.income.value];
  }
  expect(count).toBe(whole.disposals.count);
  expect(Number(total(gains))).toBeCloseTo(Number(whole.disposals.gain), 4);
  expect(Number(total(incomes))).toBeCloseTo(Number(whole.income.value), 4);
});

test("rewards are income once, at the time that is chosen, and come to what the chain paid", async () => {
  const paid = await db().stakingReward.aggregate({ where: { walletId }, _sum: { amount: true } });
  const sums = new Map<string, bigint>();
  for (const rewardDate of ["earned", "spendable", "withdrawn"] as const) {
    await save({ ...inAda, rewardDate });
    const income = await allOf<IncomeAnswer["income"][number]>(incomeRoute.GET, "income", "&unit=lovelace");
    const rewards = income.filter(({ eventId }) => eventId.startsWith("reward:"));
    expect(rewards.every(({ txHash }) => txHash === null)).toBe(true);
    sums.set(
      rewardDate,
      rewards.reduce((sum, { quantity }) => sum + BigInt(quantity), 0n),
    );
  }
  await save(inAda);
  expect(sums.get("earned")).toBe(BigInt(paid._sum.amount?.toFixed() ?? 0));
  expect(sums.get("spendable")).toBeLessThanOrEqual(sums.get("earned") ?? 0n);
  const { withdrawn } = await getStaking(userId, {});
  expect(sums.get("withdrawn")?.toString()).toBe(withdrawn);
});

test("nobody sees what another person's wallet gained", async () => {
  const other = await createGuest(new Date());
  for (const path of [`?wallet=${walletId}`, "?wallet=0b5ac0ea-1be2-4bb7-8a0c-5ec8b1f5a3f2"]) {
    const answer = await callRoute(accountingRoute.GET, `/api/accounting${path}`, { session: other.token });
    expect(answer.status).toBe(404);
  }
  const own = await callRoute(accountingRoute.GET, "/api/accounting", { session: other.token });
  expect(await own.json()).toMatchObject({ years: [], disposals: { count: 0, gain: "0" }, income: { count: 0 } });
});

const exact = (texts: readonly string[]) => texts.reduce((sum, text) => sum.add(text), new Fraction(0));
const signed = ({ startValue, deposits, withdrawals, income, fees, realised, unrealised }: PerformanceAnswer) =>
  exact([startValue, deposits, `-${withdrawals}`, income, `-${fees}`, realised, unrealised]);

test("what a range brought sums up to the last digit, for the whole, each asset, and neighbouring ranges", async () => {
  const whole = await call<PerformanceAnswer>(performanceRoute.GET, "?currency=ADA");
  expect(signed(whole).equals(whole.endValue)).toBe(true);
  expect(whole.startValue).toBe("0");
  for (const asset of whole.byAsset) {
    const { startValue, endValue, deposits, withdrawals, income, fees, realised, unrealised, exchanged } = asset;
    const parts = [startValue, deposits, `-${withdrawals}`, income, `-${fees}`, realised, unrealised, exchanged];
    expect(exact(parts.map((part) => part.replace("--", ""))).equals(endValue), asset.unit).toBe(true);
  }
  expect(whole.timeWeightedReason === null).toBe(whole.timeWeightedReturn !== null);
  expect(whole.moneyWeightedReason === null).toBe(whole.moneyWeightedReturn !== null);

  const { total, rewards } = await getHoldings(userId, { currency: "ADA" });
  const { deposited } = await db().wallet.findUniqueOrThrow({ where: { id: walletId } });
  const besides = new Fraction(BigInt(rewards?.withdrawableLovelace ?? 0) + BigInt(deposited.toFixed()), 1_000_000n);
  const apart = new Set(whole.unpriced.map(({ unit }) => unit));
  expect(apart.has("lovelace")).toBe(false);
  const held = whole.byAsset.filter(({ endValue }) => endValue !== "0").length;
  expect(held).toBeGreaterThan(3);
  expect(Number(total.value) + besides.valueOf() - Number(whole.endValue)).toBeCloseTo(0, 3);

  const middle = new Date((Date.parse(whole.from) + Date.parse(whole.to)) / 2).toISOString();
  const first = await call<PerformanceAnswer>(performanceRoute.GET, `?currency=ADA&to=${middle}`);
  const second = await call<PerformanceAnswer>(performanceRoute.GET, `?currency=ADA&from=${middle}`);
  expect(signed(first).equals(first.endValue)).toBe(true);
  expect(signed(second).equals(second.endValue)).toBe(true);
  const refused = await callRoute(performanceRoute.GET, `/api/performance?from=2999-01-01`, { session });
  expect(refused.status).toBe(400);
});

test("before the first transaction nothing was there: a range begins with it, and one that ends before it brought nothing", async () => {
  const to = "2026-11-01T00:00:00.000Z";
  const [whole, early, before] = await Promise.all([
    call<PerformanceAnswer>(performanceRoute.GET, `?currency=EUR&to=${to}`),
    call<PerformanceAnswer>(performanceRoute.GET, `?currency=EUR&from=1970-01-01&to=${to}`),
    call<PerformanceAnswer>(performanceRoute.GET, "?currency=EUR&from=1970-01-01&to=1970-02-01"),
  ]);
  expect(early).toEqual(whole);
  expect(whole.from > "2010").toBe(true);
  expect([signed(before).equals(0), before.endValue, before.byAsset, before.unpriced]).toEqual([true, "0", [], []]);
});

test("one wallet alone brings what all do where there is one", async () => {
  const [all, one] = await Promise.all([
    call<PerformanceAnswer>(performanceRoute.GET, "?currency=ADA&to=2026-11-01"),
    call<PerformanceAnswer>(performanceRoute.GET, `?currency=ADA&to=2026-11-01&wallet=${walletId}`),
  ]);
  expect(one).toEqual(all);
  expect(Number(all.endValue)).toBeGreaterThan(0);
});

async function exported(format: ExportFormat, query = "") {
  const options = { session, params: { format } };
  const answer = await callRoute(exportRoute.GET, `/api/export/${format}${query}`, options);
  expect(answer.status, format).toBe(200);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return { bytes, manifest: answer.headers.get("x-report-manifest") };
}

test("files for tax tools, read again, hold what the wallet holds, and are the same bytes each time", async () => {
  const { holdings, rewards } = await getHoldings(userId, { currency: "ADA" });
  const { deposited } = await db().wallet.findUniqueOrThrow({ where: { id: walletId } });
  const besides = new Fraction(BigInt(rewards?.withdrawableLovelace ?? 0) + BigInt(deposited.toFixed()), 1_000_000n);
  const ada = holdings.find(({ unit }) => unit === "lovelace")?.displayQuantity ?? "0";
  const others = holdings.filter(({ unit, spam }) => unit !== "lovelace" && !spam).length;
  const names = new Set<string | null>();
  for (const format of exportFormats) {
    const first = await exported(format);
    expect(await exported(format), format).toEqual(first);
    names.add(first.manifest);
    if (format === "form-8949") continue;
    const left = new Map<string, Fraction>();
    const add = (side: ReadSide | null, sign: 1 | -1) =>
      side && left.set(side.symbol, (left.get(side.symbol) ?? new Fraction(0)).add(side.amount.mul(sign)));
    for (const { sent, received, fee } of exportReaders[format](first.bytes)) {
      add(received, 1);
      add(sent, -1);
      add(fee, -1);
    }
    const adaLeft = [...left].find(([symbol]) => symbol === "ADA" || symbol === "lovelace")?.[1];
    expect(adaLeft?.toString(6), format).toBe(besides.add(ada).toString(6));
    expect([...left.values()].filter((amount) => amount.compare(0) > 0).length, format).toBe(others + 1);
  }
  expect(names.size).toBe(exportFormats.length);
});

test("form 8949 has the gains of its year, within a cent a line", async () => {
  const { years } = await call<AccountingAnswer>(accountingRoute.GET);
  for (const year of years) {
    const { disposals } = await call<AccountingAnswer>(accountingRoute.GET, `?year=${String(year)}`);
    const lines = readForm8949((await exported("form-8949", `?year=${String(year)}`)).bytes);
    const gain = exact(lines.map((line) => line.gain?.toString(2) ?? "0"));
    expect(Math.abs(gain.valueOf() - Number(disposals.gain))).toBeLessThanOrEqual(0.01 * lines.length);
  }
});

test("a file of other settings, or of a range, is another one; what is no format, and a year with a range, is refused", async () => {
  const whole = await exported("generic");
  const year = await exported("generic", "?year=2026");
  await save({ ...inAda, liquidity: "trade" });
  const other = await exported("generic");
  await save(inAda);
  expect(new Set([whole.manifest, year.manifest, other.manifest]).size).toBe(3);
  expect(await exported("generic")).toEqual(whole);
  const odd = await callRoute(exportRoute.GET, "/api/export/xml", { session, params: { format: "xml" } });
  expect(odd.status).toBe(404);
  const both = "/api/export/json?year=2026&from=2026-01-01";
  expect((await callRoute(exportRoute.GET, both, { session, params: { format: "json" } })).status).toBe(400);
});

test("numbers by which exports call tokens stay, also where two give them at once", async () => {
  const [a, b] = await Promise.all([numbersFor(userId, ["aa", "bb"]), numbersFor(userId, ["bb", "cc"])]);
  const now = await numbersFor(userId, ["cc", "bb", "aa"]);
  for (const numbers of [a, b]) for (const [unit, number] of numbers) expect(now.get(unit)).toBe(number);
  expect(new Set(now.values()).size).toBe(now.size);
  expect(Math.max(...now.values())).toBe(now.size);
});

test("a year's report holds every sale, income, lot and rule, and has the same name each time", async () => {
  await save(inAda);
  const { years } = await call<AccountingAnswer>(accountingRoute.GET);
  const year = String(years[0]);
  const read = async () => {
    const answer = await callRoute(reportRoute.GET, `/api/reports/${year}`, { session, params: { year } });
    return { status: answer.status, name: answer.headers.get("x-report-manifest"), html: await answer.text() };
  };
  const report = await read();
  expect(report.status).toBe(200);
  expect(report.name).toMatch(/^[0-9a-f]{64}$/);
  expect((await read()).name).toBe(report.name);
  const disposals = await allOf<DisposalsAnswer["disposals"][number]>(disposalsRoute.GET, "disposals", `&year=${year}`);
  const income = await allOf<IncomeAnswer["income"][number]>(incomeRoute.GET, "income", `&year=${year}`);
  for (const { txHash } of [...disposals, ...income]) if (txHash !== null) expect(report.html).toContain(txHash);
  expect(report.html.match(/Price: /g)).toHaveLength(disposals.length + income.length);
  expect(report.html).toMatch(/Summary, in ada/i);
  for (const text of ["FIFO: what came first goes first", "What is left today", report.name ?? ""])
    expect(report.html).toContain(text);
  await save({ ...inAda, methods: [{ fromYear: 2017, method: "hifo" }] });
  expect((await read()).name).not.toBe(report.name);
  await save(inAda);
  for (const odd of ["abc", "20", "20255", "1999"]) {
    const answer = await callRoute(reportRoute.GET, `/api/reports/${odd}`, { session, params: { year: odd } });
    expect(answer.status, odd).toBe(404);
  }
});

test("each row says who said what it was worth", async () => {
  const disposals = await allOf<DisposalsAnswer["disposals"][number]>(disposalsRoute.GET, "disposals", "");
  const known = disposals.filter(({ proceeds, txHash }) => proceeds !== null && txHash !== null);
  expect(known.length).toBeGreaterThan(0);
  expect(known.filter(({ price }) => price === null)).toEqual([]);
  expect(known.some(({ price }) => price?.rank === "fill")).toBe(true);
});

test("a closed year keeps what it said, and says that something else is known by now", async () => {
  const byJuly = { ...inAda, taxYearStart: "07-01" };
  await save(byJuly);
  const whole = await call<AccountingAnswer>(accountingRoute.GET);
  const year = whole.years.at(-1) ?? 0;
  expect(whole.years.length).toBeGreaterThan(1);
  const before = await call<AccountingAnswer>(accountingRoute.GET, `?year=${String(year)}`);
  const rows = () =>
    allOf<DisposalsAnswer["disposals"][number]>(disposalsRoute.GET, "disposals", `&year=${String(year)}`);
  const disposals = await rows();
  const closed = { ...byJuly, closedYears: [year] };
  await save(closed);
  const kept = await call<AccountingAnswer>(accountingRoute.GET, `?year=${String(year)}`);
  expect(kept).toEqual({ ...before, settings: closed });
  const form = async () => (await exported("form-8949", `?year=${String(year)}`)).bytes;
  const filed = await form();
  const [sold] = disposals.filter(({ txHash }) => txHash !== null);
  const leg = await db().transactionEvent.findFirstOrThrow({
    where: { userId, transaction: { txHash: sold?.txHash ?? "" }, unit: sold?.unit ?? "", quantity: { lt: 0 } },
  });
  const { role, unit, orderRef, ordinal } = leg;
  const of = { walletId, txHash: sold?.txHash ?? "", role, unit, incoming: false, orderRef: orderRef ?? "", ordinal };
  await db().eventCorrection.create({ data: { userId, ...of, action: "burn" } });
  const after = await call<AccountingAnswer>(accountingRoute.GET, `?year=${String(year)}`);
  expect(after).toEqual({ ...kept, changedYears: [year] });
  const untouched = ({ price: _, ...row }: DisposalsAnswer["disposals"][number]) => row;
  expect((await rows()).map(untouched)).toEqual(disposals.map(untouched));
  expect(await form()).toEqual(filed);
  await save(byJuly);
  expect(await form()).not.toEqual(filed);
  const opened = await call<AccountingAnswer>(accountingRoute.GET, `?year=${String(year)}`);
  expect(opened.changedYears).toEqual([]);
  expect(opened.disposals).not.toEqual(before.disposals);
  await db().eventCorrection.deleteMany({ where: { userId } });
  expect(await call<AccountingAnswer>(accountingRoute.GET, `?year=${String(year)}`)).toEqual(before);
  await save(inAda);
});

test("a history that the person's rules refuse has no form 8949 either", async () => {
  const known = await db().transactionEvent.findMany({
    where: { userId, counterparty: { not: null } },
    distinct: ["counterparty"],
  });
  await db().addressBook.createMany({
    data: known.map(({ counterparty }) => ({ userId, address: counterparty ?? "", kind: "exchange", label: "" })),
  });
  await dropDerived(userId);
  await save({ ...inAda, scope: "wallet", onShortfall: "error" });
  const refused = [
    await callRoute(accountingRoute.GET, "/api/accounting", { session }),
    await callRoute(exportRoute.GET, "/api/export/form-8949", { session, params: { format: "form-8949" } }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([400, 400]);
  await db().addressBook.deleteMany({ where: { userId } });
  await dropDerived(userId);
  await save(inAda);
});

test("what is told before its rates are there says so until they are", async () => {
  const pending = async () => (await call<AccountingAnswer>(accountingRoute.GET)).ratesPending;
  await save(defaultAccounting);
  expect(await pending()).toBe(true);
  // Here nobody answers: each source is said to have told all that it knows.
  await db().rateFill.updateMany({ data: { until: new Date() } });
  expect(await pending()).toBe(false);
  await save(inAda);
  expect(await pending()).toBe(false);
});
