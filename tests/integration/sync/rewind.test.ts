import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { noUsage } from "@/lib/meter";
import { commitStep, noRows } from "@/lib/sync/commit-step";
import { retryQuarantined } from "@/lib/sync/retry-quarantined";
import { decoderVersion } from "@/lib/sync/decoder-version";
import { rewind } from "@/lib/sync/rewind";
import { startSync } from "@/lib/sync/start-sync";
import { claimJob, type ClaimedJob } from "@/lib/sync/sync-job-store";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { goingOn } from "@/tests/support/going-on";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";
import { codeOf } from "@/tests/support/problem";

withDatabase();
beforeEach(emptyTables);

const hash = (number: number) => number.toString(16).padStart(64, "0");
const day = (number: number) => new Date(Date.UTC(2026, 0, number));

/** A wallet with a transaction at each of the heights 100, 200 and 300, one a day; its job's first step is claimed. */
async function claimedWallet(): Promise<{ job: ClaimedJob; userId: string; walletId: string }> {
  const userId = await addUser();
  const walletId = await addWallet(userId);
  for (const number of [1, 2, 3])
    await addTransaction(userId, walletId, {
      txHash: hash(number),
      blockHeight: number * 100,
      txTimestamp: day(number),
      flows: [{ unit: "lovelace", netChange: "5" }],
      ...(number === 3 ? { note: "rent", action: "lock", classifiedAction: "receive", ownAction: "lock" } : {}),
    });
  await db().wallet.update({
    where: { id: walletId },
    data: { cursorHeight: 300, cursorTxIndex: 0, cursorTxHash: hash(3) },
  });
  const { id } = await startSync(userId, walletId);
  const job = await claimJob({ jobId: id, seq: 0, epoch: 0 });
  if (job === null) throw new Error("a new job can be claimed");
  return { job, userId, walletId };
}

async function storedHashes(walletId: string): Promise<string[]> {
  const rows = await db().transaction.findMany({ where: { walletId }, orderBy: { blockHeight: "asc" } });
  return rows.map(({ txHash }) => txHash);
}

test("everything above the ancestor goes in one statement; what stands below it stays", async () => {
  const { job, userId, walletId } = await claimedWallet();
  const owned = { userId, walletId };
  await db().chainBreadcrumb.createMany({
    data: [150, 310].map((height) => ({ ...owned, height, hash: hash(height) })),
  });
  await db().portfolioHoldingsSnapshot.createMany({
    data: [day(2), day(4)].map((asOf) => ({ ...owned, asOf, unit: "lovelace", quantity: "10" })),
  });
  await db().walletAddress.createMany({
    data: [100, 300].map((height) => ({
      ...owned,
      address: `addr${String(height)}`,
      paymentKind: "key",
      firstSeenHeight: height,
    })),
  });
  expect(await codeOf(rewind(job, 250, noUsage()))).toBe("queue_unavailable");

  const wallet = await db().wallet.findUniqueOrThrow({ where: { id: walletId } });
  expect({
    stored: await storedHashes(walletId),
    flows: await db().assetFlow.count({ where: { walletId } }),
    cursor: [wallet.cursorHeight, wallet.cursorTxHash],
    breadcrumbs: (await db().chainBreadcrumb.findMany({ where: { walletId } })).map(({ height }) => height),
    snapshots: (await db().portfolioHoldingsSnapshot.findMany({ where: { walletId } })).map(({ asOf }) => asOf),
    addresses: (await db().walletAddress.findMany({ where: { walletId } })).map(({ address }) => address),
    step: await db().syncJob.findUniqueOrThrow({ where: { id: job.jobId }, select: { seq: true, publishedSeq: true } }),
  }).toEqual({
    stored: [hash(1), hash(2)],
    flows: 2,
    cursor: [200, hash(2)],
    breadcrumbs: [150],
    snapshots: [day(2)],
    addresses: ["addr100"],
    step: { seq: 1, publishedSeq: 0 },
  });
});

/** How the wallet stands between two parts of a rewind. */
async function standing(walletId: string) {
  const wallet = await db().wallet.findUniqueOrThrow({ where: { id: walletId } });
  return {
    stored: await storedHashes(walletId),
    cursor: [wallet.cursorHeight, wallet.cursorTxHash],
    counted: wallet.transactionCount,
    goesOnTo: wallet.rewindTo,
    snapshots: await db().portfolioHoldingsSnapshot.count({ where: { walletId } }),
  };
}

test("a long rewind goes newest first, statement by statement, and leaves the cursor exact after each", async () => {
  const { job, userId, walletId } = await claimedWallet();
  await db().portfolioHoldingsSnapshot.createMany({
    data: [day(1), day(4), day(5)].map((asOf) => ({ userId, walletId, asOf, unit: "lovelace", quantity: "10" })),
  });
  const most = { transactions: 1, snapshots: 2 };
  // Snapshots first: as many as one statement takes, with no transaction beside them.
  await codeOf(rewind(job, 50, noUsage(), { most, worksFor: 0 }));
  const all = { stored: [hash(1), hash(2), hash(3)], cursor: [300, hash(3)], counted: 3, goesOnTo: 50, snapshots: 1 };
  expect(await standing(walletId)).toEqual(all);
  // Whatever sync comes next goes on, also where this one was cancelled.
  await db().syncJob.update({ where: { id: job.jobId }, data: { finishedAt: new Date(), activeWalletId: null } });
  const { id } = await startSync(userId, walletId);
  const next = await claimJob({ jobId: id, seq: 0, epoch: 0 });
  if (next?.rewindTo == null) throw new Error("the next sync goes on with the rewind");
  await codeOf(rewind(next, next.rewindTo, noUsage(), { most, worksFor: 0 }));
  expect(await standing(walletId)).toEqual({
    ...all,
    stored: [hash(1), hash(2)],
    cursor: [200, hash(2)],
    counted: 2,
    snapshots: 0,
  });
  const last = await claimJob({ jobId: id, seq: 1, epoch: 0 });
  if (last?.rewindTo == null) throw new Error("and the step after it");
  expect(await codeOf(rewind(last, last.rewindTo, noUsage(), { most }))).toBe("queue_unavailable");
  const nothing = { stored: [], cursor: [null, null], counted: 0, goesOnTo: null, snapshots: 0 };
  expect(await standing(walletId)).toEqual(nothing);
  const { seq, dbStatements } = await db().syncJob.findUniqueOrThrow({ where: { id } });
  // Its making and two hand-ons; the statements between them are counted by whoever runs the step.
  expect({ seq, dbStatements }).toEqual({ seq: 2, dbStatements: 1 + 2 });
});

