import { beforeAll, describe, expect, test, vi } from "vitest";
import * as prices from "@/app/api/prices/[unit]/route";
import { GET as holdings } from "@/app/api/holdings/route";
import { lovelaceAt } from "@/dev/chain/market/fair-price";
import { tokenOf } from "@/dev/chain/market/market-token";
import { createGuest } from "@/lib/auth/create-guest";
import { limits } from "@/lib/contract/limits";
import type { HoldingsAnswer } from "@/lib/contract/holdings";
import type { PriceAnswer } from "@/lib/contract/prices";
import type { Problem } from "@/lib/contract/problem";
import { db } from "@/lib/db";
import { metered } from "@/lib/meter";
import type { Message } from "@/lib/queue/port";
import { redisKey, withRedis } from "@/lib/redis";
import { callRoute } from "@/tests/support/call-route";
import { withDatabase } from "@/tests/support/database";
import { startMarketChain } from "@/tests/support/market-chain";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";

const published = vi.hoisted((): Message[] => []);
vi.mock("@/lib/queue/publish", () => ({
  publish: (messages: readonly Message[]) => {
    published.push(...messages);
    return Promise.resolve();
  },
}));

const redis = await startTestRedis();
const market = await startMarketChain(published);
withDatabase(() => ({ ...redis.environment, ...market.environment, RATE_SOURCES: "none" }));

const indy = tokenOf("INDY").unit;
const noPool = tokenOf("NOPOOL").unit;

interface Person {
  readonly userId: string;
  readonly session: string;
}

/** A guest whose wallet holds 10 ADA, 3 INDY and 7 of what no pool trades. */
async function person(subject: string): Promise<Person> {
  const { user, token } = await createGuest(new Date());
  const walletId = await addWallet(user.id, { subject });
  const flows = [
    { unit: "lovelace", netChange: "10000000" },
    { unit: indy, netChange: "3000000" },
    { unit: noPool, netChange: "7" },
  ];
  await addTransaction(user.id, walletId, { txHash: "a".repeat(64), blockHeight: 1, flows });
  return { userId: user.id, session: token };
}

interface Call {
  readonly query?: string;
  readonly body?: object;
}

async function call(
  method: "GET" | "PUT" | "DELETE",
  unit: string,
  { session }: Person,
  { query = "", body }: Call = {},
) {
  const answer = await callRoute(prices[method], `/api/prices/${unit}${query}`, {
    method,
    params: { unit },
    session,
    ...(body !== undefined && { body }),
  });
  return { status: answer.status, body: answer.status === 204 ? null : ((await answer.json()) as unknown) };
}

async function priceOf(unit: string, who: Person, query = ""): Promise<PriceAnswer> {
  const { status, body } = await call("GET", unit, who, { query });
  expect(status).toBe(200);
  return body as PriceAnswer;
}

const say = (unit: string, who: Person, body: object) => call("PUT", unit, who, { body });

async function held(unit: string, { session }: Person): Promise<HoldingsAnswer["holdings"][number] | undefined> {
  const answer = (await (await callRoute(holdings, "/api/holdings", { session })).json()) as HoldingsAnswer;
  return answer.holdings.find((holding) => holding.unit === unit);
}

async function totalOf({ session }: Person): Promise<HoldingsAnswer["total"]> {
  return ((await (await callRoute(holdings, "/api/holdings", { session })).json()) as HoldingsAnswer).total;
}

let me: Person;
let other: Person;
beforeAll(async () => {
  await market.read();
  [me, other] = [await person("stake1mine"), await person("stake1theirs")];
}, 120_000);

describe("What a token costs", () => {
  test("is told with where it is from", async () => {
    const price = await priceOf(indy, me);
    const { poolUnit } = market.chain.market.pools().find(({ spec }) => spec.token.unit === indy) ?? {};
    const fair = lovelaceAt(tokenOf("INDY"), market.chain.tip().time * 1_000);
    expect(Math.abs(Number(price.price) / fair - 1)).toBeLessThan(0.015);
    expect({ ...price, price: null, at: null, priceAt: null, provenance: null }).toEqual({
      ...{ unit: indy, at: null, currency: "ADA", price: null, decimals: 6, rank: "live", class: "firm" },
      ...{ source: price.source, provenance: null, priceAt: null, reason: null, later: false },
    });
    expect(poolUnit).toBeDefined();
    expect(price.provenance?.txHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await db().pool.count({ where: { poolUnit: price.provenance?.pool ?? "" } })).toBe(1);
  });

  test("of ADA itself in ADA is one", async () => {
    expect(await priceOf("lovelace", me)).toMatchObject({ price: "1", rank: "close", class: "firm", reason: null });
  });

  test("where it is not known, is null with the reason: no pool, no rate, switched off", async () => {
    const nothing = { price: null, source: null, rank: null, class: "none", provenance: null, priceAt: null };
    expect(await priceOf(noPool, me)).toMatchObject({
      ...nothing,
      decimals: null,
      reason: "none exists",
      later: false,
    });
    expect(await priceOf(indy, me, "?currency=EUR")).toMatchObject({
      ...nothing,
      reason: "switched off",
      later: false,
    });
    expect(await priceOf(indy, me, "?at=2021-01-01")).toMatchObject({
      ...nothing,
      reason: "none exists",
      later: false,
    });
  });

  test("is refused for what is no unit, and for a query that is none", async () => {
    for (const unit of ["INDY", "lovelac", `${indy}0`, indy.toUpperCase()])
      expect((await call("GET", unit, me)).status, unit).toBe(400);
    expect((await call("GET", indy, me, { query: "?currency=XXX" })).status).toBe(400);
    expect((await call("GET", indy, me, { query: "?at=yesterday" })).status).toBe(400);
  });
});

