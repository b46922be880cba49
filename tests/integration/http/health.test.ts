import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { blockfrostBudget } from "@/lib/budget/budget";
import { db } from "@/lib/db";
import { limits } from "@/lib/contract/limits";
import { redis as client } from "@/lib/redis";
import { withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addUser, addWallet } from "@/tests/support/rows";

const asked: string[] = [];
const status = { queue: 200, blockfrost: 200 };
/** QStash and Blockfrost in one: what matters is whom the check asks, and what it makes of the answer. */
const services = createServer((request, response) => {
  asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? String(request.headers.project_id)}`);
  response.writeHead(request.url === "/v2/keys" ? status.queue : status.blockfrost).end("{}");
});
await new Promise<void>((resolve) => services.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${(services.address() as AddressInfo).port}`;
afterAll(() => {
  services.closeAllConnections();
  services.close();
});

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, QSTASH_URL: base, BLOCKFROST_BASE_URL: `${base}/api/v0/` }));

// The first query of a process compiles the query compiler, which on a busy machine outlasts the check's patience.
beforeAll(() => db().$queryRaw`SELECT 1`);
/** An answer is kept for some seconds; each test begins without one. */
beforeEach(() => {
  vi.resetModules();
  Object.assign(status, { queue: 200, blockfrost: 200 });
  asked.length = 0;
});

async function health() {
  const [{ GET }, { callRoute }] = await Promise.all([
    import("@/app/api/health/route"),
    import("@/tests/support/call-route"),
  ]);
  const answer = await callRoute(GET, "/api/health");
  return { status: answer.status, body: (await answer.json()) as unknown };
}

const up = { database: "up", redis: "up", queue: "up", blockfrost: "up" };
const about = {
  version: "0.1.0",
  network: "mainnet",
  flags: { CALL_PLAN: "cbor", BYTES: "blockfrost", LIVE_UPDATES: "sse", BACKGROUND_REFRESH: "on", CACHE: "upstash" },
  limits: {
    MAX_WALLET_TRANSACTIONS: 100_000,
    MAX_WALLETS_PER_USER: 200,
    MAX_WALLETS_PER_GUEST: 50,
    MAX_GUESTS_PER_DAY: 100,
    ...limits,
  },
};

test("is well when everything answers, and asks no more than it must", async () => {
  expect(await health()).toEqual({ status: 200, body: { status: "ok", checks: up, ...about } });
  expect(await health()).toMatchObject({ status: 200 });
  expect(asked.sort()).toEqual([
    "GET /api/v0/health mainnetTestProjectIdThatIsNobodys0000000",
    "GET /v2/keys Bearer test-queue-token",
  ]);
});

test("has the chain's budget begin full, so that first syncs that come together do not wait for each other", async () => {
  await client().flushdb();
  await health();
  const userId = await addRunningJobs("stake1first", "stake1second");
  expect(await blockfrostBudget.take(5, { userId, isGuest: true, isBackground: false })).toMatchObject({ granted: 5 });
});

test("has no budget begin full while a step may have spent of the one that was lost", async () => {
  await client().flushdb();
  await db().user.deleteMany();
  const userId = await addRunningJobs("stake1third");
  await health();
  expect(
    await blockfrostBudget.take(5, { userId, isGuest: true, isBackground: false }, { hasSpent: true }),
  ).toMatchObject({
    granted: 0,
  });
});

async function addRunningJobs(...subjects: readonly string[]): Promise<string> {
  const userId = await addUser();
  for (const subject of subjects) {
    const walletId = await addWallet(userId, { subject });
    const data = {
      userId,
      walletId,
      activeWalletId: walletId,
      status: "running",
      stage: "transactions",
      fence: 1,
      progressedAt: new Date(),
    } as const;
    await db().syncJob.create({ data });
  }
  return userId;
}

test.skipIf(process.env.TEST_DATABASE_URL === undefined)(
  "says so where the jobs do not answer, and however often it is asked one statement waits for them",
  async () => {
    await client().flushdb();
    const admin = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await admin.connect();
    await admin.query("BEGIN; LOCK TABLE sync_job IN ACCESS EXCLUSIVE MODE");
    const { checkHealth } = await import("@/lib/operator/check-health");
    for (const minute of [0, 1]) {
      const { checks } = await checkHealth(new Date(Date.UTC(2026, 0, 1, 0, minute)));
      expect(checks).toEqual({ ...up, database: "down" });
    }
    const { rows } = await admin.query(
      "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    await admin.query("ROLLBACK");
    await admin.end();
    expect(rows).toEqual([{ waiting: 1 }]);
  },
);

test("names what refuses it, and nothing of why", async () => {
  Object.assign(status, { queue: 401, blockfrost: 503 });
  const checks = { ...up, queue: "down", blockfrost: "down" };
  expect(await health()).toEqual({ status: 503, body: { status: "degraded", checks, ...about } });
});

test("names what is away", async () => {
  await redis.stop();
  expect(await health()).toMatchObject({ status: 503, body: { checks: { ...up, redis: "down" } } });
});
