import { afterAll, beforeEach, expect, test } from "vitest";
import { startQstash } from "@/dev/qstash/server";
import { bounded, retentions } from "@/lib/operator/retention";
import { newSweep, sweepRows, sweepRowsPayload } from "@/lib/operator/sweep-rows";
import { db } from "@/lib/db";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { createGuest } from "@/lib/auth/create-guest";
import { sessionUser, startSession } from "@/lib/auth/session";
import { sweepGuests } from "@/lib/operator/sweep-guests";
import { countOwned, fillOwnedTables } from "@/tests/support/fill-owned-tables";
import { serveMessages } from "@/tests/support/job-server";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

const queue = await startQstash({ token: "t", currentSigningKey: "sig_test_current", nextSigningKey: "sig_test_next" });
const delivered: unknown[] = [];
const server = await serveMessages(async (_name, request) => {
  delivered.push(await request.json());
  return new Response();
});
afterAll(async () => {
  await queue.close();
  await server.close();
});
withDatabase(() => ({ QSTASH_URL: queue.url, QSTASH_TOKEN: "t", APP_URL: server.url }));
beforeEach(async () => {
  await emptyTables();
  delivered.length = 0;
});

const hourMs = 3_600_000;
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * hourMs);
const hash = (number: number) => number.toString(16).padStart(64, "0");

interface Owned {
  readonly userId: string;
  readonly walletId: string;
}

async function ownedWallet(): Promise<Owned> {
  const userId = await addUser();
  return { userId, walletId: await addWallet(userId) };
}

const job = ({ userId, walletId }: Owned, days: number, given: object = {}) =>
  db().syncJob.create({
    data: {
      userId,
      walletId,
      status: "completed",
      stage: "done",
      scheduledAt: daysAgo(days),
      finishedAt: daysAgo(days),
      ...given,
    },
  });

async function addRelabel(userId: string, days: number): Promise<string> {
  const given = { fingerprint: "f", status: "ready", total: 1, updatedAt: daysAgo(days) };
  return (await db().relabel.create({ data: { userId, ...given } })).id;
}

async function addChange({ userId, walletId }: Owned, relabelId: string): Promise<void> {
  const transactionId = await addTransaction(userId, walletId, { txHash: hash(1), blockHeight: 1 });
  await db().relabelChange.create({ data: { userId, walletId, relabelId, transactionId, before: {}, after: {} } });
}

