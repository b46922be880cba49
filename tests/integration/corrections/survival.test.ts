import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChain } from "@/dev/chain/server";
import { correctEvent } from "@/lib/corrections/correct-event";
import { correctTransaction } from "@/lib/corrections/correct-transaction";
import { db } from "@/lib/db";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { readEvents } from "@/lib/portfolio/event-rows";
import { startSync } from "@/lib/sync/start-sync";
import { retryQuarantined } from "@/lib/sync/retry-quarantined";
import { withLocalApp } from "@/tests/support/local-app";
import { syncNewWallet, type SyncedWallet } from "@/tests/support/synced-wallet";

const startedAt = Date.now();
const simulated = await startChain({ anchor: startedAt, now: () => startedAt + (Date.now() - startedAt) * 200 });
withLocalApp(
  { ...simulated, network: "mainnet", close: () => simulated.close() },
  { environment: { BLOCKFROST_BURST: "5000" } },
);
const { stakeAddress } = simulated.chain.addWallet({
  seed: "corrected",
  transactions: 120,
  features: ["tokens", "orders", "vaults", "spam"],
});

let wallet: SyncedWallet;
beforeAll(async () => {
  wallet = await syncNewWallet(stakeAddress ?? "", 60_000);
}, 90_000);
afterAll(() => expect(wallet.status).toBe("completed"));

/** Runs a sync to its end. */
async function ended({ id }: { readonly id: string }): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const job = await db().syncJob.findUniqueOrThrow({ where: { id } });
    if (job.finishedAt !== null) {
      expect(job.status).toBe("completed");
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The sync does not end");
}

/** What the person sees of each transaction and its legs, and what our rules say, by its hash. */
async function labels(): Promise<Record<string, object>> {
  const rows = await db().transaction.findMany({ where: { walletId: wallet.walletId } });
  const told: Record<string, object> = {};
  for (const { id, txHash, action, classifiedAction, ownAction, ownSpam, note, tags, spam, edited } of rows) {
    const { events } = await readEvents(wallet.userId, id);
    told[txHash] = { action, classifiedAction, ownAction, ownSpam, note, tags, spam, edited, events };
  }
  return told;
}

async function oneOf(action: string) {
  return db().transaction.findFirstOrThrow({
    where: { walletId: wallet.walletId, classifiedAction: action, edited: false },
    orderBy: [{ blockHeight: "asc" }, { txIndex: "asc" }],
  });
}

describe("What a person wrote", () => {
  let before: Record<string, object>;
  let ruled: string[];

  beforeAll(async () => {
    const { userId } = wallet;
    const [sent, vault] = [await oneOf("send"), await oneOf("contract_interaction")];
    await correctTransaction(userId, sent.id, {
      action: "bridge_out",
      note: "to the sidechain",
      tags: ["bridge"],
      spam: true,
      scope: "this",
    });
    const fill = await oneOf("order_fill");
    const [leg] = (await readEvents(userId, fill.id)).events.filter(({ role }) => role === "deposit_return");
    await correctEvent(userId, fill.id, leg?.index ?? -1, { action: "receive", note: "not a deposit" });
    const { changed } = await correctTransaction(userId, vault.id, { action: "lock", scope: "similar" });
    expect(changed).toBeGreaterThan(1);
    before = await labels();
    const edited = (await readEvents(userId, fill.id)).events.filter((each) => each.edited);
    expect(edited.map(({ action, note, unsaidAction }) => ({ action, note, unsaidAction }))).toEqual([
      { action: "receive", note: "not a deposit", unsaidAction: "order_fill" },
    ]);
    ruled = Object.entries(before).flatMap(([hash, row]) => ("action" in row && row.action === "lock" ? [hash] : []));
    expect(ruled).toHaveLength(changed);
  });

  test("stays through a refresh", async () => {
    await ended(await startSync(wallet.userId, wallet.walletId));
    expect(await labels()).toEqual(before);
  });

  test("stays through a full re-sync, which takes every row back and reads it anew", async () => {
    const { id } = await oneOf("receive");
    await ended(await startSync(wallet.userId, wallet.walletId, { full: true }));
    expect(await db().transaction.count({ where: { id } })).toBe(0);
    expect(await labels()).toEqual(before);
    expect(await db().orphanedEdit.count()).toBe(0);
  });

  test("stays through the replay of a quarantined transaction", async () => {
    const { id, userId, walletId, txHash, blockHeight, txIndex, txTimestamp } = await oneOf("receive");
    const place = { userId, walletId, txHash, blockHeight, txIndex, txTimestamp };
    const { id: quarantined } = await db().quarantinedTransaction.create({
      data: { ...place, raw: {}, error: "?", decoderVersion: 1 },
    });
    await db().transaction.delete({ where: { id } });
    await ended(await retryQuarantined(userId, quarantined));
    expect(await labels()).toEqual(before);
  });

  test("holds by its rule for a transaction that is yet to come", async () => {
    const [hash = ""] = ruled;
    const row = await db().transaction.findFirstOrThrow({ where: { walletId: wallet.walletId, txHash: hash } });
    const { userId, walletId } = wallet;
    await db().transaction.deleteMany({ where: { walletId, blockHeight: { gte: row.blockHeight } } });
    const last = await db().transaction.findFirst({
      where: { walletId },
      orderBy: [{ blockHeight: "desc" }, { txIndex: "desc" }],
    });
    await db().wallet.update({
      where: { id: walletId },
      data: {
        cursorHeight: last?.blockHeight ?? null,
        cursorTxIndex: last?.txIndex ?? null,
        cursorTxHash: last?.txHash ?? null,
      },
    });
    await ended(await startSync(userId, walletId));
    const now = await labels();
    expect(ruled.map((each) => now[each])).toEqual(ruled.map((each) => before[each]));
  });
});

test("what the chain's spammer sent is spam, ADA and everything wanted is not", async () => {
  const { holdings, total } = await getHoldings(wallet.userId, { wallet: wallet.walletId, currency: "ADA" });
  const spam = holdings.filter(({ spam: marked }) => marked);
  expect(spam.length).toBeGreaterThan(0);
  expect(holdings.filter(({ name }) => name?.startsWith("claim-at-ada-gift.io"))).toEqual(spam);
  expect(total.priced + total.unpriced).toBe(holdings.length - spam.length);
});
