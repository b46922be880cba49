import { beforeAll, describe, expect, it } from "vitest";
import { poolId } from "@/dev/chain/blockfrost/identifiers";
import { startChain } from "@/dev/chain/server";
import { POOLS } from "@/dev/chain/scenes/staking-scenes";
import { db } from "@/lib/db";
import { limits } from "@/lib/contract/limits";
import { stakingQuery } from "@/lib/contract/staking";
import { getStaking } from "@/lib/portfolio/get-staking";
import { withLocalApp } from "@/tests/support/local-app";
import { codeOf } from "@/tests/support/problem";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";
import { syncNewWallet, type SyncedWallet } from "@/tests/support/synced-wallet";

const startedAt = Date.now();
const simulated = await startChain({ anchor: startedAt, now: () => startedAt + (Date.now() - startedAt) * 200 });
withLocalApp(
  { ...simulated, network: "mainnet", close: () => simulated.close() },
  { environment: { BLOCKFROST_BURST: "5000" } },
);

const { chain } = simulated;
const staker = chain.addWallet({ seed: "staker", transactions: 120, features: ["staking", "votes", "foreign-paid"] });
const stake = staker.stakeAddress ?? "";
const events = chain.staking.of(stake);

let wallet: SyncedWallet;
beforeAll(async () => {
  wallet = await syncNewWallet(stake, 60_000);
}, 90_000);

const ask = async () => getStaking(wallet.userId, stakingQuery.parse({ wallet: wallet.walletId }));
const sum = (amounts: readonly { readonly amount: string }[]) =>
  amounts.reduce((total, { amount }) => total + BigInt(amount), 0n);

describe("Staking of a synced account", () => {
  it("shows each reward of the chain once, with the withdrawal that took it", async () => {
    const { accounts } = await ask();
    const account = accounts[0];
    const withdrew = events.filter((event) => event.kind === "withdrew");
    const listed = chain.staking.rewards(stake, chain.tip().epoch + 1);
    const rewards = account?.rewards ?? [];
    expect(withdrew.length).toBeGreaterThan(2);
    expect(rewards.map(({ type }) => type).filter((type) => type !== "member")).toEqual([]);
    expect(rewards.map(({ earned, pool, amount }) => [earned?.epoch, pool?.id, amount])).toEqual(
      listed.map(({ epoch, poolHash, amount }) => [epoch, poolId(poolHash), amount.toString()]).reverse(),
    );
    for (const event of withdrew) {
      const taken = rewards.filter(({ withdrawn }) => withdrawn?.txHash === event.txHash);
      expect(sum(taken)).toBe(event.amount);
      expect(taken.every(({ spendable }) => (spendable?.epoch ?? Infinity) <= event.epoch)).toBe(true);
    }
    expect(account).toMatchObject({
      total: (sum(rewards) - BigInt(account?.upcoming ?? 0)).toString(),
      withdrawn: withdrew.reduce((total, { amount }) => total + amount, 0n).toString(),
      withdrawable: chain.staking.withdrawable(stake, chain.tip().epoch).toString(),
    });
  });

  it("says where it is delegated, since when, and all that certificates did", async () => {
    const { accounts, epoch } = await ask();
    const account = accounts[0];
    const state = chain.staking.state(stake);
    const kinds = {
      registered: "stake_registration",
      deregistered: "stake_deregistration",
      delegated: "stake_delegation",
      voted: "vote_delegation",
    };
    const expected = events.flatMap((event) =>
      event.kind === "withdrew" ? [] : [`${kinds[event.kind]} ${event.epoch} ${event.txHash}`],
    );
    expect(epoch.number).toBe(chain.tip().epoch);
    expect(account?.registered).toBe(state.registered);
    expect(account?.history.map((entry) => `${entry.kind} ${entry.epoch} ${entry.txHash}`).sort()).toEqual(
      expected.sort(),
    );
    const last = events.findLast(({ kind }) => kind === "delegated");
    const number = POOLS.indexOf(state.poolHash ?? "");
    expect(account?.delegation).toMatchObject({
      pool: { id: poolId(state.poolHash ?? ""), ticker: `SIM${number}`, name: `Simulated Pool ${number}` },
      since: { epoch: last?.epoch, txHash: last?.txHash },
      activeFrom: { epoch: (last?.epoch ?? 0) + 2 },
    });
  });

  it("asks for each pool's name once and then never again", async () => {
    const names = await db().stakePool.findMany();
    const pools = new Set(events.flatMap((event) => (event.kind === "delegated" ? [poolId(event.poolHash)] : [])));
    expect(new Set(names.map((row) => row.poolId))).toEqual(pools);
    const fetchedAt = new Map(names.map((row) => [row.poolId, row.fetchedAt]));
    await getStaking(wallet.userId, {});
    const again = await db().stakePool.findMany();
    expect(new Map(again.map((row) => [row.poolId, row.fetchedAt]))).toEqual(fetchedAt);
  });

  it("goes with a transaction that is rolled back", async () => {
    const last = await db().delegationEvent.findFirstOrThrow({ where: { walletId: wallet.walletId } });
    const before = await db().delegationEvent.count();
    const same = await db().delegationEvent.count({ where: { transactionId: last.transactionId } });
    await db().transaction.delete({ where: { id: last.transactionId } });
    expect(await db().delegationEvent.count()).toBe(before - same);
  });

  it("shows the newest of very many certificates, and knows the state that older ones made", async () => {
    const userId = await addUser();
    const walletId = await addWallet(userId, { subject: "stake1many" });
    await db().wallet.update({ where: { id: walletId }, data: { poolId: "pool1many" } });
    const old = {
      userId,
      walletId,
      transactionId: await addTransaction(userId, walletId, { txHash: "old", blockHeight: 1 }),
    };
    const late = {
      userId,
      walletId,
      transactionId: await addTransaction(userId, walletId, { txHash: "late", blockHeight: 2 }),
    };
    await db().delegationEvent.createMany({
      data: [
        { ...old, certIndex: 0, kind: "stake_registration" },
        { ...old, certIndex: 1, kind: "stake_delegation", poolId: "pool1many" },
        ...Array.from({ length: 250 }, (_, index) => ({
          ...late,
          certIndex: index,
          kind: "vote_delegation",
          drepId: `drep${index}`,
        })),
      ],
    });
    const [account] = (await getStaking(userId, {})).accounts;
    expect(account?.history.map(({ drep }) => drep)).toEqual(
      Array.from({ length: limits.delegationHistory }, (_, index) => `drep${249 - index}`),
    );
    expect([account?.registered, account?.delegation?.since?.txHash]).toEqual([true, "old"]);
  });

  it("is nobody else's", async () => {
    const stranger = await addUser();
    expect(await codeOf(getStaking(stranger, { wallet: wallet.walletId }))).toBe("not_found");
    expect((await getStaking(stranger, {})).accounts).toEqual([]);
  });
});
