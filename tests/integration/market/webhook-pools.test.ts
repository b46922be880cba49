import { createHmac } from "node:crypto";
import { beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { POST as receive } from "@/app/api/webhooks/blockfrost/route";
import { tokenOf } from "@/dev/chain/market/market-token";
import type { Unit } from "@/lib/cardano/brand";
import { limits } from "@/lib/contract/limits";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { pushHooked, readHooked } from "@/lib/market/hooked-list";
import { hookedPools } from "@/lib/market/hooked-pools";
import { ingestHooked } from "@/lib/market/ingest-hooked";
import { readTokens } from "@/lib/market/token-store";
import { metered } from "@/lib/meter";
import type { Message } from "@/lib/queue/port";
import { redisKey, withRedis } from "@/lib/redis";
import { callRoute } from "@/tests/support/call-route";
import { withDatabase } from "@/tests/support/database";
import { madeTokenPool } from "@/tests/support/made-token-pools";
import { startMarketChain } from "@/tests/support/market-chain";
import { startTestRedis } from "@/tests/support/redis";

const published = vi.hoisted((): Message[] => []);
vi.mock("@/lib/queue/publish", () => ({
  publish: (messages: readonly Message[]) => {
    published.push(...messages);
    return Promise.resolve();
  },
}));

const ofWallets = "webhook-of-wallets";
const ofMarket = ["webhook-of-minswap", "webhook-of-sundae"];
const redis = await startTestRedis();
const market = await startMarketChain(published);
withDatabase(() => ({
  ...redis.environment,
  ...market.environment,
  BLOCKFROST_WEBHOOK_SECRET: ofWallets,
  BLOCKFROST_MARKET_WEBHOOK_SECRETS: ofMarket.join(", "),
}));

const snek = tokenOf("SNEK").unit as Unit;
const pool = market.chain.market.pools().find(({ spec }) => spec.token.unit === snek)?.poolUnit ?? "";
const hookedKey = () => redisKey("market", "hooked");
const viewerKey = () => redisKey("market", "viewer");
const waiting = () => withRedis(1, (client) => client.llen(hookedKey()));

interface TransactionOfChain {
  readonly tx: object;
  readonly inputs: readonly object[];
  readonly outputs: readonly { readonly inline_datum: string | null }[];
}

/** Somebody's trade in the pool, in the words in which Blockfrost tells of it. */
async function trade(share = 0.01): Promise<TransactionOfChain & { readonly txHash: string; readonly height: number }> {
  const made = (await market.sim("market/trades", { pool, share })) as { txHash: string; height: number };
  const ask = async (path: string) => {
    const headers = { project_id: env().BLOCKFROST_PROJECT_ID };
    const response = await fetch(`${env().BLOCKFROST_BASE_URL ?? ""}/txs/${made.txHash}${path}`, { headers });
    expect(response.status).toBe(200);
    return (await response.json()) as object;
  };
  const [tx, moved] = await Promise.all([ask(""), ask("/utxos")]);
  return { ...made, tx, ...(moved as Pick<TransactionOfChain, "inputs" | "outputs">) };
}

let events = 0;
const eventOf = (...payload: readonly object[]) =>
  JSON.stringify({ id: `event-${String((events += 1))}`, webhook_id: "w", created: 1, type: "transaction", payload });

async function send(body: string, key = ofMarket[0] ?? ""): Promise<number> {
  const at = String(Math.floor(Date.now() / 1_000));
  const signature = `t=${at},v1=${createHmac("sha256", key).update(`${at}.${body}`).digest("hex")}`;
  const headers = { "blockfrost-signature": signature };
  return (await callRoute(receive, "/api/webhooks/blockfrost", { method: "POST", body, headers })).status;
}

async function priceFrom() {
  const { price } = (await readTokens([snek], Date.now())).get(snek) ?? {};
  return { txHash: price?.from.txHash, height: price?.from.height };
}

beforeAll(() => market.read(), 120_000);

beforeEach(async () => {
  published.length = 0;
  await withRedis(1, (client) => client.del(hookedKey(), viewerKey()));
});

test("a trade that a webhook tells of is in the price at the next look, with its block, and at no call", async () => {
  const { txHash, height, ...told } = await trade();
  expect(await send(eventOf(told))).toBe(200);
  const { blockfrostCalls, tokens } = await metered(async (usage) => ({
    tokens: await ingestHooked(Date.now()),
    blockfrostCalls: usage.blockfrostCalls,
  }));
  expect(blockfrostCalls).toBe(0);
  expect(tokens.map(({ unit }) => unit)).toEqual([snek]);
  expect(await priceFrom()).toEqual({ txHash, height });
  expect(await waiting()).toBe(0);
});

test("the newest counts, however often and in whatever order they come", async () => {
  const [first, second, third] = [await trade(), await trade(), await trade()];
  for (const each of [second, first, second, first]) await send(eventOf(each));
  await ingestHooked(Date.now());
  expect(await priceFrom()).toEqual({ txHash: second.txHash, height: second.height });
  await send(eventOf(third, first));
  await ingestHooked(Date.now());
  await send(eventOf(second));
  await ingestHooked(Date.now());
  expect(await priceFrom()).toEqual({ txHash: third.txHash, height: third.height });
});

test("is taken in again by the next look where one died before its end", async () => {
  const told = await trade();
  await send(eventOf(told));
  const { pools, drop } = await readHooked();
  expect(pools.map(({ output }) => output.txHash)).toEqual([told.txHash]);
  await send(eventOf(await trade()));
  expect(await waiting()).toBe(2);
  // What came since it was read is left.
  await drop();
  expect(await waiting()).toBe(1);
  await drop();
  expect(await waiting()).toBe(1);
});

test("the looks go on beside it: what they see later is newer", async () => {
  await send(eventOf(await trade()));
  const later = await trade();
  await market.look();
  expect(await priceFrom()).toEqual({ txHash: later.txHash, height: later.height });
});

test.each([
  ["of another secret", () => send(eventOf(), "somebody's"), 401],
  ["that is too long", () => send(" ".repeat(limits.webhookBodyBytes + 1)), 413],
])("an event %s is refused, and nothing of it is kept", async (_, sent, status) => {
  expect(await sent()).toBe(status);
  expect(await waiting()).toBe(0);
});

test("another secret's pools are not kept, and each good secret's are", async () => {
  const body = eventOf(await trade());
  expect(await send(body, "webhook-of-minswap, webhook-of-sundae")).toBe(401);
  expect(await waiting()).toBe(0);
  for (const [at, key] of [...ofMarket, ofWallets].entries()) {
    expect(await send(body, key)).toBe(200);
    expect(await waiting()).toBe(at + 1);
  }
});

test("with a secret of the market's nobody's wallet is looked for, so that the database sleeps", async () => {
  const body = eventOf(await trade());
  const { dbStatements, redisCommands } = await metered(async (usage) => {
    await send(body);
    await send(body);
    return usage;
  });
  // Two for the list; the first that waits asks whether somebody looks.
  expect({ dbStatements, redisCommands }).toEqual({ dbStatements: 0, redisCommands: 3 });
});

test.each([
  ["of which only a datum's hash is told", { inline_datum: null, data_hash: "ab".repeat(32) }],
  ["at an address that no DEX has", { address: "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8" }],
  ["whose amounts are none", { amount: [{ unit: "lovelace", quantity: "-1" }] }],
  ["without the protocol's mark", { amount: [{ unit: "lovelace", quantity: "100000000000" }] }],
])("an output %s is passed over", async (_, given) => {
  const told = await trade();
  const outputs = told.outputs.map((output) => ({ ...output, ...given }));
  expect(hookedPools(JSON.parse(eventOf(told)))).toHaveLength(1);
  expect(await send(eventOf({ ...told, outputs }))).toBe(200);
  expect(await waiting()).toBe(0);
});

test("a transaction whose contract said no, and an event of another kind, leave nothing", async () => {
  const told = await trade();
  await send(eventOf({ ...told, tx: { ...told.tx, valid_contract: false } }));
  await send(JSON.stringify({ id: "b", type: "block", payload: [told] }));
  await send("{");
  expect(await waiting()).toBe(0);
});

test("no more states wait than a list may have, and the newest of them", async () => {
  const states = Array.from({ length: 1_200 }, (_, at) => madeTokenPool(at, 1, 20_000n, 10_000n, at));
  for (let at = 0; at < states.length; at += 200) await pushHooked(states.slice(at, at + 200));
  const { pools } = await readHooked();
  expect(pools.map(({ seenAt }) => seenAt)).toEqual(states.slice(200).map(({ seenAt }) => seenAt));
  // Of one event the last, and no state that is longer than a pool is.
  await withRedis(1, (client) => client.del(hookedKey()));
  await pushHooked(states);
  expect(await waiting()).toBe(200);
  const [state] = states;
  if (state === undefined) throw new Error("no state was made");
  await pushHooked([{ ...state, output: { ...state.output, datum: "00".repeat(4_000) } }]);
  expect(await waiting()).toBe(200);
});

test("one look is asked for however many events come, and only while somebody looks", async () => {
  const body = eventOf(await trade());
  await send(body);
  expect(published).toEqual([]);
  await withRedis(1, (client) => client.del(hookedKey()));
  await withRedis(1, (client) => client.set(viewerKey(), "1"));
  for (let times = 0; times < 3; times += 1) await send(body);
  expect(published.map(({ name }) => name)).toEqual(["market-tick"]);
  expect(published[0]?.delayMs).toBeLessThanOrEqual(60_000);
  await ingestHooked(Date.now());
  await send(body);
  expect(published).toHaveLength(2);
});

test("where there is no market nothing is kept", async () => {
  Object.assign(env(), { MARKET: "off" });
  onTestFinished(() => void Object.assign(env(), { MARKET: "on" }));
  expect(await send(eventOf(await trade()))).toBe(200);
  expect(await waiting()).toBe(0);
  expect(await db().wallet.count()).toBe(0);
});
