import { beforeEach, expect, test } from "vitest";
import { GET as list } from "@/app/api/issues/route";
import { DELETE as putBack, POST as dismiss } from "@/app/api/issues/[id]/dismiss/route";
import { POST as retry } from "@/app/api/issues/[id]/retry/route";
import { createGuest } from "@/lib/auth/create-guest";
import { db } from "@/lib/db";
import { issuesAnswer, type IssuesAnswer } from "@/lib/contract/issues";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

const at = (day: number) => new Date(Date.UTC(2026, 0, day));

async function signIn() {
  const { user, token } = await createGuest(new Date());
  return { userId: user.id, session: token };
}

async function addQuarantined(userId: string, walletId: string): Promise<string> {
  const { id } = await db().quarantinedTransaction.create({
    data: {
      userId,
      walletId,
      txHash: "ab".repeat(32),
      blockHeight: 7,
      txIndex: 0,
      txTimestamp: at(1),
      createdAt: at(4),
      raw: {},
      error: "unknown certificate",
      decoderVersion: 1,
    },
  });
  return id;
}

async function addJob(userId: string, walletId: string, given: object): Promise<string> {
  const { id } = await db().syncJob.create({
    data: { userId, walletId, stage: "transactions", status: "failed", ...given },
  });
  return id;
}

async function addDifference(userId: string, walletId: string, checkedAt: Date): Promise<void> {
  const first = { unit: "lovelace", computed: "5", onChain: "7", difference: "-2", reason: "An output is missing." };
  await db().walletProof.upsert({
    where: { walletId },
    create: {
      userId,
      walletId,
      status: "diverged",
      height: 9,
      blockHash: "b".repeat(64),
      checkedAt,
      assets: [],
      firstDivergence: first,
    },
    update: { checkedAt },
  });
}

async function issuesOf(session: string): Promise<IssuesAnswer> {
  const response = await callRoute(list, "/api/issues", { session });
  return issuesAnswer.parse(await response.json());
}

const idsOf = async (session: string) => (await issuesOf(session)).issues.map(({ id }) => id);

const post = (handler: typeof dismiss, id: string, session: string, method = "POST") =>
  callRoute(handler, `/api/issues/${id}`, { method, session, params: { id } });

/** One wallet of each kind of trouble. */
async function inTrouble() {
  const { userId, session } = await signIn();
  const subjects = ["stake1a", "stake1b", "stake1c", "stake1d"];
  const [a = "", b = "", c = "", d = ""] = await Promise.all(subjects.map((subject) => addWallet(userId, { subject })));
  const quarantined = await addQuarantined(userId, a);
  const failed = await addJob(userId, b, {
    finishedAt: at(3),
    errorCode: "rollback_too_deep",
    errorDetail: "Rolled back too deep.",
  });
  const waiting = await addJob(userId, c, {
    status: "waiting",
    activeWalletId: c,
    waitingFor: "daily_quota",
    resumesAt: at(5),
    progressedAt: at(2),
  });
  await addDifference(userId, d, at(1));
  return { userId, session, wallets: { a, b, c, d }, ids: { quarantined, failed, waiting } };
}

test("lists what went wrong and what waits, newest first, with reason and next step", async () => {
  const { session, wallets, ids } = await inTrouble();
  expect(await issuesOf(session)).toEqual({
    attention: 3,
    notExplained: 0,
    issues: [
      {
        id: ids.quarantined,
        kind: "quarantined_transaction",
        walletId: wallets.a,
        at: "2026-01-04T00:00:00.000Z",
        txHash: "ab".repeat(32),
        code: null,
        reason:
          "This transaction could not be read and is left out of every sum. The decoder says: unknown certificate",
        next: "Try again, or leave it: a newer version of this app reads it by itself. Dismissing only hides it here.",
        resumesAt: null,
        actions: ["retry", "dismiss"],
      },
      {
        id: ids.failed,
        kind: "sync_failed",
        walletId: wallets.b,
        at: "2026-01-03T00:00:00.000Z",
        txHash: null,
        code: "rollback_too_deep",
        reason: "Rolled back too deep.",
        next: "Start a full re-sync: it reads the whole history again.",
        resumesAt: null,
        actions: ["full_resync", "dismiss"],
      },
      {
        id: ids.waiting,
        kind: "sync_waiting",
        walletId: wallets.c,
        at: "2026-01-02T00:00:00.000Z",
        txHash: null,
        code: null,
        reason: "Today's share of Blockfrost calls is used up.",
        next: "Nothing to do: it goes on by itself, and you can close this page.",
        resumesAt: "2026-01-05T00:00:00.000Z",
        actions: [],
      },
      {
        id: wallets.d,
        kind: "proof_diverged",
        walletId: wallets.d,
        at: "2026-01-01T00:00:00.000Z",
        txHash: null,
        code: null,
        reason: "Our sums differ from the chain's own balances. An output is missing.",
        next: "Check again first. If the difference stays, a full re-sync reads the whole history anew.",
        resumesAt: null,
        actions: ["retry", "full_resync", "dismiss"],
      },
    ],
  });
});

