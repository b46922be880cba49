import { beforeAll, describe, expect, it } from "vitest";
import { startChain } from "@/dev/chain/server";
import type { Utxo } from "@/dev/chain/model/chain-tx";
import { MINSWAP_V1_ORDER, MINSWAP_V2_ORDER } from "@/dev/chain/model/scripts";
import { derivedKey } from "@/lib/cache/derived";
import { db } from "@/lib/db";
import { transactionsQuery, type Transaction } from "@/lib/contract/transactions";
import { getPositions } from "@/lib/portfolio/get-positions";
import { getTransaction } from "@/lib/portfolio/get-transaction";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import { redis } from "@/lib/redis";
import { withLocalApp } from "@/tests/support/local-app";
import { codeOf } from "@/tests/support/problem";
import { addUser } from "@/tests/support/rows";
import { syncNewWallet, type SyncedWallet } from "@/tests/support/synced-wallet";

const startedAt = Date.now();
const simulated = await startChain({ anchor: startedAt, now: () => startedAt + (Date.now() - startedAt) * 200 });
withLocalApp(
  { ...simulated, network: "mainnet", close: () => simulated.close() },
  { environment: { BLOCKFROST_BURST: "5000" } },
);

const { chain } = simulated;
const trader = chain.addWallet({ seed: "trader", transactions: 260, features: ["orders", "tokens"] });
const orderScripts = [MINSWAP_V1_ORDER, MINSWAP_V2_ORDER];

/** What the chain holds at order scripts from this wallet's transactions, as positions show it. */
function standing() {
  const own = new Set(chain.touchingTransactions(trader.stakeAddress ?? "").map(({ tx }) => tx.hash));
  const isOrder = ({ address, txHash }: Utxo) => orderScripts.includes(address.payment?.hash ?? "") && own.has(txHash);
  return [...chain.utxos.all()].filter(isOrder).map(({ txHash, value }) => ({
    txHash,
    assets: new Map([["lovelace", value.lovelace.toString()], ...amountsOf(value.assets)]),
  }));
}

function amountsOf(assets: ReadonlyMap<string, bigint>): [string, string][] {
  return [...assets].map(([unit, quantity]) => [unit, quantity.toString()]);
}

async function shown({ userId, walletId }: SyncedWallet) {
  const { positions } = await getPositions(userId, { wallet: walletId });
  const orders = positions.filter(({ kind }) => kind === "order");
  return orders.map(({ txHash, assets }) => ({
    txHash: txHash ?? "",
    assets: new Map(assets.map(({ unit, quantity }) => [unit, quantity])),
  }));
}

async function history({ userId, walletId }: SyncedWallet): Promise<Transaction[]> {
  const pages = await Promise.all(
    ["order_place", "order_fill", "order_cancel"].map((action) =>
      listTransactions(userId, transactionsQuery.parse({ wallet: walletId, action, limit: "200" })),
    ),
  );
  return pages.flatMap(({ transactions }) => transactions);
}

let wallet: SyncedWallet;
beforeAll(async () => {
  wallet = await syncNewWallet(trader.stakeAddress ?? "", 60_000);
}, 90_000);

describe("Orders, synced in several steps", () => {
  it("that are open are just those that the chain holds", async () => {
    const open = await shown(wallet);
    const byHash = (a: { txHash: string }, b: { txHash: string }) => (a.txHash < b.txHash ? -1 : 1);
    expect(wallet.status).toBe("completed");
    expect(open.length).toBeGreaterThan(0);
    expect(open.sort(byHash)).toEqual(standing().sort(byHash));
  });

  it("tie their transactions together, each group with one status and the same members", async () => {
    const rows = await history(wallet);
    const groups = new Map(rows.map(({ id, actionGroup }) => [id, actionGroup]));
    const wrong = rows.filter(({ id, action, actionGroup }) => {
      if (actionGroup === null || !actionGroup.members.includes(id)) return true;
      const statusOf = { order_fill: "filled", order_cancel: "cancelled" } as const;
      if (action in statusOf && actionGroup.status !== statusOf[action as keyof typeof statusOf]) return true;
      return actionGroup.members.some((member) => groups.get(member)?.id !== actionGroup.id);
    });
    const count = (action: string) => rows.filter((row) => row.action === action).length;
    expect({ wrong, placed: count("order_place") }).toEqual({
      wrong: [],
      placed: count("order_fill") + count("order_cancel") + (await shown(wallet)).length,
    });
    expect(count("order_fill")).toBeGreaterThan(5);
  });

  it("are told whole on the page of each of their transactions", async () => {
    const [fill] = (await history(wallet)).filter(({ action }) => action === "order_fill");
    const { orders, fee, timestamp } = await getTransaction(wallet.userId, fill?.id ?? "");
    const told = orders.find(({ members }) => members.some(({ id }) => id === fill?.id));
    const placing = await getTransaction(wallet.userId, told?.members[0]?.id ?? "");
    expect([told?.status, told?.openedAt, told?.closedAt, fee]).toEqual(["filled", placing.timestamp, timestamp, null]);
    expect([told?.networkFee, told?.members.map(({ txHash }) => txHash)]).toEqual([
      placing.fee,
      [placing.txHash, fill?.txHash],
    ]);
    expect(placing.orders).toContainEqual(told);
  });

  it("open again when the transaction that filled them is rolled back", async () => {
    const before = await shown(wallet);
    const [fill] = (await history(wallet)).filter(({ action }) => action === "order_fill");
    const placing = await db().orderClosing.findFirstOrThrow({ where: { transactionId: fill?.id ?? "" } });
    await db().transaction.delete({ where: { id: fill?.id ?? "" } });
    await redis().del(derivedKey(wallet.userId));
    const reopened = (await shown(wallet)).filter(({ txHash }) => !before.some((order) => order.txHash === txHash));
    expect(reopened.map(({ txHash }) => txHash)).toEqual([placing.ref.split("#")[0]]);
  });

  it("are nobody else's", async () => {
    const stranger = await addUser();
    expect(await codeOf(getPositions(stranger, { wallet: wallet.walletId }))).toBe("not_found");
    expect(await getPositions(stranger, {})).toEqual({
      positions: [],
      others: [],
      ada: { total: "0", parts: [] },
    });
  });
});
