import Fraction from "fraction.js";
import { beforeAll, expect, test } from "vitest";
import * as accountingRoute from "@/app/api/accounting/route";
import * as disposalsRoute from "@/app/api/accounting/disposals/route";
import * as incomeRoute from "@/app/api/accounting/income/route";
import * as lotsRoute from "@/app/api/accounting/lots/route";
import * as performanceRoute from "@/app/api/performance/route";
import * as settingsRoute from "@/app/api/accounting/settings/route";
import * as shortfallsRoute from "@/app/api/accounting/shortfalls/route";
import { setLimits } from "@/bench/chain-control";
import { startChain } from "@/dev/chain/server";
import { methods } from "@/lib/accounting/rules";
import { createGuest } from "@/lib/auth/create-guest";
import { startSession } from "@/lib/auth/session";
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
import type { Handler } from "@/lib/http/route";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { getStaking } from "@/lib/portfolio/get-staking";
import { callRoute } from "@/tests/support/call-route";
import { withLocalApp } from "@/tests/support/local-app";
import { syncNewWallet } from "@/tests/support/synced-wallet";
import { valued } from "@/tests/support/valued-wallet";
import { walkAllPools } from "@/tests/support/walk-all-pools";

const anchor = Date.now();
const simulated = await startChain({ anchor, now: () => anchor });
beforeAll(() => setLimits(simulated.url, { burst: 1_000_000 }, {}));
withLocalApp(
  { ...simulated, network: "mainnet", close: () => simulated.close() },
  {
    environment: {
      MARKET: "on",
      BLOCKFROST_RPS: "1000",
      BLOCKFROST_BURST: "100000",
      BLOCKFROST_DAILY_QUOTA: "1000000",
      BLOCKFROST_PROJECT_ID: simulated.projectId,
    },
  },
);
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

test("settings are those that hold where nothing is said, until others are said; a closed year keeps its own", async () => {
  expect(await call(settingsRoute.GET)).toEqual(defaultAccounting);
  expect(await save({ ...inAda, closedYears: [2024] })).toEqual({ ...inAda, closedYears: [2024] });
  const refused = await callRoute(settingsRoute.PUT, "/api/accounting/settings", {
    ...{ session, method: "PUT" },
    body: { ...inAda, closedYears: [2024], scope: "wallet", methods: [{ fromYear: 2020, method: "lifo" }] },
  });
  expect(refused.status).toBe(400);
  const { issues } = (await refused.json()) as { issues: { field: string }[] };
  expect(issues.map(({ field }) => field)).toEqual(["scope", "methods"]);
  const later = {
    ...inAda,
    closedYears: [2024],
    methods: [...inAda.methods, { fromYear: 2025, method: "hifo" as const }],
  };
  expect(await save(later)).toEqual(later);
  expect(await save(inAda)).toEqual(inAda);
});

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

test("one wallet alone brings what all do where there is one", async () => {
  const [all, one] = await Promise.all([
    call<PerformanceAnswer>(performanceRoute.GET, "?currency=ADA&to=2026-11-01"),
    call<PerformanceAnswer>(performanceRoute.GET, `?currency=ADA&to=2026-11-01&wallet=${walletId}`),
  ]);
  expect(one).toEqual(all);
  expect(Number(all.endValue)).toBeGreaterThan(0);
});