test("a failed sync is no issue any more once a later one has begun", async () => {
  const { userId, session } = await signIn();
  const walletId = await addWallet(userId);
  await addJob(userId, walletId, { scheduledAt: at(1), finishedAt: at(1) });
  await addJob(userId, walletId, { scheduledAt: at(2), status: "completed", finishedAt: at(2) });
  expect(await issuesOf(session)).toEqual({ issues: [], attention: 0, notExplained: 0 });
});

test("dismissed issues leave the list, come back when that is undone, and leave the rest alone", async () => {
  const { session, wallets, ids } = await inTrouble();
  for (const id of [ids.quarantined, ids.failed, wallets.d])
    expect((await post(dismiss, id, session)).status).toBe(204);
  expect(await idsOf(session)).toEqual([ids.waiting]);
  for (const id of [ids.quarantined, wallets.d]) await post(putBack, id, session, "DELETE");
  expect(await idsOf(session)).toEqual([ids.quarantined, ids.waiting, wallets.d]);
});

test("a dismissed difference is shown again when the next comparison finds it", async () => {
  const { userId, session } = await signIn();
  const walletId = await addWallet(userId);
  await addDifference(userId, walletId, at(1));
  await post(dismiss, walletId, session);
  expect(await idsOf(session)).toEqual([]);
  await addDifference(userId, walletId, new Date(Date.now() + 60_000));
  expect(await idsOf(session)).toEqual([walletId]);
});

test("trying again starts a sync of the issue's wallet: a full one where the chain was rolled back too deep", async () => {
  const { session, wallets, ids } = await inTrouble();
  const started = [];
  for (const id of [ids.quarantined, ids.failed, wallets.d]) {
    const response = await post(retry, id, session);
    const { job } = (await response.json()) as { job: { id: string; walletId: string } };
    const { isFull } = await db().syncJob.findUniqueOrThrow({ where: { id: job.id } });
    started.push({ status: response.status, walletId: job.walletId, isFull });
  }
  expect(started).toEqual([
    { status: 202, walletId: wallets.a, isFull: false },
    { status: 202, walletId: wallets.b, isFull: true },
    { status: 202, walletId: wallets.d, isFull: false },
  ]);
  const { decoderVersion } = await db().quarantinedTransaction.findUniqueOrThrow({ where: { id: ids.quarantined } });
  expect(decoderVersion).toBe(0);
});

test("another user's issues are not found, and neither is what is none", async () => {
  const { wallets, ids } = await inTrouble();
  const { session } = await signIn();
  expect(await issuesOf(session)).toEqual({ issues: [], attention: 0, notExplained: 0 });
  for (const id of [ids.quarantined, ids.failed, wallets.d, "x"]) {
    expect((await post(retry, id, session)).status).toBe(404);
    expect((await post(dismiss, id, session)).status).toBe(404);
    expect((await post(putBack, id, session, "DELETE")).status).toBe(404);
  }
});

test("a waiting sync cannot be dismissed", async () => {
  const { session, ids } = await inTrouble();
  expect((await post(dismiss, ids.waiting, session)).status).toBe(404);
});

test("transactions that are not explained are counted, the newest are listed, and nothing needs to be done about them", async () => {
  const { userId, session } = await signIn();
  const walletId = await addWallet(userId);
  const failure = { by: "pool_trade", reason: "no such field" };
  const unexplained = (height: number, given: object = {}) =>
    addTransaction(userId, walletId, {
      txHash: height.toString(16).padStart(64, "0"),
      blockHeight: height,
      txTimestamp: new Date(at(1).getTime() + height * 1_000),
      action: "unclassified",
      trace: { rule: "unclassified", version: 1, facts: [], failure },
      ...given,
    });
  const ids: string[] = [];
  for (let height = 0; height < 25; height += 1) ids.unshift(await unexplained(height));
  await unexplained(90, { action: "direct_swap", ownAction: "direct_swap" });
  await unexplained(91, { spam: true });
  await unexplained(92, { trace: { rule: "unclassified", version: 1, facts: [] } });

  const { issues, ...counts } = await issuesOf(session);
  expect(counts).toEqual({ attention: 0, notExplained: 25 });
  expect(issues.map(({ id }) => id)).toEqual(ids.slice(0, 20));
  expect(issues[0]).toEqual({
    id: ids[0],
    kind: "not_explained",
    walletId,
    at: "2026-01-01T00:00:24.000Z",
    txHash: "18".padStart(64, "0"),
    code: null,
    reason: "This transaction is in every sum, but what it was could not be told. pool_trade failed: no such field",
    next: "Nothing to do: newer rules explain it. You can also say yourself what it was, on its own page.",
    resumesAt: null,
    actions: [],
  });
  for (const handler of [dismiss, retry]) expect((await post(handler, ids[0] ?? "", session)).status).toBe(404);
  expect(await issuesOf((await signIn()).session)).toEqual({ issues: [], attention: 0, notExplained: 0 });
});
