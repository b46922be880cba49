import Fraction from "fraction.js";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { GET } from "@/app/api/portfolio/history/route";
import { GET as holdings } from "@/app/api/holdings/route";
import { createGuest } from "@/lib/auth/create-guest";
import type { TxHash } from "@/lib/cardano/brand";
import { lovelace, parseUnit } from "@/lib/cardano/unit";
import type { HistoryAnswer } from "@/lib/contract/history";
import type { HoldingsAnswer } from "@/lib/contract/holdings";
import { db } from "@/lib/db";
import { savePoints } from "@/lib/market/save-points";
import { publishEvent } from "@/lib/realtime/publish-event";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, MARKET: "on" }));
beforeEach(async () => {
  await emptyTables();
  await db().pricePoint.deleteMany();
  await db().pricePool.deleteMany();
});

const token = parseUnit(`${"ab".repeat(28)}41`);
const lure = `${"cd".repeat(28)}42`;
const day = (of: number, hour = 0) => new Date(Date.UTC(2026, 0, of, hour));

/** A pool that held a price of the token from one time to another. */
async function priced(from: Date, until: Date, price: Fraction) {
  const point = {
    ...{
      unit: token,
      poolUnit: parseUnit(`${"ef".repeat(28)}01`),
      dex: "minswap-v2" as const,
      quote: lovelace,
      lpUnit: null,
    },
    ...{ txHash: String(from.getTime()).padStart(64, "0") as TxHash, height: 9_000_000, txIndex: 0 },
    ...{
      at: from.getTime(),
      until: until.getTime(),
      price,
      reserveQuote: 10n ** 15n,
      reserveUnit: 10n ** 15n,
      supply: null,
    },
  } as const;
  await savePoints([point], 9_000_000);
}

interface Leg {
  readonly action: string;
  readonly unit: string;
  readonly quantity: string;
  readonly role?: string;
}

let hashes = 0;

/** A transaction whose flows are its legs. */
async function moved(userId: string, walletId: string, at: Date, legs: readonly Leg[]) {
  hashes += 1;
  const transactionId = await addTransaction(userId, walletId, {
    ...{
      txHash: String(hashes).padStart(64, "0"),
      blockHeight: hashes,
      txTimestamp: at,
      action: legs[0]?.action ?? "send",
    },
    flows: legs.map(({ unit, quantity }) => ({ unit, netChange: quantity })),
  });
  await db().transactionEvent.createMany({
    data: legs.map((leg, index) => ({
      ...{ userId, walletId, transactionId, index, role: "principal", location: "wallet", ordinal: index },
      ...leg,
    })),
  });
}

/** 1,000 ADA come in; 400 are swapped for 100 tokens at 4; 10 tokens go out at 5; 7 ADA of rewards; spam. */
async function story() {
  const { user, token: session } = await createGuest(new Date());
  const wallet = await addWallet(user.id);
  await moved(user.id, wallet, day(2, 6), [{ action: "receive", unit: lovelace, quantity: "1000000000" }]);
  await moved(user.id, wallet, day(3, 6), [
    { action: "order_fill", unit: lovelace, quantity: "-400000000" },
    { action: "order_fill", unit: token, quantity: "100000000" },
  ]);
  await moved(user.id, wallet, day(4, 6), [
    { action: "send", unit: token, quantity: "-10000000" },
    { action: "send", unit: lovelace, quantity: "-200000", role: "network_fee" },
  ]);
  await moved(user.id, wallet, day(5, 6), [
    { action: "reward_withdrawal", unit: lovelace, quantity: "7000000", role: "reward" },
  ]);
  await moved(user.id, wallet, day(5, 7), [{ action: "receive", unit: lure, quantity: "5" }]);
  await db().tokenMark.create({ data: { userId: user.id, unit: lure, suspicion: "link_in_name" } });
  await priced(day(3, 5), day(4), new Fraction(4));
  await priced(day(4, 1), day(6, 12), new Fraction(5));
  return { userId: user.id, wallet, session };
}

async function ask<T>(route: typeof GET, session: string, path: string): Promise<T> {
  return (await callRoute(route, path, { session })).json() as Promise<T>;
}

const history = (session: string, query: string) => ask<HistoryAnswer>(GET, session, `/api/portfolio/history?${query}`);

