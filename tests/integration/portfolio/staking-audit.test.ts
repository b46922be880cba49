import { beforeAll, describe, expect, it } from "vitest";
import { poolId } from "@/dev/chain/blockfrost/identifiers";
import { startChain } from "@/dev/chain/server";
import { POOLS } from "@/dev/chain/scenes/staking-scenes";
import { epochStart } from "@/lib/cardano/epoch";
import { limits } from "@/lib/contract/limits";
import { stakingAuditQuery } from "@/lib/contract/staking-audit";
import { db } from "@/lib/db";
import { dropDerived } from "@/lib/cache/derived";
import { getStakingAudit, settledEpoch } from "@/lib/portfolio/get-staking-audit";
import { withLocalApp } from "@/tests/support/local-app";
import { codeOf } from "@/tests/support/problem";
import { addUser } from "@/tests/support/rows";
import { syncNewWallet, type SyncedWallet } from "@/tests/support/synced-wallet";

const simulated = await startChain({ anchor: Date.now() });
withLocalApp(
  { ...simulated, network: "mainnet", close: () => simulated.close() },
  { environment: { BLOCKFROST_BURST: "5000" } },
);

const { chain } = simulated;
const stake = chain.addWallet({ seed: "audited", transactions: 120, features: ["staking"] }).stakeAddress ?? "";

let wallet: SyncedWallet;
beforeAll(async () => {
  wallet = await syncNewWallet(stake, 60_000);
}, 90_000);

async function faults(method: "POST" | "DELETE", fault: object = {}): Promise<void> {
  const url = simulated.url.replace("/api/v0", "/_sim/faults");
  await fetch(url, { method, ...(method === "POST" && { body: JSON.stringify(fault) }) });
}

const ask = async (userId = wallet.userId, query: object = {}) => {
  await dropDerived(userId);
  return getStakingAudit(userId, stakingAuditQuery.parse({ limit: "200", ...query }));
};

/** Looks until nothing more is to come, which on a busy machine takes some; with all the calls that were made. */
async function askUntilWhole(userId = wallet.userId) {
  let calls = 0;
  for (let look = 0; look < 20; look += 1) {
    const audit = await ask(userId);
    calls += audit.calls;
    expect(audit.calls).toBeLessThanOrEqual(limits.auditCalls);
    if (!audit.later) return { audit, calls };
  }
  throw new Error("The audit never came to its end");
}

