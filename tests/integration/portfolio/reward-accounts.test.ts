import { beforeEach, describe, expect, test } from "vitest";
import { epochStart } from "@/lib/cardano/epoch";
import { transactionsQuery } from "@/lib/contract/transactions";
import { db } from "@/lib/db";
import { getAdaAllocation } from "@/lib/portfolio/get-ada-allocation";
import { getStaking } from "@/lib/portfolio/get-staking";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

withDatabase();
beforeEach(emptyTables);

const pool = `pool1${"q".repeat(51)}`;
const within = (epoch: number) => new Date(epochStart("mainnet", epoch).getTime() + 3_600_000);
const ada = (amount: number) => (BigInt(amount) * 1_000_000n).toString();

interface Deposit {
  readonly action: string;
  readonly amount: number;
  readonly counterparty?: string;
}

async function addDeposit(userId: string, walletId: string, height: number, deposit: Deposit): Promise<void> {
  const { action, amount, counterparty } = deposit;
  const transactionId = await addTransaction(userId, walletId, {
    txHash: `d${height}`,
    blockHeight: height,
    txTimestamp: within(590),
    deposit: ada(amount),
  });
  const leg = { userId, walletId, transactionId, action, role: "deposit", unit: "lovelace", location: "deposit" };
  await db().transactionEvent.create({
    data: { ...leg, index: 0, quantity: ada(amount), counterparty: counterparty ?? null },
  });
}

async function addReward(userId: string, walletId: string, type: string, epoch: number, amount: number): Promise<void> {
  await db().stakingReward.create({ data: { userId, walletId, type, epoch, poolId: pool, amount: ada(amount) } });
}

/** A hot wallet that paid a pool's deposit, and the wallet of the pool's reward account, which withdrew twice. */
async function operator() {
  const userId = await addUser();
  const hot = await addWallet(userId, { subject: "stake1hot" });
  const cold = await addWallet(userId, { subject: "stake1cold", withdrawable: ada(100_007) });
  await addDeposit(userId, hot, 1, { action: "stake_registration", amount: 2 });
  await addDeposit(userId, hot, 2, { action: "pool_registration", amount: 500, counterparty: pool });
  await addDeposit(userId, hot, 3, { action: "governance_proposal", amount: 100_000, counterparty: "stake1cold" });
  await addReward(userId, cold, "leader", 600, 5);
  await addReward(userId, cold, "pool_deposit_refund", 610, 500);
  await addReward(userId, cold, "member", 640, 7);
  const withdrew = await addTransaction(userId, cold, {
    txHash: "w1",
    blockHeight: 9,
    txTimestamp: within(620),
    summary: "Sent 3 ADA to addr1; withdrew 505 ADA of staking rewards",
  });
  await db().transaction.update({ where: { id: withdrew }, data: { withdrawal: ada(505) } });
  return { userId, hot, cold };
}

const partsOf = async (userId: string, wallet?: string) => {
  const { total, parts } = await getAdaAllocation(userId, wallet === undefined ? {} : { wallet });
  return [total, ...parts.map(({ part, quantity }) => `${part} ${quantity}`)];
};

describe("Deposits and reward accounts", () => {
  test("a refund ends the deposit that another own wallet paid; what stands in the account is told by kind", async () => {
    const { userId, hot, cold } = await operator();
    expect(await partsOf(userId)).toEqual([
      ada(100_009),
      `deposits ${ada(2)}`,
      `rewards ${ada(7)}`,
      `returned_deposits ${ada(100_000)}`,
    ]);
    expect(await partsOf(userId, hot)).toEqual([ada(2), `deposits ${ada(2)}`]);
    expect(await partsOf(userId, cold)).toEqual([
      ada(100_007),
      `rewards ${ada(7)}`,
      `returned_deposits ${ada(100_000)}`,
    ]);
  });

  test("a refund of what nobody of the person's paid is an inflow", async () => {
    const { userId, hot } = await operator();
    await db().wallet.delete({ where: { id: hot } });
    expect(await partsOf(userId)).toEqual([ada(100_007), `rewards ${ada(7)}`, `other_payments ${ada(100_000)}`]);
  });

  test("a withdrawal is divided into what it took, also in the words of older rules", async () => {
    const { userId } = await operator();
    const { transactions } = await listTransactions(userId, transactionsQuery.parse({}));
    expect(transactions.find(({ txHash }) => txHash === "w1")?.summary).toBe(
      "Sent 3 ADA to addr1; withdrew 5 ADA of staking rewards and 500 ADA of a pool deposit that came back",
    );
  });

  test("what came back is neither among the rewards nor withdrawn twice", async () => {
    const { userId, cold } = await operator();
    const { byKind, total, accounts } = await getStaking(userId, { wallet: cold });
    expect([total, byKind]).toEqual([
      ada(100_512),
      [
        { kind: "rewards", total: ada(12), withdrawable: ada(7) },
        { kind: "returned_deposits", total: ada(100_500), withdrawable: ada(100_000) },
      ],
    ]);
    expect(accounts[0]?.rewards.map(({ type, amount }) => `${type} ${amount}`)).toEqual([
      `proposal_deposit_refund ${ada(100_000)}`,
      `member ${ada(7)}`,
      `pool_deposit_refund ${ada(500)}`,
      `leader ${ada(5)}`,
    ]);
  });

  test("a deposit is none any more once its pool has retired, whoever got it", async () => {
    const userId = await addUser();
    const walletId = await addWallet(userId);
    await addDeposit(userId, walletId, 1, { action: "pool_registration", amount: 500, counterparty: pool });
    const state = { poolId: pool, fetchedAt: new Date(), stateAt: new Date(), retired: null };
    await db().stakePool.create({ data: { ...state, retiringEpoch: 9_999 } });
    expect(await partsOf(userId)).toEqual([ada(500), `deposits ${ada(500)}`]);
    await db().stakePool.update({ where: { poolId: pool }, data: { retiringEpoch: 600 } });
    expect(await partsOf(userId)).toEqual(["0"]);
  });

  test("a delegation to a pool that retired does not earn", async () => {
    const userId = await addUser();
    const walletId = await addWallet(userId);
    await db().wallet.update({ where: { id: walletId }, data: { poolId: pool } });
    const state = { poolId: pool, fetchedAt: new Date(), stateAt: new Date(), retired: null };
    await db().stakePool.create({ data: { ...state, retiringEpoch: 600 } });
    const { accounts } = await getStaking(userId, {});
    expect(accounts[0]?.delegation?.state).toEqual({ is: "retired", epoch: 600 });
  });
});