describe("the history of a portfolio", () => {
  test("has the balances and prices of each day, and what was paid in beside it", async () => {
    const { session } = await story();
    const answer = await history(session, "from=2026-01-02&to=2026-01-06T12:00:00Z");
    const point = (at: Date, value: string, netDeposits: string, priced: number) => ({
      ...{ at: at.toISOString(), value, netDeposits, priced, unpriced: 0, missing: 0 },
    });
    expect(answer).toEqual({
      currency: "ADA",
      points: [
        point(day(2), "0", "0", 0),
        point(day(3), "1000", "1000", 1),
        point(day(4), "1000", "1000", 2),
        point(day(5), "1049.8", "950", 2),
        point(day(6), "1056.8", "950", 2),
        point(day(6, 12), "1056.8", "950", 2),
      ],
    });
  });

  test("ends in what the holdings of that time are worth, now and then, in each wallet", async () => {
    const { session, userId, wallet } = await story();
    const other = await addWallet(userId, { subject: "stake1other" });
    await moved(userId, other, day(4, 3), [{ action: "internal_transfer", unit: lovelace, quantity: "123456" }]);
    for (const scope of ["", `&wallet=${wallet}`, `&wallet=${other}`]) {
      for (const to of ["2026-01-03T12:34:56Z", "2026-01-05", undefined]) {
        const until = to === undefined ? "" : `&to=${to}`;
        const { points } = await history(session, `from=2026-01-02&interval=month${scope}${until}`);
        const asOf = to === undefined ? "" : `&asOf=${to}`;
        const { total } = await ask<HoldingsAnswer>(holdings, session, `/api/holdings?currency=ADA${scope}${asOf}`);
        const { value, priced, unpriced } = total;
        expect(points.at(-1)).toMatchObject({ value, priced, unpriced });
      }
    }
    const [all, one] = await Promise.all(
      ["", `&wallet=${other}`].map((scope) => history(session, `from=2026-01-02&to=2026-01-05${scope}`)),
    );
    expect([all?.points.at(-1)?.netDeposits, one?.points.at(-1)?.netDeposits]).toEqual(["950", "0.123456"]);
  });

  test("goes by what the person says of a leg", async () => {
    const { session, userId, wallet } = await story();
    await db().eventCorrection.create({
      data: {
        userId,
        walletId: wallet,
        txHash: await firstHash(userId),
        role: "principal",
        unit: lovelace,
        incoming: true,
        ordinal: 0,
        action: "claim",
      },
    });
    const { points } = await history(session, "from=2026-01-02&to=2026-01-04");
    expect(points.map(({ netDeposits }) => netDeposits)).toEqual(["0", "0", "0"]);
  });

  test("is null where a currency's rate is not known, and never nothing", async () => {
    const { session } = await story();
    const { points } = await history(session, "from=2026-01-03&to=2026-01-04&currency=EUR");
    expect(points.map(({ value, netDeposits, priced }) => [value, netDeposits, priced])).toEqual([
      [null, null, 1],
      [null, null, 2],
    ]);
  });

  test("does not fall back on pools where the person's word is told in a currency whose rate is not known", async () => {
    const { session, userId } = await story();
    const said = { unit: token, isDay: false, at: day(1), price: "3", currency: "KRW", decimals: 6 };
    await db().ownPrice.create({ data: { userId, ...said } });
    const { points } = await history(session, "from=2026-01-03&to=2026-01-05");
    expect(points.map(({ value, priced, unpriced }) => [value, priced, unpriced])).toEqual([
      ["1000", 1, 0],
      ["600", 1, 1],
      ["599.8", 1, 1],
    ]);
  });

  test("begins with the first transaction, ends now, and is one point where there is none", async () => {
    vi.useFakeTimers({ now: day(6, 12), toFake: ["Date"] });
    try {
      const { session } = await story();
      const { points } = await history(session, "interval=day");
      expect([points[0]?.at, points.length]).toEqual([day(2, 6).toISOString(), 6]);
      const { token: nobody } = await createGuest(new Date());
      expect((await history(nobody, "interval=day")).points).toEqual([
        { at: day(6, 12).toISOString(), value: "0", netDeposits: "0", priced: 0, unpriced: 0, missing: 0 },
      ]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("of all of the time is read once a while, and anew when something is told to have changed", async () => {
    const { session, wallet, userId } = await story();
    const deposits = async () => (await history(session, "interval=month")).points.at(-1)?.netDeposits;
    const before = await deposits();
    await moved(userId, wallet, day(5, 8), [{ action: "receive", unit: lovelace, quantity: "5000000" }]);
    expect(await deposits()).toBe(before);
    await publishEvent(userId, "wallet.updated", { walletId: wallet });
    expect(await deposits()).toBe(String(Number(before) + 5));
  });

  test("refuses more points than an answer has, a time that runs backwards, and anybody else's wallet", async () => {
    const { wallet } = await story();
    const { token: session } = await createGuest(new Date());
    const asked = (query: string) =>
      ask<{ status: number; code: string }>(GET, session, `/api/portfolio/history?${query}`);
    expect(await asked("from=2020-01-01&to=2026-01-01&interval=day")).toMatchObject({
      status: 400,
      code: "invalid_request",
    });
    expect(await asked("from=2026-01-02&to=2026-01-01")).toMatchObject({ status: 400, code: "invalid_request" });
    expect(await asked(`wallet=${wallet}`)).toMatchObject({ status: 404, code: "not_found" });
  });
});

async function firstHash(userId: string): Promise<string> {
  const { txHash } = await db().transaction.findFirstOrThrow({ where: { userId }, orderBy: { txTimestamp: "asc" } });
  return txHash;
}