describe("A token that nobody here knows", () => {
  const ask = (unit: string) => metered(async (usage) => ({ price: await priceOf(unit, me), usage }));

  test("is asked of the chain once, for all who ask at the same time, and kept", async () => {
    const { unit } = tokenOf("NVL");
    await db().marketToken.deleteMany();
    await db().pool.deleteMany();
    await withRedis(1, (client) => client.del(redisKey("prices", unit)));
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(unit)));
    const calls = answers.map(({ usage }) => usage.blockfrostCalls).filter((count) => count > 0);
    expect(calls).toHaveLength(1);
    expect(answers.filter(({ price }) => price.price === null).map(({ price }) => price.reason)).toEqual(
      answers.flatMap(({ price }) => (price.price === null ? ["later"] : [])),
    );
    const again = await ask(unit);
    expect(again.usage.blockfrostCalls).toBe(0);
    expect(again.price).toMatchObject({ rank: "live", class: "firm", reason: null });
    expect(await db().pool.count()).toBeGreaterThan(0);
    await market.read();
  });

  test("and that no pool trades is remembered; one that does not exist costs one call", async () => {
    const made = `${"ab".repeat(28)}6e6f6e65`;
    const first = await ask(made);
    expect([first.price.reason, first.usage.blockfrostCalls]).toEqual(["none exists", 1]);
    const second = await ask(made);
    expect([second.price.reason, second.usage.blockfrostCalls]).toEqual(["none exists", 0]);
  });

  test("is looked up for so many in an hour and no more", async () => {
    const units = Array.from({ length: 24 }, (_, n) => `${"cd".repeat(28)}${n.toString(16).padStart(4, "0")}`);
    const calls: number[] = [];
    for (const unit of units) calls.push((await ask(unit)).usage.blockfrostCalls);
    expect(calls.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 1));
    expect(calls.slice(-3)).toEqual([0, 0, 0]);
    expect((await ask(units.at(-1) ?? "")).price).toMatchObject({ reason: "later", later: true });
  });
});

