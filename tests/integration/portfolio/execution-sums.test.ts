import Fraction from "fraction.js";
import { beforeAll, describe, expect, it } from "vitest";
import { startChain } from "@/dev/chain/server";
import { derivedKey } from "@/lib/cache/derived";
import { db } from "@/lib/db";
import { transactionsQuery } from "@/lib/contract/transactions";
import { getExecutionSums } from "@/lib/portfolio/get-execution-sums";
import { getTransaction } from "@/lib/portfolio/get-transaction";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import { redis } from "@/lib/redis";
import { withLocalApp } from "@/tests/support/local-app";
import { codeOf } from "@/tests/support/problem";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";
import { syncNewWallet, type SyncedWallet } from "@/tests/support/synced-wallet";
import { valued } from "@/tests/support/valued-wallet";

const startedAt = Date.now();
const simulated = await startChain({ anchor: startedAt, now: () => startedAt + (Date.now() - startedAt) * 200 });
withLocalApp(
  { ...simulated, network: "mainnet", close: () => simulated.close() },
  { environment: { MARKET: "on", BLOCKFROST_RPS: "1000", BLOCKFROST_BURST: "10000" } },
);

let wallet: SyncedWallet;
beforeAll(async () => {
  wallet = await syncNewWallet(simulated.demoAddress, 60_000);
  // Worths are compared that are read one after the other.
  await valued(wallet.walletId, 60_000);
}, 150_000);

const sumsAnew = async (userId: string, of: { wallet?: string } = {}) => {
  await redis().del(derivedKey(userId));
  return getExecutionSums(userId, of);
};

interface ToldFill {
  /** In ADA, as the page of its transaction has them. */
  readonly got: Fraction;
  readonly atPrice: Fraction;
  readonly fee: Fraction;
  readonly batcherFee: Fraction;
  readonly seconds: number | null;
}

/** What the page of each transaction that filled an order says. */
async function toldFills({ userId, walletId }: SyncedWallet): Promise<ToldFill[]> {
  const query = transactionsQuery.parse({ wallet: walletId, action: "order_fill", limit: "200" });
  const { transactions } = await listTransactions(userId, query);
  const pages: Awaited<ReturnType<typeof getTransaction>>[] = [];
  for (const { id } of transactions) pages.push(await getTransaction(userId, id));
  return pages.flatMap(({ orders, flows }) =>
    orders.map(({ execution, batcherFee, secondsToFill }): ToldFill => {
      if (execution === null) throw new Error("an order whose execution nobody knows");
      const worth = flows.find(({ unit }) => unit === execution.unit)?.worth?.ada;
      const got =
        execution.unit === "lovelace" ? new Fraction(execution.got.quantity).div(1_000_000) : new Fraction(worth ?? 0);
      const valued = (quantity: string) => got.mul(quantity).div(execution.got.quantity);
      return {
        ...{ got, atPrice: valued(execution.atPrice), fee: valued(execution.fee.quantity) },
        ...{ batcherFee: new Fraction(batcherFee ?? 0).div(1_000_000), seconds: secondsToFill },
      };
    }),
  );
}

const sum = (parts: readonly Fraction[]) => parts.reduce((total, part) => total.add(part), new Fraction(0));
const shown = (value: Fraction) => value.round(6).toString();

describe("Filled orders of a synced wallet", () => {
  it("come to what the pages of their transactions say", async () => {
    const { total, byProtocol, since } = await sumsAnew(wallet.userId);
    const told = await toldFills(wallet);
    const seconds = told.flatMap((fill) => fill.seconds ?? []);
    expect(since).toBeNull();
    expect(total).toMatchObject({
      ...{ fills: told.length, judged: told.length, unjudged: [], unvalued: 0 },
      traded: shown(sum(told.map(({ got }) => got))),
      atPrice: shown(sum(told.map(({ atPrice }) => atPrice))),
      fee: { ada: shown(sum(told.map(({ fee }) => fee))) },
      batcherFee: { ada: shown(sum(told.map(({ batcherFee }) => batcherFee))), unknown: 0 },
    });
    const median = total.medianSeconds ?? 0;
    expect(seconds.filter((each) => each < median).length).toBe(seconds.filter((each) => each > median).length);
    expect(byProtocol.map(({ protocol }) => protocol)).toEqual(["minswap-v2", "minswap-v1"]);
    expect(byProtocol.reduce((all, { fills }) => all + fills, 0)).toBe(total.fills);
    expect((await sumsAnew(wallet.userId, { wallet: wallet.walletId })).total).toEqual(total);
  });

  it("of which the bytes, or what was spent, are not at hand are counted, and add nothing", async () => {
    const before = await sumsAnew(wallet.userId);
    const { transaction } = await db().orderClosing.findFirstOrThrow({
      where: { userId: wallet.userId, outcome: "filled", protocol: "minswap-v1" },
      include: { transaction: { select: { txHash: true } } },
    });
    const kept = await db().rawTransaction.delete({ where: { hash: transaction.txHash } });
    const { total, byProtocol } = await sumsAnew(wallet.userId);
    expect(total).toMatchObject({ fills: before.total.fills, judged: before.total.judged - 1 });
    expect(total.unjudged).toEqual([{ reason: "not at hand", fills: 1 }]);
    expect(byProtocol.find(({ protocol }) => protocol === "minswap-v2")).toEqual(before.byProtocol[0]);
    const { json, utxos, ...row } = kept;
    await db().rawTransaction.create({
      data: { ...row, ...(json !== null && { json }), ...(utxos !== null && { utxos }) },
    });
  });

  it("are none before the newest hundred transactions that filled some, which the answer says", async () => {
    const { userId } = wallet;
    const walletId = await addWallet(userId, { subject: "stake1busy" });
    const at = (number: number) => new Date(Date.UTC(2020, 0, 1, 0, number));
    for (let number = 0; number < 102; number += 1) {
      const txHash = number.toString(16).padStart(64, "b");
      const transactionId = await addTransaction(userId, walletId, {
        ...{ txHash, blockHeight: 1_000 + number, txTimestamp: at(number) },
      });
      await db().orderClosing.create({
        data: {
          ...{ userId, walletId, transactionId, ref: `${txHash}#0`, protocol: "splash", kind: "limit" },
          ...{ outcome: "filled", gave: {}, got: {}, depositReturned: 0 },
        },
      });
    }
    const { total, since } = await sumsAnew(userId, { wallet: walletId });
    expect({ since, fills: total.fills, unjudged: total.unjudged }).toEqual({
      since: at(2).toISOString(),
      fills: 100,
      unjudged: [{ reason: "several assets", fills: 100 }],
    });
  });

  it("are nobody else's, and none where there are none", async () => {
    const stranger = await addUser();
    expect(await codeOf(getExecutionSums(stranger, { wallet: wallet.walletId }))).toBe("not_found");
    const { total, ...rest } = await getExecutionSums(stranger, {});
    expect([total.fills, rest]).toEqual([0, { byProtocol: [], since: null }]);
  });
});