/** What each entry finds, and what is left of it: every row is named by what should become of it. */
const scenes: Readonly<Record<string, () => Promise<() => Promise<unknown>>>> = {
  session: async () => {
    const userId = await addUser();
    const session = (tokenHash: string, expires: number, seen: number) => ({
      userId,
      tokenHash,
      device: tokenHash,
      expiresAt: daysAgo(expires),
      lastSeenAt: daysAgo(seen),
    });
    await db().session.createMany({
      data: [session("goes: over", 1, 2), session("goes: not used", -50, 31), session("stays", -1, 29)],
    });
    return async () => (await db().session.findMany()).map(({ device }) => device);
  },
  auth_challenge: async () => {
    const challenge = (address: string, days: number) => ({
      nonceHash: address,
      address,
      purpose: "sign-in",
      issuedAt: new Date(),
      expiresAt: daysAgo(days),
    });
    await db().authChallenge.createMany({ data: [challenge("goes", 0.01), challenge("stays", -0.01)] });
    return async () => (await db().authChallenge.findMany()).map(({ address }) => address);
  },
  security_event: async () => {
    const userId = await addUser();
    const event = (device: string, days: number) => ({ userId, kind: "signed_in", device, at: daysAgo(days) });
    await db().securityEvent.createMany({ data: [event("goes", 366), event("stays", 364)] });
    return async () => (await db().securityEvent.findMany()).map(({ device }) => device);
  },
  outbox_message: async () => {
    const owned = await ownedWallet();
    const ended = await job(owned, 2);
    const running = await job(owned, 2, { status: "running", finishedAt: null });
    const message = (name: string, jobId: string, days: number) => ({
      userId: owned.userId,
      jobId,
      name,
      payload: {},
      notBefore: new Date(),
      createdAt: daysAgo(days),
    });
    await db().outboxMessage.createMany({
      data: [message("goes", ended.id, 2), message("stays", ended.id, 0.5), message("stays", running.id, 2)],
    });
    return async () => (await db().outboxMessage.findMany()).map(({ name }) => name);
  },
  sync_job: async () => {
    const [busy, idle] = [await ownedWallet(), await ownedWallet()];
    await job(busy, 9, { errorDetail: "goes" });
    await job(busy, 8, { errorDetail: "goes" });
    await job(busy, 6, { errorDetail: "stays" });
    await job(busy, 1, { errorDetail: "stays" });
    await job(idle, 90, { errorDetail: "goes" });
    await job(idle, 80, { errorDetail: "stays" });
    return async () => (await db().syncJob.findMany()).map(({ errorDetail }) => errorDetail);
  },
  chain_breadcrumb: async () => {
    const owned = await ownedWallet();
    const breadcrumb = (name: string, height: number, days: number) => ({
      ...owned,
      height,
      hash: name,
      seenAt: daysAgo(days),
    });
    await db().chainBreadcrumb.createMany({
      data: [
        breadcrumb("goes", 1, 9),
        breadcrumb("goes", 2, 8),
        breadcrumb("stays", 3, 3),
        breadcrumb("stays", 4, 1),
        breadcrumb("stays", 5, 0),
      ],
    });
    return async () => (await db().chainBreadcrumb.findMany()).map(({ hash: name }) => name);
  },
  portfolio_holdings_snapshot: async () => {
    const owned = await ownedWallet();
    const noon = new Date(daysAgo(100).toISOString().slice(0, 10)).getTime() + 12 * hourMs;
    const today = new Date(new Date().toISOString().slice(0, 10)).getTime();
    const snapshot = (unit: string, at: number) => ({ ...owned, unit, asOf: new Date(at), quantity: "1" });
    await db().portfolioHoldingsSnapshot.createMany({
      data: [
        snapshot("goes", noon),
        snapshot("goes, though the last of its day has no such unit", noon),
        snapshot("stays: last of the day", noon + 12 * hourMs - 1),
        snapshot("stays: the next day's only one", noon + 12 * hourMs),
        snapshot("stays: young", today - 80 * 24 * hourMs),
        snapshot("stays: young", today - 80 * 24 * hourMs + 1),
      ],
    });
    return async () => (await db().portfolioHoldingsSnapshot.findMany()).map(({ unit }) => unit);
  },
  orphaned_edit: async () => {
    const owned = await ownedWallet();
    const edit = (note: string, number: number, days: number) => ({
      ...owned,
      txHash: hash(number),
      note,
      tags: [],
      orphanedAt: daysAgo(days),
    });
    await db().orphanedEdit.createMany({ data: [edit("goes", 1, 91), edit("stays", 2, 89)] });
    return async () => (await db().orphanedEdit.findMany()).map(({ note }) => note);
  },
  relabel_change: async () => {
    const [old, young] = [await ownedWallet(), await ownedWallet()];
    await addChange(old, await addRelabel(old.userId, 31));
    await addChange(young, await addRelabel(young.userId, 29));
    return async () =>
      (await db().relabelChange.findMany()).map(({ userId }) => (userId === young.userId ? "stays" : "goes"));
  },
  relabel: async () => {
    const [old, busy, young] = [await addUser(), await ownedWallet(), await addUser()];
    await addRelabel(old, 31);
    await addRelabel(young, 29);
    await addChange(busy, await addRelabel(busy.userId, 31));
    const staying = new Set([busy.userId, young]);
    return async () => (await db().relabel.findMany()).map(({ userId }) => (staying.has(userId) ? "stays" : "goes"));
  },
  '"user"': async () => {
    const user = (given: object) => db().user.create({ data: { kind: "guest", createdAt: daysAgo(31), ...given } });
    const gone = await user({});
    const wallet = { network: "mainnet", kind: "account", subject: "s", address: "a" };
    const session = { tokenHash: "t", expiresAt: daysAgo(-1) };
    await user({ wallets: { create: wallet } });
    await user({ sessions: { create: session } });
    await user({ createdAt: daysAgo(29) });
    await user({ kind: "wallet" });
    return async () => (await db().user.findMany()).map(({ id }) => (id === gone.id ? "goes" : "stays"));
  },
  price_point: async () => {
    const point = (name: string, days: number, settled: boolean) => ({
      ...{ unit: "u", poolUnit: "p", txHash: name, at: daysAgo(days), until: daysAgo(days), settled },
      ...{ height: 1, txIndex: 0, price: "1", reserveQuote: 1, reserveUnit: 1 },
    });
    // A Monday of longer ago than a quarter of a year, two days after it, and the next one.
    const seen = (name: string, at: Date) => ({ ...point(name, 0, true), at, poolUnit: "seen", txIndex: null });
    const day = (of: number) => new Date(Date.UTC(2024, 0, of, 12));
    await db().pricePoint.createMany({
      data: [
        ...[point("goes", 3, false), point("stays: settled", 3, true), point("stays: young", 1, false)],
        ...[seen("stays: a week's first", day(1)), seen("goes, too", day(2)), seen("goes as well", day(3))],
        ...[seen("stays: the next week's first", day(8)), { ...seen("stays: asked for", day(9)), txIndex: 0 }],
        ...[seen("stays: daily", daysAgo(9)), seen("stays: daily, too", daysAgo(8))],
      ],
    });
    return async () => (await db().pricePoint.findMany()).map(({ txHash }) => txHash);
  },
  raw_transaction: async () => {
    const { userId, walletId } = await ownedWallet();
    await addTransaction(userId, walletId, { txHash: hash(1), blockHeight: 1 });
    const raw = (number: number, days: number, json: string) => ({
      hash: `f${hash(number)}`,
      fetchedAt: daysAgo(days),
      json,
    });
    await db().rawTransaction.createMany({
      data: [{ ...raw(1, 31, "stays: a wallet's"), hash: hash(1) }, raw(2, 31, "goes"), raw(3, 29, "stays: young")],
    });
    return async () => (await db().rawTransaction.findMany()).map(({ json }) => json);
  },
  market_token: async () => {
    const { userId, walletId } = await ownedWallet();
    const row = (unit: string, tradedDays: number | null, pricedDays: number) => ({
      unit,
      state: {},
      pricedAt: daysAgo(pricedDays),
      tradedAt: tradedDays === null ? null : daysAgo(tradedDays),
    });
    await db().balance.create({ data: { userId, walletId, unit: "stays: held", place: "wallet", quantity: 1 } });
    await db().watch.create({ data: { userId, unit: "stays: watched" } });
    await db().marketToken.createMany({
      data: [
        row("goes: quiet", 31, 1),
        row("goes: never traded", null, 31),
        row("stays: held", 31, 31),
        row("stays: watched", 31, 31),
        row("stays: traded", 29, 31),
      ],
    });
    return async () => (await db().marketToken.findMany()).map(({ unit }) => unit);
  },
  pool: async () => {
    const { userId, walletId } = await ownedWallet();
    const pool = (poolUnit: string, dex: string, days: number, unit = "nobody's") => ({
      ...{ poolUnit, dex, units: ["lovelace", unit], lovelace: 1, output: {}, seenAt: daysAgo(days) },
    });
    const share = "stays: somebody has a share";
    const quantities = { lovelace: 1, held: 1, lp: 1, spent: 0 };
    await db().balance.createMany({
      data: Object.entries(quantities).map(([unit, quantity]) => ({
        userId,
        walletId,
        unit,
        place: "wallet",
        quantity,
      })),
    });
    await db().watch.create({ data: { userId, unit: "watched" } });
    await db().marketToken.create({ data: { unit: "known", state: {}, pricedAt: daysAgo(1) } });
    await db().pricePool.create({
      data: { unit: "shared", poolUnit: share, quote: "lovelace", dex: "a", lpUnit: "lp", deepest: 1 },
    });
    await db().pool.createMany({
      data: [
        pool("goes", "a", 61),
        pool("goes: nobody holds it any more", "a", 61, "spent"),
        pool("stays: seen", "a", 59),
        pool("stays: held", "a", 61, "held"),
        pool("stays: watched", "a", 61, "watched"),
        pool("stays: the market knows it", "a", 61, "known"),
        pool(share, "a", 61, "shared"),
        pool("stays: nobody listed its DEX since", "b", 61),
        pool("stays: the walk has only begun anew", "c", 61),
        pool("stays: seen by it", "c", 1),
      ],
    });
    return async () => (await db().pool.findMany()).map(({ poolUnit }) => poolUnit);
  },
};

