import { beforeEach, describe, expect, test } from "vitest";
import { PATCH as nameContract } from "@/app/api/contracts/[credential]/route";
import { GET as openEvents } from "@/app/api/events/route";
import { POST as beGuest } from "@/app/api/session/guest/route";
import { PATCH as markToken } from "@/app/api/tokens/[unit]/route";
import { PATCH as correct } from "@/app/api/transactions/[id]/route";
import { PATCH as sayOfAddress } from "@/app/api/wallets/[id]/addresses/route";
import { POST as addWalletRoute } from "@/app/api/wallets/route";
import { createGuest } from "@/lib/auth/create-guest";
import { startSession } from "@/lib/auth/session";
import { limits } from "@/lib/contract/limits";
import { db } from "@/lib/db";
import type { Handler } from "@/lib/http/route";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addAddress, addTransaction, addUser, addWallet } from "@/tests/support/rows";
import { stopTheClock } from "@/tests/support/stop-the-clock";

const redis = await startTestRedis();
withDatabase(() => ({
  ...redis.environment,
  MAX_WALLETS_PER_USER: "3",
  MAX_WALLETS_PER_GUEST: "2",
  MAX_GUESTS_PER_DAY: "3",
}));
beforeEach(emptyTables);

const unit = "ab".repeat(28);
const script = "5c".repeat(28);
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

/** A user with one transaction that brought a token, made by a script. */
async function signedIn() {
  const { user, token: session } = await createGuest(new Date());
  const walletId = await addWallet(user.id);
  const transactionId = await addTransaction(user.id, walletId, {
    txHash: "a".repeat(64),
    blockHeight: 1,
    actionKey: `contract|out|${script}`,
    scripts: [script],
    flows: [{ unit, netChange: "1" }],
  });
  return { userId: user.id, session, transactionId };
}

async function send<P extends Record<string, string>>(handler: Handler<P>, params: P, body: unknown, session: string) {
  const answer = await callRoute(handler, "/", { method: "PATCH", params, body, session });
  const { code = null, detail = null } = (await answer.json()) as { code?: string; detail?: string };
  return [answer.status, code, detail];
}

const refused = (detail: string) => [409, "limit_reached", detail];

describe("what a person may write", () => {
  test("rules: so many, then some must go first", async () => {
    const { userId, session, transactionId } = await signedIn();
    const rule = (number: number) => ({ userId, key: `k${number}`, action: "direct_swap", txHash: "a" });
    await db().correctionRule.createMany({ data: numbers(limits.rules - 1).map(rule) });
    const similar = () => send(correct, { id: transactionId }, { action: "lock", scope: "similar" }, session);
    expect((await similar())[0]).toBe(200);
    expect(await similar()).toEqual(
      refused("You have made 1000 rules, and there can be no more. Take some away in Settings first."),
    );
    expect((await send(correct, { id: transactionId }, { action: "lock" }, session))[0]).toBe(200);
  });

  test("marks of tokens: suspicions of ours do not count, taking one back is always possible", async () => {
    const { userId, session } = await signedIn();
    const mark = (number: number) => ({ userId, unit: `u${number}`, ownSpam: true });
    await db().tokenMark.create({ data: { userId, unit: "s", suspicion: "link_in_name" } });
    await db().tokenMark.createMany({ data: numbers(limits.tokenMarks - 1).map(mark) });
    expect((await send(markToken, { unit }, { spam: true }, session))[0]).toBe(200);
    expect(await send(markToken, { unit }, { spam: false }, session)).toEqual(
      refused("You have marked 5000 tokens, and there can be no more. Take a mark away first."),
    );
    expect((await send(markToken, { unit }, { spam: null }, session))[0]).toBe(200);
  });

  test("whose addresses are: taking it back is always possible", async () => {
    const { userId, session } = await signedIn();
    const [wallet] = await db().wallet.findMany({ where: { userId } });
    const id = wallet?.id ?? "";
    await addAddress(userId, id, "addr1mine", false);
    const word = (number: number) => ({ userId, credential: `c${number}`, word: "mine", saidBy: "person" });
    await db().keyWord.createMany({ data: numbers(limits.keyWords - 1).map(word) });
    const say = (state: string | null) => send(sayOfAddress, { id }, { address: "addr1mine", state }, session);
    expect((await say("foreign"))[0]).toBe(200);
    expect(await say("mine")).toEqual(
      refused("You have said of 10000 addresses whose they are, and there can be no more. Take some of it back first."),
    );
    expect((await say(null))[0]).toBe(200);
  });

  test("names of contracts", async () => {
    const { userId, session } = await signedIn();
    const name = (number: number) => ({ userId, credential: `c${number}`, name: "n" });
    await db().contractName.createMany({ data: numbers(limits.contractNames - 1).map(name) });
    expect((await send(nameContract, { credential: script }, { name: "Mine" }, session))[0]).toBe(200);
    expect(await send(nameContract, { credential: script }, { name: "Other" }, session)).toEqual(
      refused("You have named 1000 contracts, and there can be no more. Take a name away first."),
    );
    expect((await send(nameContract, { credential: script }, { name: null }, session))[0]).toBe(200);
  });
});

