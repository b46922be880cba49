import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/lib/db";
import { dismissIssue } from "@/lib/issues/dismiss-issue";
import { listIssues } from "@/lib/issues/list-issues";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import { getRelabel } from "@/lib/relabel/get-relabel";
import { failRelabel } from "@/lib/relabel/relabel-store";
import { lookupPools } from "@/lib/stake-pools/lookup-pools";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { setFunctionClockAhead } from "@/tests/support/skewed-clock";
import { addUser, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);
afterEach(() => {
  vi.unstubAllGlobals();
});

const asked = vi.hoisted(() => ({ pools: [] as string[] }));
vi.mock("@/lib/blockfrost/look-up", () => ({
  lookUp: (_userId: string, keys: readonly string[]) => {
    asked.pools.push(...keys);
    return Promise.resolve(new Map());
  },
}));

const hourMs = 3_600_000;

test("a difference that is dismissed stays so, though the function's clock is behind the database's", async () => {
  const userId = await addUser();
  const walletId = await addWallet(userId, { lastSyncedAt: new Date() });
  await db().$executeRaw`
    INSERT INTO wallet_proof (wallet_id, user_id, status, height, block_hash, checked_at, assets)
    VALUES (${walletId}::uuid, ${userId}::uuid, 'diverged', 1, 'b', now(), '[]')`;
  expect((await listIssues(userId)).attention).toBe(1);
  setFunctionClockAhead(-hourMs);
  await dismissIssue(userId, walletId, true);
  expect((await listIssues(userId)).attention).toBe(0);
  await dismissIssue(userId, walletId, false);
  expect((await listIssues(userId)).attention).toBe(1);
});

test("a re-labelling that has just gone on is not silent, though the function's clock is ahead", async () => {
  const userId = await addUser();
  const data = { userId, fingerprint: rulesFingerprint, status: "checking", total: 5 };
  const { id, seq } = await db().relabel.create({ data });
  setFunctionClockAhead(hourMs);
  expect((await getRelabel(userId)).status).toBe("checking");
  await failRelabel(id, seq);
  const [row] = await db().$queryRaw<{ future: boolean }[]>`SELECT updated_at > now() AS future FROM relabel`;
  expect(row).toEqual({ future: false });
  await db().$executeRaw`UPDATE relabel SET status = 'applying', updated_at = now() - interval '2 minutes'`;
  expect((await getRelabel(userId)).status).toBe("failed");
});

test("a pool is asked for once a month of the database's", async () => {
  const userId = await addUser();
  const [fresh, old] = ["q", "p"].map((letter) => `pool1${letter.repeat(51)}`) as [string, string];
  await db().$executeRaw`
    INSERT INTO stake_pool (pool_id, ticker, name, fetched_at)
    VALUES (${fresh}, 'FRESH', NULL, now() - interval '29 days'), (${old}, 'OLD', NULL, now() - interval '31 days')`;
  setFunctionClockAhead(48 * hourMs);
  expect(await lookupPools(userId, [fresh, old])).toEqual(
    new Map([
      [fresh, { ticker: "FRESH", name: null }],
      [old, { ticker: "OLD", name: null }],
    ]),
  );
  expect(asked.pools).toEqual([old]);
});
