import { Client } from "@upstash/qstash";
import { afterAll, beforeEach, expect, test } from "vitest";
import { startQstash } from "@/dev/qstash/server";
import { db } from "@/lib/db";
import { firstOfRun, refreshPayload } from "@/lib/refresh/messages";
import { keepRefreshSchedule } from "@/lib/refresh/refresh-schedule";
import { refreshWallets, walletsPerRun } from "@/lib/refresh/refresh-wallets";
import { blockfrostBudget } from "@/lib/budget/budget";
import { env } from "@/lib/env";
import { startSync } from "@/lib/sync/start-sync";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { serveMessages } from "@/tests/support/job-server";
import { startTestRedis } from "@/tests/support/redis";
import { addUser, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
const queue = await startQstash({ token: "t", currentSigningKey: "sig_test_current", nextSigningKey: "sig_test_next" });
const delivered: unknown[] = [];
const server = await serveMessages(async (name, request) => {
  if (name === "refresh-wallets") delivered.push(await request.json());
  return new Response();
});
afterAll(async () => {
  await queue.close();
  await server.close();
});
withDatabase(() => ({
  ...redis.environment,
  QSTASH_URL: queue.url,
  QSTASH_TOKEN: "t",
  QSTASH_DAILY_MESSAGES: "5000",
  BLOCKFROST_DAILY_QUOTA: "700",
  APP_URL: server.url,
}));
beforeEach(emptyTables);

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

async function askers() {
  const userId = await addUser();
  return {
    person: { userId, isGuest: false, isBackground: false },
    background: { userId, isGuest: false, isBackground: true },
  };
}

async function addRefreshed(hours: number, given: object = {}): Promise<string> {
  const userId = await addUser();
  const walletId = await addWallet(userId);
  const ended = { status: "completed", stage: "done", scheduledAt: hoursAgo(hours), finishedAt: hoursAgo(hours) };
  await db().syncJob.create({ data: { userId, walletId, ...ended, ...given } });
  return walletId;
}

/** Wallets with a background sync that has not ended. */
async function started(): Promise<string[]> {
  const jobs = await db().syncJob.findMany({
    where: { priority: -1, finishedAt: null },
    orderBy: { scheduledAt: "asc" },
  });
  return jobs.map(({ walletId }) => walletId).sort();
}

test("takes those that were not refreshed for longest, within the run's part, and leaves the others", async () => {
  const due = [await addRefreshed(9), await addRefreshed(8), await addRefreshed(7, { status: "failed" })];
  await addRefreshed(2);
  await addRefreshed(0.5);
  await addRefreshed(50, { status: "failed", errorCode: "rollback_too_deep" });
  await addRefreshed(50, { status: "failed", errorCode: "wallet_too_large" });
  await addRefreshed(50, { status: "cancelled" });
  await refreshWallets({ ...firstOfRun, left: 3 });
  expect(await started()).toEqual(due.sort());
});

test("goes round by user: who follows much has a second wallet refreshed when everybody has had one", async () => {
  const whale = await addUser();
  const ended = (hours: number) => ({
    status: "completed",
    stage: "done",
    scheduledAt: hoursAgo(hours),
    finishedAt: hoursAgo(hours),
  });
  const many: string[] = [];
  for (let nth = 0; nth < 30; nth += 1) {
    const walletId = await addWallet(whale, { subject: `stake1whale${nth}` });
    await db().syncJob.create({ data: { userId: whale, walletId, ...ended(500 - nth) } });
    many.push(walletId);
  }
  const others = [await addRefreshed(3), await addRefreshed(2)];
  await refreshWallets({ ...firstOfRun, left: 4 });
  expect(await started()).toEqual([...others, ...many.slice(0, 2)].sort());
  // The run's next message knows what each has had.
  const another = await addRefreshed(2);
  await refreshWallets({ ...firstOfRun, left: 1 });
  expect(await started()).toEqual([...others, ...many.slice(0, 2), another].sort());
});

test("of those whose turn it is, who was here lately goes first", async () => {
  const seen = async (walletId: string, daysAgo: number) => {
    const { userId } = await db().wallet.findUniqueOrThrow({ where: { id: walletId } });
    await db().user.update({ where: { id: userId }, data: { lastSeenAt: hoursAgo(24 * daysAgo) } });
    return walletId;
  };
  const [gone, away, lately] = [
    await seen(await addRefreshed(90), 60),
    await seen(await addRefreshed(80), 20),
    await seen(await addRefreshed(2), 1),
  ];
  await refreshWallets({ ...firstOfRun, left: 1 });
  expect(await started()).toEqual([lately]);
  await refreshWallets({ ...firstOfRun, left: 1 });
  expect(await started()).toEqual([lately, away].sort());
  await refreshWallets({ ...firstOfRun, left: 1 });
  expect(await started()).toEqual([lately, away, gone].sort());
});

test("hands on until the run's part is taken", async () => {
  const wallets = await Promise.all(Array.from({ length: 27 }, (_, n) => addRefreshed(100 - n)));
  await refreshWallets({ ...firstOfRun, left: 26 });
  expect(await started()).toEqual(wallets.slice(0, 25).sort());
  await expect.poll(() => delivered).toHaveLength(1);
  const next = refreshPayload.parse(delivered[0]);
  expect(next).toMatchObject({ after: null, left: 1 });
  await refreshWallets(next);
  expect(await started()).toEqual(wallets.slice(0, 26).sort());
});

test("a person who presses refresh takes a waiting background sync out of the background", async () => {
  const userId = await addUser();
  const walletId = await addWallet(userId);
  const { id } = await startSync(userId, walletId, { background: true });
  await db().syncJob.update({ where: { id }, data: { status: "waiting", resumesAt: hoursAgo(-9) } });
  await startSync(userId, walletId);
  const { priority, epoch, resumesAt } = await db().syncJob.findUniqueOrThrow({ where: { id } });
  expect({ priority, epoch, resumesAt }).toEqual({ priority: 0, epoch: 1, resumesAt: null });
});

test("the schedule is one, however often it is made", async () => {
  expect([await keepRefreshSchedule(), await keepRefreshSchedule()]).toEqual([walletsPerRun(), walletsPerRun()]);
  const schedules = await new Client({ baseUrl: queue.url, token: "t", enableTelemetry: false }).schedules.list();
  expect(schedules.map(({ destination, cron }) => ({ destination, cron }))).toEqual([
    { destination: `${env().appUrl}/api/jobs/refresh-wallets`, cron: "23 * * * *" },
  ]);
});

test("background work leaves 200 of the bucket's tokens to people", async () => {
  const { person, background } = await askers();
  expect((await blockfrostBudget.take(290, person)).granted).toBe(290);
  expect(await blockfrostBudget.take(10, background)).toMatchObject({ granted: 0, refusal: "rate_limit" });
  expect((await blockfrostBudget.take(50, person, { need: 50 })).granted).toBe(50);
  await blockfrostBudget.giveBack(340, person);
});

test("background work takes at most 30 % of the day's calls; people go on", async () => {
  const { person, background } = await askers();
  expect(await blockfrostBudget.take(400, background)).toMatchObject({ granted: 210, refusal: null });
  expect(await blockfrostBudget.take(1, background)).toMatchObject({ granted: 0, refusal: "background_quota" });
  expect(await refreshWallets({ ...firstOfRun, left: 3 })).toBe("done");
  expect((await blockfrostBudget.take(100, person, { need: 100 })).granted).toBe(100);
});

test("each run tries one sync that waits for its account's next share, whoever waits longest, while much is left", async () => {
  const waiting = { status: "waiting", waitingFor: "daily_quota", finishedAt: null, resumesAt: hoursAgo(-5), seq: 3 };
  const [first, second] = [
    await addRefreshed(2, { ...waiting, progressedAt: hoursAgo(2) }),
    await addRefreshed(2, { ...waiting, progressedAt: hoursAgo(1) }),
  ];
  const epochs = async () =>
    (
      await db().syncJob.findMany({ where: { walletId: { in: [first, second] } }, orderBy: { progressedAt: "asc" } })
    ).map(({ epoch }) => epoch);
  await refreshWallets({ ...firstOfRun, run: crypto.randomUUID() });
  expect(await epochs()).toEqual([0, 0]);
  await refreshWallets(firstOfRun);
  expect(await epochs()).toEqual([1, 0]);
});
