import { beforeAll, describe, expect, test, vi } from "vitest";
import { GET as listRoute } from "@/app/api/market/route";
import { GET as tokenRoute } from "@/app/api/market/[unit]/route";
import { GET as candlesRoute } from "@/app/api/market/[unit]/candles/route";
import { DELETE as unwatchRoute, PUT as watchRoute } from "@/app/api/market/[unit]/watch/route";
import { POST as watchForm } from "@/app/forms/watch/route";
import { POST as ownPriceForm } from "@/app/forms/own-price/route";
import { impostor, tokenOf } from "@/dev/chain/market/market-token";
import { createGuest } from "@/lib/auth/create-guest";
import { limits } from "@/lib/contract/limits";
import type { CandlesAnswer, MarketAnswer, MarketTokenAnswer } from "@/lib/contract/market";
import type { Problem } from "@/lib/contract/problem";
import { db } from "@/lib/db";
import type { Message } from "@/lib/queue/port";
import { redisKey, withRedis } from "@/lib/redis";
import { callRoute } from "@/tests/support/call-route";
import { withDatabase } from "@/tests/support/database";
import { startMarketChain } from "@/tests/support/market-chain";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";
import { NextRequest } from "next/server";

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

const [min, indy, snek] = ["MIN", "INDY", "SNEK"].map((ticker) => tokenOf(ticker).unit) as [string, string, string];

let me: string;
let other: string;
/** The market before any trade was seen. */
let untraded: MarketAnswer;
beforeAll(async () => {
  await market.read();
  other = (await createGuest(new Date())).token;
  untraded = (await list("?limit=5", other)).body;
  for (const ticker of ["SNEK", "INDY"]) {
    const pool = market.chain.market.pools().find(({ spec }) => spec.token.ticker === ticker)?.poolUnit;
    await market.sim("market/trades", { pool, share: 0.1 });
  }
  await market.look();
  const { user, token: session } = await createGuest(new Date());
  me = session;
  const walletId = await addWallet(user.id, { subject: "stake1mine" });
  const flows = [
    { unit: "lovelace", netChange: "-100000000" },
    { unit: indy, netChange: "3000000" },
  ];
  const given = { txHash: "a".repeat(64), blockHeight: 1, action: "direct_swap", summary: "Swapped ADA for INDY" };
  await addTransaction(user.id, walletId, { ...given, flows });
}, 120_000);

interface Answered<T> {
  readonly status: number;
  readonly body: T;
}

async function ask<T>(answer: Promise<Response>): Promise<Answered<T>> {
  const response = await answer;
  return { status: response.status, body: (response.status === 204 ? null : await response.json()) as T };
}

const list = (query = "", session = me) => ask<MarketAnswer>(callRoute(listRoute, `/api/market${query}`, { session }));
const token = (unit: string, session = me, query = "") =>
  ask<MarketTokenAnswer>(callRoute(tokenRoute, `/api/market/${unit}${query}`, { params: { unit }, session }));
const watch = (unit: string, isWatched: boolean, session = me) =>
  ask<Problem | null>(
    callRoute(isWatched ? watchRoute : unwatchRoute, `/api/market/${unit}/watch`, {
      method: isWatched ? "PUT" : "DELETE",
      params: { unit },
      session,
    }),
  );
const candles = (unit: string, query: string) =>
  ask<CandlesAnswer>(callRoute(candlesRoute, `/api/market/${unit}/candles${query}`, { params: { unit }, session: me }));

