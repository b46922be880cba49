import { NextRequest } from "next/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { POST as addByForm } from "@/app/forms/add-wallet/route";
import { db } from "@/lib/db";
import { redis, redisKey } from "@/lib/redis";
import { operations } from "@/lib/contract/operations";
import type * as applyDue from "@/lib/corrections/apply-due";
import type { Message, Queue } from "@/lib/queue/port";
import type * as retell from "@/lib/sync/retell";
import type * as finishRemovals from "@/lib/wallets/finish-removals";
import { apiRoutes, type ApiRoute } from "@/tests/support/api-routes";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { requestBodies, sharedAddress } from "@/tests/support/request-bodies";
import { makeOwner, type Owner } from "@/tests/support/two-users";

/** A queue that takes everything and delivers nothing; what it was given says who could spend its day. */
const published = vi.hoisted((): Message[] => []);
const perDay = 50;
vi.mock("@/lib/queue/queue", () => {
  const queue: Pick<Queue, "dailyMessages" | "publish"> = {
    dailyMessages: 50,
    publish: (messages) => {
      published.push(...messages);
      return Promise.resolve(messages.map(() => null));
    },
  };
  return { queue: () => queue };
});
// As with more rows than a request has time for: what is left goes to the queue.
vi.mock("@/lib/corrections/apply-due", async (importOriginal) => ({
  ...(await importOriginal<typeof applyDue>()),
  applyDue: () => Promise.resolve({ changed: 0, isDone: false }),
}));
vi.mock("@/lib/sync/retell", async (importOriginal) => ({
  ...(await importOriginal<typeof retell>()),
  retellDue: () => Promise.resolve({ told: 0, isDone: false }),
}));
vi.mock("@/lib/wallets/finish-removals", async (importOriginal) => ({
  ...(await importOriginal<typeof finishRemovals>()),
  finishRemovals: () => Promise.resolve(false),
}));

const { environment, stop } = await startTestRedis();
withDatabase(() => environment);

const routes = (await apiRoutes()).filter((route) =>
  operations.some(
    ({ method, path, access }) =>
      method.toUpperCase() === route.method && path === route.path && access === undefined && path !== "/api/events",
  ),
);
const named = routes.map((route) => [`${route.method} ${route.path}`, route] as const);
let owners = 0;
let owner: Owner;
let addresses = 0;
let said = 0;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-29T12:00:00Z") });
  await emptyTables();
  published.length = 0;
  owner = await newOwner("o");
});
afterEach(() => vi.useRealTimers());

function newOwner(letter: string): Promise<Owner> {
  owners += 1;
  return makeOwner(`${letter}${owners}`, `stake1${letter}${owners}`, false);
}

/** What is said of an address is news each time. */
function bodyOf({ method, path }: ApiRoute): object | string | undefined {
  if (`${method} ${path}` !== "PATCH /api/wallets/{id}/addresses") return requestBodies[`${method} ${path}`];
  said += 1;
  return { address: `${owner.marks[0] ?? ""} address`, state: said % 2 === 0 ? "mine" : "foreign" };
}

/** A call about the owner's own things; each comes from another address, so that only the account is counted. */
async function call(route: ApiRoute, address = `10.5.${(addresses += 1) >> 8}.${addresses & 255}`): Promise<number> {
  const kinds = [...route.path.matchAll(/(\w+)\/\{(\w+)\}/g)];
  const params = Object.fromEntries(kinds.map(([, kind = "", name = ""]) => [name, owner.ids[kind] ?? ""]));
  const body = bodyOf(route);
  const answer = await callRoute(route.handler, route.path, {
    method: route.method,
    params,
    session: owner.session,
    headers: {
      "x-forwarded-for": address,
      "content-type": typeof body === "string" ? "text/csv" : "application/json",
    },
    ...(body !== undefined && { body }),
  });
  await answer.body?.cancel();
  return answer.status;
}

/** As if all that was begun had ended, and there were something to do again. */
async function endAll(): Promise<void> {
  const { userId } = owner;
  await db().syncJob.updateMany({
    where: { userId, finishedAt: null },
    data: { status: "failed", activeWalletId: null, finishedAt: new Date(), errorCode: "chain_unavailable" },
  });
  await db().relabel.updateMany({ where: { userId }, data: { status: "failed" } });
  const keys = await redis().keys(redisKey("under-way", "*"));
  if (keys.length > 0) await redis().del(...keys);
}

const repeats = 15;

