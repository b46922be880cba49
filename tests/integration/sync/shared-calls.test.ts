import { beforeAll, expect, test } from "vitest";
import { setLimits } from "@/bench/chain-control";
import { startChain } from "@/dev/chain/server";
import { createGuest } from "@/lib/auth/create-guest";
import { blockfrostBudget } from "@/lib/budget/budget";
import { job as jobSchema } from "@/lib/contract/job";
import { db } from "@/lib/db";
import { readEvents } from "@/lib/realtime/read-events";
import { jobView } from "@/lib/sync/job-view";
import { addWallet } from "@/lib/wallets/add-wallet";
import { withLocalApp } from "@/tests/support/local-app";

const startedAt = Date.now();
const simulated = await startChain({ anchor: startedAt, now: () => startedAt, latencyMs: 20 });
const quota = 4_000;
// Its clock stands still, so that its own bucket never fills again.
beforeAll(() => setLimits(simulated.url, { burst: 10_000 }, {}));
withLocalApp(
  { ...simulated, network: "mainnet", close: () => simulated.close() },
  {
    environment: {
      BLOCKFROST_DAILY_QUOTA: String(quota),
      BLOCKFROST_RPS: "100",
      BLOCKFROST_BURST: "2000",
      SYNC_CONCURRENCY: "4",
    },
  },
);

async function follow(transactions: number) {
  const { stakeAddress } = simulated.chain.addWallet({ seed: `shared-${String(transactions)}`, transactions });
  const { user } = await createGuest(new Date());
  const { walletId } = await addWallet(user.id, { address: stakeAddress ?? "" });
  return { userId: user.id, jobOf: () => db().syncJob.findFirstOrThrow({ where: { walletId } }) };
}

test("the first event of a first sync has a percentage, and a poller need not wait for the first step's end", async () => {
  for (const transactions of [30, 300]) {
    const { userId, jobOf } = await follow(transactions);
    await expect
      .poll(async () => (await readEvents(userId, "0-0")).length, { timeout: 10_000, interval: 20 })
      .not.toBe(0);
    const [first] = await readEvents(userId, "0-0");
    const { processed, total, percent, etaSeconds } = jobSchema.parse(JSON.parse(first?.data ?? ""));
    expect({ processed, percent }).toEqual({ processed: 0, percent: 0 });
    // What the account's list misses comes on top.
    expect(Math.abs((total ?? 0) - transactions)).toBeLessThan(transactions * 0.1);
    expect(etaSeconds).toBeGreaterThan(0);
    if (transactions === 30) continue;
    await expect.poll(async () => (await jobOf()).total, { interval: 20 }).toBe(total);
    expect((await jobOf()).seq).toBe(0);
  }
}, 60_000);

test("who has had the day's share while others want some is told when it goes on", async () => {
  const other = { userId: crypto.randomUUID(), isGuest: true, isBackground: false };
  // Whoever asks for little is forgotten after a few seconds, so that they ask on.
  const askOn = () => blockfrostBudget.take(1, other);
  await askOn();
  const { jobOf } = await follow(400);
  const statusBeside = async () => {
    await askOn();
    return (await jobOf()).status;
  };
  await expect.poll(statusBeside, { timeout: 20_000, interval: 500 }).toBe("waiting");
  const now = new Date();
  const job = jobView(await jobOf(), now);
  const midnight = new Date(now).setUTCHours(24, 0, 0, 0);
  expect(job).toMatchObject({
    waitingFor: "daily_quota",
    error: {
      code: "chain_quota_exhausted",
      detail: "The free plan's calls of today are shared; goes on at 00:00 UTC.",
    },
  });
  expect(Math.abs(Date.parse(job.resumesAt ?? "") - midnight)).toBeLessThan(3_000);
  expect(job.etaSeconds).toBeGreaterThanOrEqual(Math.floor((midnight - now.getTime()) / 1_000));
  expect(job.processed).toBeGreaterThan(quota * 0.05 * 0.8);
  expect(job.usage?.blockfrostCalls).toBeLessThanOrEqual(quota * 0.05);
}, 60_000);