test.each(retentions.map((entry) => [entry.table, entry] as const))("%s", async (table, entry) => {
  const left = await scenes[table]?.();
  if (left === undefined) throw new Error(`no scene of ${table}`);
  const before = (await left()) as string[];
  // Where rows are drawn by chance, often enough that all of so few are met.
  const sample = entry.sample && { ...entry.sample, times: 50 };
  await sweepRows(newSweep(), { entries: [{ ...entry, ...(sample && { sample }) }] });
  const stay = before.filter((name) => name.startsWith("stays"));
  expect(before.length).toBeGreaterThan(stay.length);
  expect(((await left()) as string[]).sort()).toEqual(stay.sort());
});

test("a sweep goes on statement by statement, and in another message where its time is over", async () => {
  const [entry] = retentions;
  if (entry === undefined) throw new Error("there are retentions");
  await scenes.session?.();
  const entries = [{ ...entry, batch: 1 }];
  const first = newSweep();
  await sweepRows(first, { entries, worksFor: 0 });
  await expect.poll(() => delivered).toEqual([{ ...first, round: 1 }]);
  expect(await db().session.count()).toBe(3);
  await sweepRows(sweepRowsPayload.parse(delivered[0]), { entries });
  expect(await db().session.count()).toBe(1);
});

test("every table has a limit or a retention", async () => {
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations'`;
  const known = [...retentions.map(({ table }) => table.replaceAll('"', "")), ...Object.keys(bounded)];
  expect(tables.map(({ name }) => name).sort()).toEqual(known.sort());
});