test("some routes publish, so that what follows can fail", async () => {
  const publishing: string[] = [];
  for (const [name, route] of named) {
    await emptyTables();
    owner = await newOwner("p");
    published.length = 0;
    await call(route);
    if (published.length > 0) publishing.push(name);
  }
  expect(publishing).toEqual([
    "DELETE /api/account",
    // Hours of rates that gains are told by: for everybody, and once each.
    "PUT /api/accounting/accepted",
    "GET /api/accounting/disposals",
    "GET /api/accounting/income",
    "GET /api/accounting/lots",
    "GET /api/accounting",
    "GET /api/accounting/shortfalls",
    // A look at the market for whoever looks first; for everybody, and once for all of them.
    "GET /api/holdings",
    "POST /api/issues/{id}/retry",
    "GET /api/market",
    "GET /api/performance",
    "POST /api/relabel",
    "DELETE /api/rules/{id}",
    "PATCH /api/tokens/{unit}",
    "PATCH /api/wallets/{id}/addresses",
    "DELETE /api/wallets/{id}",
    "POST /api/wallets/{id}/sync",
    "POST /api/wallets",
  ]);
});

/** What only reads is in the list above, should it publish. */
const changing = named.filter(([, { method }]) => method !== "GET");

test.each(changing)("%s publishes nothing more while what it began is under way", async (_, route) => {
  await call(route);
  const once = published.length;
  for (let nth = 1; nth < repeats; nth += 1) await call(route);
  expect(published.length).toBe(once);
});

test.each(changing)("%s: an account can have no more published than its part of the day", async (_, route) => {
  for (let nth = 0; nth < repeats; nth += 1) {
    vi.setSystemTime(Date.now() + 60_000);
    await endAll();
    await call(route);
  }
  expect(published.length).toBeLessThanOrEqual(perDay * 0.2);
});

const sync = routes.find(({ method, path }) => method === "POST" && path === "/api/wallets/{id}/sync");

/** Asks for a refresh again and again, each a minute after the last has ended; the statuses that were answered. */
async function refresh(times: number, address?: string): Promise<number[]> {
  if (sync === undefined) throw new Error("There is no such route");
  const statuses: number[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    vi.setSystemTime(Date.now() + 60_000);
    await endAll();
    statuses.push(await call(sync, address));
  }
  return statuses;
}

test("an account's day has an end, past which nothing is stored either, and the next day is another", async () => {
  expect(await refresh(7)).toEqual([202, 202, 202, 202, 202, 429, 429]);
  expect([published.length, await db().syncJob.count({ where: { userId: owner.userId } })]).toEqual([10, 1 + 5]);
  vi.setSystemTime(Date.now() + 86_400_000);
  expect(await refresh(1)).toEqual([202]);
});

test("a form that is sent without script is counted as the API is", async () => {
  const statuses = new Set<string | null>();
  for (let nth = 0; nth < repeats; nth += 1) {
    await endAll();
    await db().wallet.deleteMany({ where: { userId: owner.userId, subject: sharedAddress } });
    const request = new NextRequest("http://localhost:3000/forms/add-wallet", {
      method: "POST",
      headers: {
        cookie: `session=${owner.session}`,
        "content-type": "application/x-www-form-urlencoded",
        "x-forwarded-for": `10.6.0.${nth}`,
      },
      body: new URLSearchParams({ address: sharedAddress }),
    });
    statuses.add((await addByForm(request)).headers.get("location"));
  }
  expect(published.length).toBe(perDay * 0.2);
  expect([...statuses].at(-1)).toBe("/?trouble=rate_limited");
});

test("what is said of an address and refused for the day is not noted", async () => {
  const say = routes.find(({ method, path }) => method === "PATCH" && path === "/api/wallets/{id}/addresses");
  if (say === undefined) throw new Error("There is no such route");
  const words = async () => (await db().keyWord.findMany({ where: { userId: owner.userId } })).map(({ word }) => word);
  for (let nth = 0; nth < repeats; nth += 1) {
    vi.setSystemTime(Date.now() + 60_000);
    await endAll();
    const before = await words();
    if ((await call(say)) !== 429) continue;
    expect(await words()).toEqual(before);
    return;
  }
  throw new Error("There was no end to it");
});

test("who signs in with a wallet may begin twice as much as a guest", async () => {
  await db().$executeRaw`UPDATE "user" SET kind = 'wallet' WHERE id = ${owner.userId}::uuid`;
  await refresh(12);
  expect(published.length).toBe(perDay * 0.4);
});

test("many accounts of one address have a part together", async () => {
  for (let nth = 0; nth < 4; nth += 1) {
    owner = await newOwner("m");
    await refresh(6, "192.0.2.7");
  }
  expect(published.length).toBe(perDay * 0.6);
});

test("without Redis nobody can count, and what was asked for goes on", async () => {
  const { takeAllowance } = await import("@/lib/queue/allowance");
  const { asked } = await import("@/lib/asker");
  const asker = { account: { userId: owner.userId, isGuest: true }, address: "192.0.2.8" };
  await stop();
  await expect(asked(asker, () => takeAllowance(1))).resolves.toBeUndefined();
});