describe("The audit of a synced account", () => {
  it("tells each epoch's stake and pool as the chain has them, and finds every reward as expected", async () => {
    const { audit, calls } = await askUntilWhole();
    const [account] = audit.accounts;
    // In an epoch's first hour what the one before paid may still come.
    const settled = settledEpoch(new Date());
    const tip = settled + 2;
    const stakes = chain.staking.stakes(stake, settled);
    const rewards = new Map(chain.staking.rewards(stake, tip).map((reward) => [reward.epoch, reward.amount]));
    const counted = (account?.epochs ?? []).filter(({ activeStake }) => (activeStake ?? "0") !== "0").reverse();
    expect(counted.map((row) => [row.epoch, row.pool?.id, row.activeStake, row.received])).toEqual(
      stakes.map((row) => [
        ...[row.epoch, poolId(row.poolHash), row.stake.toString()],
        (rewards.get(row.epoch) ?? 0n).toString(),
      ]),
    );
    expect(account).toMatchObject({ walletId: wallet.walletId, stakeAddress: stake, outstanding: [] });
    expect(account?.summary).toMatchObject({ missed: 0, doubled: 0, low: 0, high: 0, unknown: 0 });
    expect(account?.summary.as_expected).toBe(rewards.size);
    expect([audit.nextCursor, audit.callLimit]).toEqual([null, limits.auditCalls]);
    const pools = new Set(stakes.map(({ poolHash }) => poolHash)).size;
    const pages = Math.ceil((tip - chain.network.firstEpoch) / 100);
    // What a window's end cut off is asked for again.
    expect(calls).toBeGreaterThanOrEqual(1 + pools * pages);
    expect(calls).toBeLessThan(2 * (1 + pools * pages));
    for (const row of account?.epochs ?? []) {
      expect([row.earnedAt, row.spendableAt]).toEqual(
        [1, 2].map((after) => epochStart("mainnet", row.epoch + after).toISOString()),
      );
      if (row.expected !== null) expect(row.difference).toBe((BigInt(row.received) - BigInt(row.expected)).toString());
    }
    const withdrawn = new Set(account?.epochs.flatMap(({ transactionId }) => transactionId ?? []));
    expect(withdrawn.size).toBe(new Set(chain.staking.of(stake).filter(({ kind }) => kind === "withdrew")).size);
  });

  it("asks for what is settled once, and for what a pool did once for all users", async () => {
    expect((await ask()).calls).toBe(0);
    const pools = new Set(chain.staking.stakes(stake, settledEpoch(new Date())).map((row) => poolId(row.poolHash)));
    expect(new Set((await db().poolEpoch.findMany({ distinct: ["poolId"] })).map((row) => row.poolId))).toEqual(pools);
    const [kept] = await db().poolEpoch.findMany({ orderBy: { epoch: "desc" }, take: 1 });
    expect(kept?.epoch).toBe(settledEpoch(new Date()));
    const second = await syncNewWallet(stake, 60_000);
    expect((await askUntilWhole(second.userId)).calls).toBe(1);
  }, 90_000);

  it("names a reward that is missing, one that is too small, and one by a pool where no stake was", async () => {
    const [small, missing] = await db().stakingReward.findMany({
      where: { walletId: wallet.walletId },
      orderBy: { epoch: "asc" },
      take: 2,
    });
    if (small === undefined || missing === undefined) throw new Error("The wallet has too few rewards");
    const key = ({ walletId, epoch, type, poolId: pool }: typeof small) => ({
      walletId_epoch_type_poolId: { walletId, epoch, type, poolId: pool },
    });
    await db().stakingReward.update({ where: key(small), data: { amount: Number(small.amount) - 9 } });
    await db().stakingReward.delete({ where: key(missing) });
    const foreign = poolId(POOLS.find((hash) => poolId(hash) !== small.poolId) ?? "");
    await db().stakingReward.create({ data: { ...small, poolId: foreign, amount: 5 } });
    const [account] = (await ask()).accounts;
    expect(account?.outstanding.map(({ epoch, pool, verdict }) => [epoch, pool?.id, verdict])).toEqual([
      [missing.epoch, missing.poolId, "missed"],
      [small.epoch, foreign, "doubled"],
      [small.epoch, small.poolId, "low"],
    ]);
    expect(account?.summary).toMatchObject({ missed: 1, doubled: 1, low: 1 });
    await db().stakingReward.delete({ where: key({ ...small, poolId: foreign }) });
    await db().stakingReward.update({ where: key(small), data: { amount: small.amount } });
    await db().stakingReward.create({ data: missing });
  });

  it("comes in pages of epochs, whose counts are of all", async () => {
    const whole = (await ask()).accounts[0];
    const first = await ask(wallet.userId, { limit: "10" });
    const second = await ask(wallet.userId, { limit: "10", cursor: first.nextCursor });
    const told = [first, second].flatMap(({ accounts }) => accounts[0]?.epochs ?? []);
    expect(told).toEqual(whole?.epochs.slice(0, told.length));
    expect(new Set(told.map(({ epoch }) => epoch)).size).toBe(20);
    expect(first.accounts[0]?.summary).toEqual(whole?.summary);
  });

  it("goes on with the next look where the calls of one did not do, and says what is not known so long", async () => {
    await db().poolEpoch.deleteMany();
    await db().activeStake.deleteMany({ where: { walletId: wallet.walletId } });
    const whole = chain.staking.stakes(stake, settledEpoch(new Date())).length;
    await faults("POST", { status: 500, path: "/pools/.*/history" });
    const lacking = await ask();
    await faults("DELETE");
    expect(lacking.later).toBe(true);
    const unread = lacking.accounts[0]?.epochs.filter(({ reason }) => reason === "pool_unread");
    expect([unread?.length, lacking.accounts[0]?.summary.unknown]).toEqual([whole, whole]);
    expect((await askUntilWhole()).audit.accounts[0]?.summary.unknown).toBe(0);
  });

  it("is nobody else's", async () => {
    const stranger = await addUser();
    expect(await codeOf(ask(stranger, { wallet: wallet.walletId }))).toBe("not_found");
    expect((await ask(stranger)).accounts).toEqual([]);
  });
});