describe("A price of one's own", () => {
  test("counts before the market's in prices, holdings and the total, until it is taken back; nobody else sees it", async () => {
    const before = { mine: await held(indy, me), total: await totalOf(me), theirs: await held(indy, other) };
    expect(before.mine).toMatchObject({ priceClass: "firm" });
    const { status, body } = await say(indy, me, { price: "250.50", currency: "ADA" });
    expect([status, body]).toMatchObject([
      200,
      { price: "250.5", currency: "ADA", source: "you", rank: "own", class: "manual", provenance: null, reason: null },
    ]);
    expect(await held(indy, me)).toMatchObject({
      ...{ price: "250.5", value: "751.5", change24h: null, spark: null },
      ...{ priceSource: "you", priceClass: "manual", provenance: null },
    });
    expect(await totalOf(me)).toMatchObject({ value: "761.5", priced: 2, unpriced: 1 });
    expect(await held(indy, other)).toEqual(before.theirs);
    expect(await priceOf(indy, other)).toMatchObject({ rank: "live" });
    expect((await call("DELETE", indy, other)).status).toBe(204);
    expect(await held(indy, me)).toMatchObject({ priceClass: "manual" });
    expect((await call("DELETE", indy, me)).status).toBe(204);
    expect(await held(indy, me)).toEqual(before.mine);
    expect(await totalOf(me)).toEqual(before.total);
  });

  test("gives what nobody trades a value, zero included; without decimals it is of one smallest part", async () => {
    await say(noPool, me, { price: "2", currency: "ADA" });
    expect(await held(noPool, me)).toMatchObject({ price: "2", value: "14", priceClass: "manual" });
    await say(noPool, me, { price: "0", currency: "ADA" });
    expect(await held(noPool, me)).toMatchObject({ price: "0", value: "0", priceClass: "manual" });
    await call("DELETE", noPool, me);
    expect(await held(noPool, me)).toMatchObject({ price: null, value: null, priceClass: "none" });
  });

  test("counts from its time on, and of a day on that day alone, which it then beats", async () => {
    await say(indy, me, { price: "3", currency: "ADA", at: "2024-03-01T12:00:00Z" });
    await say(indy, me, { price: "4", currency: "ADA", at: "2024-03-05" });
    const at = async (moment: string) => (await priceOf(indy, me, `?at=${moment}`)).price;
    expect(await at("2024-03-01T11:59:59Z")).toBeNull();
    expect(await at("2024-03-01T12:00:00Z")).toBe("3");
    expect(await at("2024-03-04T23:59:59Z")).toBe("3");
    expect([await at("2024-03-05"), await at("2024-03-05T00:00:00Z"), await at("2024-03-05T23:59:59Z")]).toEqual([
      "4",
      "4",
      "4",
    ]);
    expect(await at("2024-03-06T00:00:00Z")).toBe("3");
    expect((await held(indy, me))?.price).toBe("3");
    expect((await call("DELETE", indy, me, { query: "?at=2024-03-05" })).status).toBe(204);
    expect(await at("2024-03-05")).toBe("3");
    await call("DELETE", indy, me, { query: "?at=2024-03-01T12:00:00Z" });
    expect(await at("2024-03-05")).toBeNull();
    expect(await db().ownPrice.count()).toBe(0);
  });

  test("said twice is said once, and another word later leaves the earlier one its time", async () => {
    await say(indy, me, { price: "3.10", currency: "ADA" });
    await say(indy, me, { price: "3.1", currency: "ADA" });
    expect(await db().ownPrice.count()).toBe(1);
    await say(indy, me, { price: "5", currency: "ADA" });
    expect((await held(indy, me))?.price).toBe("5");
    expect(await db().ownPrice.count()).toBe(2);
    await call("DELETE", indy, me);
    expect(await db().ownPrice.count()).toBe(0);
  });

  test("in a currency without a rate is told in that currency, and in others said to be unknown", async () => {
    await say(indy, me, { price: "1.25", currency: "EUR" });
    expect(await priceOf(indy, me, "?currency=EUR")).toMatchObject({ price: "1.25", class: "manual" });
    expect(await priceOf(indy, me)).toMatchObject({ price: null, class: "none", reason: "switched off" });
    expect(await held(indy, me)).toMatchObject({ price: null, value: null });
    await call("DELETE", indy, me);
  });

  test.each([
    [{ price: "-1", currency: "ADA" }, "price"],
    [{ price: "1e3", currency: "ADA" }, "price"],
    [{ price: "1,5", currency: "ADA" }, "price"],
    [{ price: "1234567890123456", currency: "ADA" }, "price"],
    [{ price: "0.1234567890123456789", currency: "ADA" }, "price"],
    [{ price: 0.5, currency: "ADA" }, "price"],
    [{ price: "1", currency: "DOGE" }, "currency"],
    [{ price: "1", currency: "ADA", at: "soon" }, "at"],
    [{ price: "1", currency: "ADA", at: "2999-01-01" }, "at"],
  ])("is refused where it is none: %j", async (body, field) => {
    const answer = await say(indy, me, body);
    expect(answer.status).toBe(400);
    expect((answer.body as Problem).issues?.map((issue) => issue.field)).toEqual([field]);
    expect(await db().ownPrice.count()).toBe(0);
  });

  test("is for tokens, and there can be so many", async () => {
    expect((await say("lovelace", me, { price: "1", currency: "EUR" })).status).toBe(400);
    const row = { userId: me.userId, unit: noPool, isDay: true, price: "1", currency: "ADA", decimals: 0 };
    const day = (n: number) => new Date(Date.UTC(2020, 0, 1 + n));
    await db().ownPrice.createMany({
      data: Array.from({ length: limits.ownPrices }, (_, n) => ({ ...row, at: day(n) })),
    });
    expect(await say(indy, me, { price: "1", currency: "ADA" })).toMatchObject({
      status: 409,
      body: {
        code: "limit_reached",
        detail: "You have set 1000 prices of your own, and there can be no more. Take one back first.",
      },
    });
    expect((await say(noPool, me, { price: "2", currency: "ADA", at: "2020-01-01" })).status).toBe(200);
    expect((await say(indy, other, { price: "1", currency: "ADA" })).status).toBe(200);
    await db().ownPrice.deleteMany();
  });
});