test("guests who were not seen for 90 days go with all they own, message by message; nobody else does", async () => {
  const [old, back] = [await fillOwnedTables("old"), await fillOwnedTables("back")];
  const many = await ownedWallet();
  for (let height = 1; height <= 5; height += 1)
    await addTransaction(many.userId, many.walletId, { txHash: hash(height), blockHeight: height });
  const person = await addUser();
  await db().user.update({ where: { id: person }, data: { kind: "wallet" } });
  await db().user.updateMany({ data: { lastSeenAt: daysAgo(91), createdAt: daysAgo(400) } });
  await db().user.update({ where: { id: back.userId }, data: { lastSeenAt: daysAgo(89) } });
  const before = await countOwned(back.userId);
  await sweepRows(newSweep(), { entries: [], worksFor: 0 });
  await expect.poll(() => delivered.length).toBe(1);
  let statements = 0;
  expect(await sweepGuests(() => (statements += 1) <= 3)).toBe(false);
  expect(await db().user.count()).toBe(4);
  await sweepRows(sweepRowsPayload.parse(delivered.pop()), { entries: [] });
  expect((await db().user.findMany()).map(({ id }) => id).sort()).toEqual([back.userId, person].sort());
  expect(Object.values(await countOwned(old.userId)).every((count) => count === 0)).toBe(true);
  expect(await countOwned(back.userId)).toEqual(before);
});

test("who comes by, by a call or by signing in, was seen", async () => {
  const { user, token } = await createGuest(new Date());
  const lastSeen = async () => (await db().user.findUniqueOrThrow({ where: { id: user.id } })).lastSeenAt;
  await db().user.update({ where: { id: user.id }, data: { lastSeenAt: daysAgo(20) } });
  await db().session.updateMany({ where: { userId: user.id }, data: { lastSeenAt: daysAgo(20) } });
  const now = new Date();
  await sessionUser(token, now);
  expect(await lastSeen()).toEqual(now);
  await db().user.update({ where: { id: user.id }, data: { lastSeenAt: daysAgo(20) } });
  await startSession(user.id, { device: "another", now, replaces: null });
  expect(await lastSeen()).toEqual(now);
});
