import { beforeEach, describe, expect, test } from "vitest";
import { applyDue } from "@/lib/corrections/apply-due";
import { correctionsAtOnce } from "@/lib/corrections/apply-corrections";
import { patchTransactionRequest } from "@/lib/contract/corrections";
import { correctTransaction } from "@/lib/corrections/correct-transaction";
import { judgeHeld } from "@/lib/corrections/judge-tokens";
import { runCorrections } from "@/lib/corrections/run-corrections";
import { db } from "@/lib/db";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import type { LedgerRows } from "@/lib/ledger/to-rows";
import { noUsage } from "@/lib/meter";
import { commitStep, noRows } from "@/lib/sync/commit-step";
import { luredColumns, lureRows } from "@/lib/sync/lure-rows";
import { rewind } from "@/lib/sync/rewind";
import { startSync } from "@/lib/sync/start-sync";
import { claimJob, type ClaimedJob } from "@/lib/sync/sync-job-store";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { goingOn } from "@/tests/support/going-on";
import { labelDifferences } from "@/tests/support/label-differences";
import { codeOf } from "@/tests/support/problem";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, CACHE: "off" }));
beforeEach(emptyTables);

const hash = (number: number) => number.toString(16).padStart(64, "0");
const lure = "aa".repeat(28) + Buffer.from("Claim at adareward.com").toString("hex");

describe("a rule for more transactions than one statement looks at", () => {
  const pages = 3;

  async function manyAlike() {
    const userId = await addUser();
    const walletId = await addWallet(userId);
    const first = await addTransaction(userId, walletId, { txHash: hash(0), blockHeight: 0, actionKey: "key" });
    await db().$executeRaw`
      INSERT INTO transaction (user_id, wallet_id, tx_hash, block_height, tx_index, tx_timestamp, action, direction, summary, net_lovelace, valid, trace, action_key)
      SELECT ${userId}::uuid, ${walletId}::uuid, 'h' || n, n / 7, n % 7, now(), 'send', 'out', '', 0, true, '{}', 'key'
      FROM generate_series(1, ${correctionsAtOnce * pages}) n`;
    await db().correctionRule.create({ data: { userId, key: "key", action: "direct_swap", txHash: hash(0) } });
    await db().dueCorrection.create({ data: { userId, scope: "action_key", key: "key" } });
    return { userId, walletId, first };
  }

  test("is applied page by page, and all of it in the end", async () => {
    const { userId } = await manyAlike();
    const steps = [];
    for (let step = 0; step <= pages; step += 1) steps.push(await applyDue(userId, 0));
    expect(steps).toEqual([
      ...Array<object>(pages).fill({ changed: correctionsAtOnce, isDone: false }),
      { changed: 1, isDone: true },
    ]);
    expect(await labelDifferences()).toEqual([]);
  });

  test("that is made anew half way begins again, and who was at the older one does not end it", async () => {
    const { userId, walletId, first } = await manyAlike();
    await applyDue(userId, 0);
    const said = patchTransactionRequest.parse({ action: "claim", scope: "similar" });
    const { isPartial } = await correctTransaction(userId, first, said);
    if (isPartial) await runCorrections({ walletId, run: "test", round: 0, v: 1 });
    expect(await labelDifferences()).toEqual([]);
    expect(await db().transaction.count({ where: { action: "claim" } })).toBe(correctionsAtOnce * pages + 1);
  });
});

async function claim(jobId: string, seq: number): Promise<ClaimedJob> {
  const job = await claimJob({ jobId, seq, epoch: 0 });
  if (job === null) throw new Error("a step that is due can be claimed");
  return job;
}

async function syncing(userId: string, subject: string) {
  const walletId = await addWallet(userId, { subject });
  const { id } = await startSync(userId, walletId);
  return { walletId, jobId: id };
}

function transactionRow(height: number, given: object) {
  return {
    tx_hash: hash(height),
    block_height: height,
    block_hash: null,
    tx_index: 0,
    tx_timestamp: new Date(),
    action: "receive",
    direction: "in",
    summary: "",
    net_lovelace: "0",
    fee: null,
    deposit: "0",
    withdrawal: "0",
    valid: true,
    trace: {},
    listed: true,
    scripts: [],
    unasked: true,
    bait: false,
    lured: false,
    lures: null,
    labelled_with: "rules",
    ...given,
  };
}

function flowRows(height: number, changes: Readonly<Record<string, number>>) {
  return Object.entries(changes).map(([unit, change]) => ({
    ...{ tx_hash: hash(height), unit, place: "wallet", credential: "" },
    net_change: String(change),
  }));
}

/** One step that brings one transaction. */
async function commit(job: ClaimedJob, height: number, changes: Readonly<Record<string, number>>, given: object = {}) {
  const transaction = transactionRow(height, { net_lovelace: String(changes["lovelace"] ?? 0), ...given });
  return commitStep(job, { ...noRows, transactions: [transaction], flows: flowRows(height, changes) }, goingOn);
}