describe("The market", () => {
  test("is told in each order, with what each token costs", async () => {
    const { status, body } = await list("?sort=volume");
    expect(status).toBe(200);
    expect(body).toMatchObject({ currency: "ADA", reason: null });
    const row = body.tokens.find(({ unit }) => unit === indy);
    expect(row).toMatchObject({
      ...{ ticker: "INDY", decimals: 6, class: "firm", described: true, lookAlike: false, held: true, watched: false },
    });
    expect(Number(row?.price)).toBeGreaterThan(0);
    expect(Number(row?.volume24hAda)).toBeGreaterThan(0);
    expect(row?.trades24h).toBeGreaterThan(0);
    const volumes = body.tokens.map(({ volume24hAda }) => Number(volume24hAda));
    expect(volumes).toEqual(volumes.toSorted((a, b) => b - a));
    expect(body.tokens.map(({ unit }) => unit)).toEqual(expect.arrayContaining([snek, indy]));
    for (const sort of ["hot", "gainers", "losers", "new"]) expect((await list(`?sort=${sort}`)).status).toBe(200);
  });

  test("begins with the deepest pools while no trade was seen", async () => {
    expect(untraded).toMatchObject({ reason: null, nextCursor: "5" });
    const depths = untraded.tokens.map(({ depthAda }) => Number(depthAda));
    expect(depths).toHaveLength(5);
    expect(Math.min(...depths)).toBeGreaterThan(100_000);
    const next = (await list("?limit=5&cursor=5")).body.tokens.map(({ unit }) => unit);
    expect(next.filter((unit) => untraded.tokens.some((each) => each.unit === unit))).toEqual([]);
  });

  test("comes page by page, each token once", async () => {
    const all = (await list("?sort=volume&limit=200")).body.tokens.map(({ unit }) => unit);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const { body }: { body: MarketAnswer } = await list(
        `?sort=volume&limit=3${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(...body.tokens.map(({ unit }) => unit));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(all);
  });

  test("finds tokens by ticker, by name, and by the beginning of the unit, the true one before one that looks like it", async () => {
    const { tokens } = (await list("?q=min")).body;
    expect(tokens.map(({ unit }) => unit)).toEqual(expect.arrayContaining([min, impostor.unit]));
    expect(tokens[0]?.unit).toBe(min);
    const [real, fake] = [min, impostor.unit].map((unit) => tokens.find((each) => each.unit === unit));
    expect([real?.lookAlike, fake?.lookAlike]).toEqual([false, true]);
    expect(fake?.fingerprint).toMatch(/^asset1/);
    expect((await list(`?q=${snek.slice(0, 20)}`)).body.tokens.map(({ unit }) => unit)).toEqual([snek]);
    expect((await list("?q=%25")).body.tokens).toEqual([]);
    expect((await list("?q=NOPOOL")).body.tokens).toEqual([]);
  });

  test("refuses what it does not know", async () => {
    for (const query of [
      "?sort=best",
      "?limit=0",
      "?limit=201",
      "?cursor=x",
      "?watched=true&cursor=x",
      "?currency=XXX",
    ])
      expect((await list(query)).status, query).toBe(400);
  });
});

describe("What a person watches", () => {
  test("is theirs alone, the newest first, and goes again; both can be said twice", async () => {
    for (const unit of [snek, snek, indy]) expect((await watch(unit, true)).status).toBe(204);
    const shown = async (session: string) => (await list("?watched=true", session)).body.tokens.map(({ unit }) => unit);
    expect(await shown(me)).toEqual([indy, snek]);
    expect(await shown(other)).toEqual([]);
    expect((await list(`?q=snek`, other)).body.tokens[0]?.watched).toBe(false);
    expect((await watch(snek, false, other)).status).toBe(204);
    expect((await token(snek)).body.watched).toBe(true);
    expect((await list("?watched=true&limit=1")).body).toMatchObject({ tokens: [{ unit: indy }], nextCursor: "1" });
    for (const unit of [snek, snek, indy]) expect((await watch(unit, false)).status).toBe(204);
    expect(await shown(me)).toEqual([]);
  });

  test("is kept by the market from then on, where a pool trades it", async () => {
    const kept = async (unit: string) =>
      (await withRedis(1, (client) => client.hexists(redisKey("market", "kept"), unit))) === 1;
    const noPool = tokenOf("NOPOOL").unit;
    expect([await kept(min), await kept(noPool)]).toEqual([false, false]);
    for (const unit of [min, noPool]) expect((await watch(unit, true)).status).toBe(204);
    expect([await kept(min), await kept(noPool)]).toEqual([true, false]);
    for (const unit of [min, noPool]) expect((await watch(unit, false)).status).toBe(204);
  });

  test("can be so many, and no ADA", async () => {
    expect((await watch("lovelace", true)).status).toBe(400);
    const { userId } = await db().wallet.findFirstOrThrow({ select: { userId: true } });
    const unit = (n: number) => `${"ee".repeat(28)}${n.toString(16).padStart(4, "0")}`;
    await db().watch.createMany({
      data: Array.from({ length: limits.watchedTokens }, (_, n) => ({ userId, unit: unit(n) })),
    });
    expect(await watch(snek, true)).toMatchObject({ status: 409, body: { code: "limit_reached" } });
    expect((await watch(unit(0), true)).status).toBe(204);
    expect((await watch(unit(0), false)).status).toBe(204);
    expect((await watch(snek, true)).status).toBe(204);
    await db().watch.deleteMany();
  });
});

describe("A token", () => {
  test("is told with its pools, which make its price, and with what is mine", async () => {
    const { status, body } = await token(indy);
    expect(status).toBe(200);
    expect(body.own).toEqual({
      quantity: "3000000",
      displayQuantity: "3",
      value: expect.any(String) as string,
      spam: false,
    });
    expect(Math.abs(Number(body.own?.value) - 3 * Number(body.price))).toBeLessThan(0.00001);
    expect(body.trades).toMatchObject([
      { action: "direct_swap", netChange: "3000000", summary: "Swapped ADA for INDY" },
    ]);
    expect(body.priced).toMatchObject({ price: body.price, rank: "live", class: "firm" });
    expect(body.market).toMatchObject({ price: body.price, priceAda: body.price });
    const counted = body.pools.filter(({ counted: counts }) => counts);
    expect(counted).toHaveLength(body.market.poolsCounted);
    expect(counted.map(({ price }) => price)).toContain(body.price);
    expect(counted.map(({ poolUnit }) => poolUnit)).toContain(body.priced.provenance?.pool);
    for (const pool of body.pools) expect(pool.reserves.map(({ unit }) => unit)).toContain(indy);
    expect(body.pools.every(({ fee }) => fee !== null && Number(fee) > 0 && Number(fee) < 0.02)).toBe(true);
    expect((await token(indy, other)).body).toMatchObject({ own: null, trades: [], held: false });
  });

  test("that nobody knows is not found, what is no unit is refused, and ADA is none", async () => {
    expect((await token(`${"ab".repeat(28)}aa`)).status).toBe(404);
    expect((await token("lovelace")).status).toBe(404);
    expect((await token("MIN")).status).toBe(400);
  });

  test("has candles of the hours that were looked at, and none made up", async () => {
    const { status, body } = await candles(indy, "?interval=hour");
    expect(status).toBe(200);
    expect(body).toMatchObject({ unit: indy, currency: "ADA", interval: "hour", source: "looks", later: false });
    const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000).toISOString();
    const { price } = (await token(indy)).body;
    expect(body.candles.at(-1)).toMatchObject({ at: hour, close: price });
    expect(body.candles.length).toBeLessThanOrEqual(2);
    expect((await candles(indy, "?interval=hour&to=2024-01-01")).body).toMatchObject({ candles: [], source: null });
    for (const query of ["?interval=minute", "?from=2024-01-01&interval=day", "?from=2024-02-01&to=2024-01-01"])
      expect((await candles(indy, query)).status, query).toBe(400);
  });

  test("has candles of stored states, where they are known to have held, and leaves the other days out", async () => {
    const at = (day: number) => new Date(Date.UTC(2024, 0, day));
    const pool = { unit: snek, poolUnit: `${"ab".repeat(28)}01` };
    await db()
      .$executeRaw`INSERT INTO price_pool (unit, pool_unit, quote, dex, deepest) VALUES (${pool.unit}, ${pool.poolUnit}, 'lovelace', 'minswap-v2', 1)`;
    for (const [day, price, until] of [
      [1, "5", 3],
      [3, "7", 4],
      [9, "9", 10],
    ] as const)
      await db().$executeRaw`
        INSERT INTO price_point (unit, pool_unit, tx_hash, at, until, height, tx_index, price, reserve_quote, reserve_unit, settled)
        VALUES (${pool.unit}, ${pool.poolUnit}, ${String(day).repeat(64)}, ${at(day)}, ${at(until)}, ${day}, 0, ${price}, 50000000000, 1000, true)`;
    const { body } = await candles(snek, "?interval=day&from=2024-01-01&to=2024-01-12");
    const candle = (day: number, open: string, close: string) => ({
      ...{ at: at(day).toISOString(), open, high: close, low: open, close, volume: null },
    });
    const [five, seven, nine] = ["0.000005", "0.000007", "0.000009"] as const;
    expect(body.candles).toEqual([
      candle(1, five, five),
      candle(2, five, five),
      candle(3, five, seven),
      candle(9, nine, nine),
    ]);
    expect(body.source).toBe("points");
  });
});

describe("Forms without script", () => {
  const send = (route: (request: NextRequest) => Promise<Response>, fields: Record<string, string>, session = me) =>
    route(
      new NextRequest("http://localhost:3000/forms", {
        method: "POST",
        headers: {
          ...{ host: "localhost:3000", origin: "http://localhost:3000", "sec-fetch-site": "same-origin" },
          ...{ cookie: `session=${session}`, "content-type": "application/x-www-form-urlencoded" },
        },
        body: new URLSearchParams(fields).toString(),
      }),
    );
  const way = async (answer: Promise<Response>) => (await answer).headers.get("location");

  test("watch a token and lead back, and nowhere else", async () => {
    expect(await way(send(watchForm, { unit: snek, watched: "true", back: "/market?tab=new" }))).toBe(
      "/market?tab=new",
    );
    expect((await token(snek)).body.watched).toBe(true);
    expect(await way(send(watchForm, { unit: snek, watched: "false", back: "https://evil.example" }))).toBe("/market");
    expect((await token(snek)).body.watched).toBe(false);
    expect(await way(send(watchForm, { unit: snek, watched: "true" }, "nobody"))).toBe("/sign-in");
  });

  test("set a price of one's own and take it back, or say why not", async () => {
    const page = `/market/${indy}`;
    const set = { unit: indy, price: "2.5", currency: "ADA", at: "" };
    expect(await way(send(ownPriceForm, set))).toBe(`${page}#own-price`);
    const { body } = await token(indy);
    expect(body).toMatchObject({ price: "2.5", class: "manual", own: { value: "7.5" }, priced: { source: "you" } });
    expect(body.market.price).not.toBe("2.5");
    const [said] = body.ownPrices;
    expect(said).toMatchObject({ price: "2.5", currency: "ADA", kind: "from" });
    expect(await way(send(ownPriceForm, { unit: indy, at: said?.at ?? "", "take-back": "true" }))).toBe(
      `${page}#own-price`,
    );
    expect((await token(indy)).body).toMatchObject({ class: "firm", ownPrices: [] });
    expect(await way(send(ownPriceForm, { ...set, price: "much" }))).toBe(`${page}?trouble=invalid_request#own-price`);
    expect(await way(send(ownPriceForm, set, "nobody"))).toBe("/sign-in");
  });
});
