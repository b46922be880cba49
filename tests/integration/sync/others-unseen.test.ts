import { expect, test } from "vitest";
import { chainStats } from "@/bench/chain-control";
import { startChain } from "@/dev/chain/server";
import { blockfrostBudget } from "@/lib/budget/budget";
import { redis, redisKey } from "@/lib/redis";
import { createGuest } from "@/lib/auth/create-guest";
import { db } from "@/lib/db";
import { addWallet } from "@/lib/wallets/add-wallet";
import { withLocalApp } from "@/tests/support/local-app";

const startedAt = Date.now();
const chain = await startChain({
  anchor: startedAt,
  now: () => startedAt + (Date.now() - startedAt) * 200,
  latencyMs: 20,
});
// Prices are everybody's: what one's valuation found the next one finds.
const budget = { BLOCKFROST_RPS: "100", BLOCKFROST_BURST: "1000", SYNC_CONCURRENCY: "4", MARKET: "off" };
withLocalApp({ ...chain, network: "mainnet", close: () => chain.close() }, { environment: budget });

/** What a first sync took of its account's share, which is what its time comes from; what it cost the day; the calls that it really made. */
async function followed(address: string) {
  const { user } = await createGuest(new Date());
  const before = { calls: (await chainStats(chain.url)).total, ofDay: (await blockfrostBudget.read()).usedToday };
  const { walletId } = await addWallet(user.id, { address });
  await expect
    .poll(() => db().syncJob.count({ where: { walletId, status: "completed" } }), { timeout: 40_000 })
    .toBe(1);
  // What was granted and not used is given back a moment after the end.
  await new Promise((wake) => setTimeout(wake, 300));
  return {
    calls: (await chainStats(chain.url)).total - before.calls,
    taken: Number(await redis().hget(redisKey("blockfrost", "drawn", user.id), "used")),
    ofDay: (await blockfrostBudget.read()).usedToday - before.ofDay,
  };
}

test("a sync of what somebody else follows spares the chain, and takes as many turns and tokens as theirs did", async () => {
  const { stakeAddress } = chain.chain.addWallet({ seed: "followed twice", transactions: 120, features: ["tokens"] });
  const first = await followed(stakeAddress ?? "");
  const second = await followed(stakeAddress ?? "");
  expect(second.calls).toBeLessThan(first.calls / 3);
  expect(first.taken).toBeGreaterThan(120);
  // Names of tokens are asked for at the same time.
  expect(second.ofDay).toBeLessThan(first.ofDay / 3);
  expect(Math.abs(second.taken - first.taken)).toBeLessThan(first.taken * 0.1);
}, 90_000);