test("wallets: the one too many is refused, one that is there already is given back", async () => {
  const { user, token: session } = await createGuest(new Date());
  const other = await addUser();
  for (const subject of ["stake1a", "stake1b", "stake1c"]) await addWallet(other, { subject });
  await addWallet(user.id, { subject: "stake1a" });
  const mine = "stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw";
  await addWallet(user.id, { subject: mine });
  const add = async (address: string) => {
    const answer = await callRoute(addWalletRoute, "/", { method: "POST", body: { address }, session });
    return [answer.status, ((await answer.json()) as { detail?: string }).detail ?? null];
  };
  expect(await add(mine)).toEqual([200, null]);
  expect(await add("stake1u9ylzsgxaa6xctf4juup682ar3juj85n8tx3hthnljg47zctvm3rc")).toEqual([
    409,
    "You have 2 wallets, and there can be no more. Remove one that you do not need first.",
  ]);
});

test("wallets: of those who add the last one at the same time one is refused, and an account may have more than a guest", async () => {
  const { user, token: session } = await createGuest(new Date());
  const stake = [
    "stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw",
    "stake1u9ylzsgxaa6xctf4juup682ar3juj85n8tx3hthnljg47zctvm3rc",
    "stake1uyvfslqkzgrf6syq5r4jg7pqewv8l65phh024lw5r7vk9qgznhyty",
  ];
  const add = async (address: string) =>
    (await callRoute(addWalletRoute, "/", { method: "POST", body: { address }, session })).status;
  await addWallet(user.id, { subject: "stake1a" });
  expect((await Promise.all(stake.map(add))).sort()).toEqual([201, 409, 409]);
  await db().user.update({ where: { id: user.id }, data: { kind: "wallet" } });
  expect((await Promise.all(stake.map(add))).sort()).toEqual([200, 201, 409]);
});

test("new guests of a day from one client address", async () => {
  stopTheClock(new Date("2026-11-28T12:00:00Z"));
  const ask = async (address: string) => {
    const answer = await callRoute(beGuest, "/", { method: "POST", headers: { "x-real-ip": address } });
    const { code = null, detail = null } = (await answer.json()) as { code?: string; detail?: string };
    return { status: answer.status, code, detail, waits: Number(answer.headers.get("retry-after")) > 60 };
  };
  const answers = [];
  for (const address of ["192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2"])
    answers.push(await ask(address));
  const begun = { status: 201, code: null, detail: null, waits: false };
  const detail =
    "Too many new accounts were begun from your network today. Sign in to one that you have, or try again tomorrow.";
  expect(answers).toEqual([begun, begun, begun, { status: 429, code: "rate_limited", detail, waits: true }, begun]);
});

test("devices: the one not used for longest is signed out", async () => {
  const userId = await addUser();
  const begin = (minute: number) =>
    startSession(userId, { device: String(minute), now: new Date(Date.UTC(2026, 0, 1, 0, minute)), replaces: null });
  for (const minute of numbers(limits.devices + 2)) await begin(minute);
  const kept = await db().session.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
  expect(kept.map(({ device }) => Number(device))).toEqual(numbers(limits.devices).map((minute) => minute + 2));
});

test("streams of events: a browser that comes back all the time is told to ask instead", async () => {
  stopTheClock();
  const { token: session } = await createGuest(new Date());
  const statuses = [];
  for (let nth = 0; nth < 21; nth += 1) {
    const ended = new AbortController();
    const answer = await callRoute(openEvents, "/", { session, signal: ended.signal });
    ended.abort();
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([...numbers(20).map(() => 200), 429]);
});
