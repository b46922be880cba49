import { expect, test } from "vitest";
import { startChain } from "@/dev/chain/server";
import { loadRawTransactions } from "@/lib/blockfrost/raw-store";
import type { TxHash } from "@/lib/cardano/brand";
import { transactionsQuery } from "@/lib/contract/transactions";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { completeAll, hasAllInputs } from "@/lib/portfolio/complete-inputs";
import { getTransaction } from "@/lib/portfolio/get-transaction";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import { withLocalApp } from "@/tests/support/local-app";
import { syncNewWallet } from "@/tests/support/synced-wallet";

const simulated = await startChain({ anchor: Date.now() });
withLocalApp({ ...simulated, network: "mainnet", close: () => simulated.close() });
const { stakeAddress } = simulated.chain.addWallet({ seed: "looked-at", transactions: 60 });

async function inputsOf(userId: string, id: string) {
  const { txHash, inputs } = await getTransaction(userId, id);
  const shown = inputs.map((input) => [`${input.txHash}#${input.index}`, input.address]);
  const { tx } = simulated.chain.find(txHash) ?? expect.unreachable(`${txHash} is not on the chain`);
  const spent = tx.inputs.map((input) => [`${input.txHash}#${input.index}`, input.address.text]);
  return { shown, spent: spent.sort(), open: shown.filter(([, address]) => address === null).length };
}

async function faults(method: "POST" | "DELETE") {
  const url = simulated.url.replace("/api/v0", "/_sim/faults");
  await fetch(url, { method, ...(method === "POST" && { body: JSON.stringify({ status: 500 }) }) });
}

test("of many the chain is asked for so many at a time, and those are known from then on", async () => {
  const { userId, walletId } = await syncNewWallet(stakeAddress ?? "");
  const rows = await db().transaction.findMany({ where: { walletId }, select: { txHash: true } });
  const raws = [...(await loadRawTransactions(rows.map(({ txHash }) => txHash as TxHash))).values()];
  const openAfter = async (mostCalls: number) =>
    (await completeAll(userId, raws, mostCalls)).filter((tx) => !hasAllInputs(tx)).length;
  const open = await openAfter(0);
  expect(open).toBeGreaterThan(3);
  expect([await openAfter(2), await openAfter(1), await openAfter(0)]).toEqual([open - 2, open - 3, open - 3]);
  await db().rawTransaction.updateMany({ data: { utxos: Prisma.DbNull } });
});

test("an input of somebody else's is asked for by whoever looks first, and known from then on", async () => {
  const { userId, walletId } = await syncNewWallet(stakeAddress ?? "");
  const query = transactionsQuery.parse({ wallet: walletId, action: "receive", limit: "50" });
  const { transactions } = await listTransactions(userId, query);

  await faults("POST");
  const cut: { id: string; open: number }[] = [];
  for (const { id } of transactions) cut.push({ id, ...(await inputsOf(userId, id)) });
  const { id } = cut.find(({ open }) => open > 0) ?? expect.unreachable("the sync knows all inputs already");

  await faults("DELETE");
  const complete = await inputsOf(userId, id);
  expect([complete.open, [...complete.shown].sort()]).toEqual([0, complete.spent]);

  await faults("POST");
  expect(await inputsOf(userId, id)).toEqual(complete);
});