describe("what a step brings", () => {
  test("leaves nothing to look at where it is by itself", async () => {
    const userId = await addUser();
    const { jobId } = await syncing(userId, "stake1a");
    expect(await commit(await claim(jobId, 0), 1, { lovelace: 5, [lure]: 1 })).toMatchObject({ isDue: false });
    expect(await db().dueCorrection.count()).toBe(0);
  });

  test("is spam at once where it brought a token of a lure's name, unasked, and little else", async () => {
    const userId = await addUser();
    const { jobId } = await syncing(userId, "stake1a");
    const job = await claim(jobId, 0);
    const rows = (height: number, gained: bigint, isUnasked: boolean) => ({
      transaction: { txHash: hash(height), likeness: { isUnasked, isBait: false } },
      flows: [
        { unit: "lovelace", place: "wallet", credential: "", netChange: gained },
        { unit: lure, place: "wallet", credential: "", netChange: 1n },
      ],
    });
    const lured = [rows(1, 1_200_000n, true), rows(2, 9_000_000n, true)] as unknown as LedgerRows[];
    const lures = lureRows(lured);
    const columns = lured.map((row) => luredColumns(row, new Set([lure])));
    expect({ lures, columns }).toEqual({
      lures: [{ unit: lure, lure: "link_in_name", unasked: true, judged_with: rulesFingerprint }],
      columns: [
        { lured: false, lures: [lure] },
        { lured: false, lures: null },
      ],
    });
    const committed = await commitStep(
      job,
      {
        ...noRows,
        lures,
        transactions: columns.map((given, index) => transactionRow(index + 1, given)),
        flows: columns.flatMap((_, index) =>
          flowRows(index + 1, { lovelace: index === 0 ? 1_200_000 : 9_000_000, [lure]: 1 }),
        ),
      },
      goingOn,
    );
    expect(committed).toMatchObject({ isDue: false });
    expect(await labelDifferences()).toEqual([]);
    expect(await db().transaction.count({ where: { spam: true } })).toBe(1);
    await judgeHeld(userId, job.walletId);
    expect(await db().dueCorrection.count()).toBe(0);
  });

  test("is to be told again with the knowledge of another wallet that shows it as well, whichever of two comes last", async () => {
    const userId = await addUser();
    const [savings, daily] = [await syncing(userId, "stake1a"), await syncing(userId, "stake1b")];
    const paid = { action: "send", direction: "out", fee: "170", unasked: false };
    const due = async () => {
      const rows = await db().dueTelling.findMany({ where: { userId } });
      return new Set(rows.map(({ walletId, scope, height }) => `${walletId} ${scope} ${String(height)}`));
    };
    // Beside one that is being synced what it commits at this moment cannot be seen.
    expect(await commit(await claim(savings.jobId, 0), 1, { lovelace: -5_170 }, paid)).toMatchObject({ isDue: true });
    expect(await due()).toEqual(new Set([`${savings.walletId} shared 0`]));
    await db().dueTelling.deleteMany();
    expect(await commit(await claim(daily.jobId, 0), 1, { lovelace: 5_000 })).toMatchObject({ isDue: true });
    expect(await due()).toEqual(new Set([`${savings.walletId} shared 0`, `${daily.walletId} shared 0`]));
  });

  test("is to be told again where whose an address is has changed since the step began", async () => {
    const userId = await addUser();
    const { walletId, jobId } = await syncing(userId, "stake1a");
    const job = await claim(jobId, 0);
    await db().wallet.update({ where: { id: walletId }, data: { scopeVersion: { increment: 1 } } });
    expect(await commit(job, 7, { lovelace: 5 })).toMatchObject({ isDue: true });
    expect(await db().dueTelling.findMany()).toMatchObject([{ walletId, scope: "all", height: 6 }]);
  });

  test("takes the suspicion from a token that it moves, and a rollback gives it back", async () => {
    const userId = await addUser();
    const { walletId, jobId } = await syncing(userId, "stake1a");
    await commit(await claim(jobId, 0), 1, { lovelace: 5, [lure]: 1 });
    await judgeHeld(userId, walletId);
    expect(await applyDue(userId, 1_000)).toEqual({ changed: 1, isDone: true });
    expect(await commit(await claim(jobId, 1), 2, { lovelace: -5, [lure]: -1 }, { unasked: false })).toMatchObject({
      isDue: true,
    });
    expect(await applyDue(userId, 1_000)).toEqual({ changed: 1, isDone: true });
    expect(await labelDifferences()).toEqual([]);
    await codeOf(rewind(await claim(jobId, 2), 1, noUsage()));
    expect(await applyDue(userId, 1_000)).toEqual({ changed: 1, isDone: true });
    expect(await labelDifferences()).toEqual([]);
  });
});
