import pg from "pg";
import { beforeEach, describe, expect, test } from "vitest";
import { applyDue } from "@/lib/corrections/apply-due";
import { applyToTransaction } from "@/lib/corrections/apply-corrections";
import { correctTransaction } from "@/lib/corrections/correct-transaction";
import { deleteRule, listRules } from "@/lib/corrections/rules";
import { patchTransactionRequest } from "@/lib/contract/corrections";
import { db } from "@/lib/db";
import { commitStep, noRows } from "@/lib/sync/commit-step";
import { startSync } from "@/lib/sync/start-sync";
import { claimJob } from "@/lib/sync/sync-job-store";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { goingOn } from "@/tests/support/going-on";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, CACHE: "off" }));
beforeEach(emptyTables);

const alike = { actionKey: "contract|in|x", spamKey: "tokens|in|x" } as const;
const hash = (letter: string) => letter.repeat(64);

/** A row as a step commits it. */
const arriving = {
  tx_hash: hash("b"),
  block_height: 2,
  block_hash: "b",
  tx_index: 0,
  tx_timestamp: "2026-01-01T00:00:00Z",
  action: "receive",
  subtype: null,
  direction: "in",
  protocol: null,
  counterparty: null,
  summary: "Received",
  net_lovelace: "0",
  fee: null,
  deposit: "0",
  withdrawal: "0",
  valid: true,
  trace: {},
  listed: true,
  action_key: alike.actionKey,
  spam_key: alike.spamKey,
  scripts: [],
  unasked: false,
  bait: false,
  lured: false,
  lures: null,
  labelled_with: "x",
};

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs `work` while another connection holds what it has not committed, until it is done or waits for just that. */
async function whileHeld<T>(statement: string, values: unknown[], work: () => Promise<T>): Promise<T> {
  const other = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await other.connect();
  await other.query("BEGIN");
  await other.query(statement, values);
  const working = work();
  await Promise.race([working, sleep(1_500)]);
  await other.query("COMMIT");
  await other.end();
  return working;
}

const shown = async () =>
  (await db().transaction.findMany({ orderBy: { blockHeight: "asc" } })).map(({ action }) => action);

// The embedded database does one statement after the other.
describe.skipIf(process.env.TEST_DATABASE_URL === undefined)("What a person says beside other statements", () => {
  test("of one transaction, twice at once: the last word is what is shown", async () => {
    const userId = await addUser();
    const given = { txHash: hash("a"), blockHeight: 1, action: "lock", ownAction: "send" } as const;
    const id = await addTransaction(userId, await addWallet(userId), given);
    await whileHeld("UPDATE transaction SET own_action = 'lock' WHERE id = $1", [id], () =>
      applyToTransaction(userId, id),
    );
    expect(await shown()).toEqual(["lock"]);
  });

  test.each(["made", "taken back"])("a rule %s while a step commits holds for what the step brings", async (how) => {
    const userId = await addUser();
    const walletId = await addWallet(userId);
    const first = await addTransaction(userId, walletId, { txHash: hash("a"), blockHeight: 1, ...alike });
    const makeRule = () =>
      correctTransaction(userId, first, patchTransactionRequest.parse({ action: "lock", scope: "similar" }));
    if (how === "taken back") await makeRule();
    const { id } = await startSync(userId, walletId);
    const job = await claimJob({ jobId: id, seq: 0, epoch: 0 });
    if (job === null) throw new Error("the step is nobody's");
    // A commit of many rows takes long; this one waits for a lock instead.
    const committing: Promise<unknown>[] = [];
    await whileHeld("SELECT 1 FROM wallet WHERE id = $1 FOR UPDATE", [walletId], async () => {
      committing.push(commitStep(job, { ...noRows, transactions: [arriving] }, goingOn));
      await sleep(300);
      const rule = (await listRules(userId))[0];
      await (how === "made" || rule === undefined ? makeRule() : deleteRule(userId, rule.id));
    });
    await Promise.all(committing);
    await applyDue(userId, 5_000);
    const right = how === "made" ? "lock" : "receive";
    expect(await shown()).toEqual([right, right]);
  });
});