test("transactions of one block go together, however many a statement takes", async () => {
  const { job, userId, walletId } = await claimedWallet();
  for (const number of [4, 5]) await addTransaction(userId, walletId, { txHash: hash(number), blockHeight: 300 });
  await codeOf(rewind(job, 50, noUsage(), { most: { transactions: 1, snapshots: 9 }, worksFor: 0 }));
  expect(await storedHashes(walletId)).toEqual([hash(1), hash(2)]);
});

test("what a person wrote waits for the transaction's return in another block", async () => {
  const { job, walletId } = await claimedWallet();
  await codeOf(rewind(job, 250, noUsage()));
  const again = await claimJob({ jobId: job.jobId, seq: 1, epoch: 0 });
  if (again === null) throw new Error("the successor can be claimed");
  const row = {
    tx_hash: hash(3),
    block_height: 301,
    block_hash: null,
    tx_index: 7,
    tx_timestamp: day(3),
    action: "receive",
    direction: "in",
    protocol: null,
    counterparty: null,
    summary: "Received",
    net_lovelace: "9223372036854775808",
    fee: null,
    deposit: "0",
    withdrawal: "0",
    valid: true,
    trace: {},
    listed: true,
    action_key: null,
    spam_key: null,
    scripts: [],
    unasked: false,
    bait: false,
    labelled_with: "rules",
  };
  await commitStep(again, { ...noRows, transactions: [row] }, goingOn);
  const stored = await db().transaction.findFirstOrThrow({ where: { walletId, txHash: hash(3) } });
  const { note, action, classifiedAction, ownAction, edited } = stored;
  const said = { note, action, classifiedAction, ownAction, edited };
  expect({ ...said, height: stored.blockHeight, lovelace: stored.netLovelace.toFixed() }).toEqual({
    note: "rent",
    action: "lock",
    classifiedAction: "receive",
    ownAction: "lock",
    edited: true,
    height: 301,
    lovelace: (2n ** 63n).toString(),
  });
  expect(await db().orphanedEdit.count()).toBe(0);
});

test("of a key that only a dropped signature had proven nobody knows any more, and older transactions stand", async () => {
  const { job, userId, walletId } = await claimedWallet();
  await db().walletAddress.create({
    data: {
      userId,
      walletId,
      address: "addr1",
      paymentKind: "key",
      verified: true,
      verifiedHeight: 300,
      firstSeenHeight: 200,
    },
  });
  await codeOf(rewind(job, 250, noUsage()));
  expect(await storedHashes(walletId)).toEqual([hash(1), hash(2)]);
  const left = await db().walletAddress.findMany({ where: { walletId, address: "addr1" } });
  expect(left.map(({ verified, verifiedHeight }) => [verified, verifiedHeight])).toEqual([[false, null]]);
});

test("a zombie's rewind changes nothing", async () => {
  const { job, walletId } = await claimedWallet();
  await db().syncJob.update({ where: { id: job.jobId }, data: { fence: { increment: 1 } } });
  await rewind(job, 0, noUsage());
  expect(await storedHashes(walletId)).toEqual([hash(1), hash(2), hash(3)]);
});

test("a quarantined transaction asked for again makes the next step begin below it; another user gets not_found", async () => {
  const { job, userId, walletId } = await claimedWallet();
  const { id } = await db().quarantinedTransaction.create({
    data: {
      userId,
      walletId,
      txHash: hash(9),
      blockHeight: 200,
      txIndex: 3,
      txTimestamp: day(2),
      raw: {},
      error: "?",
      decoderVersion,
    },
  });
  await db().syncJob.update({ where: { id: job.jobId }, data: { leaseUntil: null } });
  expect((await claimJob({ jobId: job.jobId, seq: 0, epoch: 0 }))?.rewindTo).toBeNull();
  expect(await codeOf(retryQuarantined(await addUser(), id))).toBe("not_found");

  expect((await retryQuarantined(userId, id)).id).toBe(job.jobId);
  await db().syncJob.update({ where: { id: job.jobId }, data: { leaseUntil: null } });
  expect((await claimJob({ jobId: job.jobId, seq: 0, epoch: 0 }))?.rewindTo).toBe(199);
});

test("a full re-sync begins at the very beginning", async () => {
  const { job, userId, walletId } = await claimedWallet();
  await db().syncJob.update({ where: { id: job.jobId }, data: { finishedAt: new Date(), activeWalletId: null } });
  const { id } = await startSync(userId, walletId, { full: true });
  expect((await claimJob({ jobId: id, seq: 0, epoch: 0 }))?.rewindTo).toBe(-1);
});
