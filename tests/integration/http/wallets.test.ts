import { beforeEach, describe, expect, test } from "vitest";
import { GET as list } from "@/app/api/wallets/route";
import { DELETE as remove, GET as get, PATCH as patch } from "@/app/api/wallets/[id]/route";
import { GET as proof } from "@/app/api/wallets/[id]/proof/route";
import { createGuest } from "@/lib/auth/create-guest";
import { walletsAnswer } from "@/lib/contract/wallet";
import { db } from "@/lib/db";
import { problem } from "@/lib/contract/problem";
import { wallet as walletContract, type Wallet } from "@/lib/contract/wallet";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

async function signIn() {
  const { user, token } = await createGuest(new Date());
  return { userId: user.id, session: token };
}

function addJob(userId: string, walletId: string, scheduledAt: string, given: object = {}) {
  return db().syncJob.create({
    data: { userId, walletId, status: "completed", stage: "done", scheduledAt: new Date(scheduledAt), ...given },
  });
}

function addProof(userId: string, walletId: string) {
  const asset = { unit: "lovelace", computed: "5", onChain: "7", difference: "-2" };
  return db().walletProof.create({
    data: {
      userId,
      walletId,
      status: "diverged",
      height: 90,
      blockHash: "b".repeat(64),
      checkedAt: new Date("2026-01-03T00:00:00Z"),
      assets: [asset, { unit: "x", computed: "1", onChain: "1", difference: "0" }],
      withdrawals: { computed: "3", onChain: "3", difference: "0" },
      firstDivergence: { ...asset, reason: "missing output" },
    },
  });
}

function quarantine(userId: string, walletId: string, txHash: string, status: string) {
  return db().quarantinedTransaction.create({
    data: {
      userId,
      walletId,
      txHash,
      status,
      blockHeight: 1,
      txIndex: 0,
      txTimestamp: new Date(),
      raw: {},
      error: "x",
      decoderVersion: 1,
    },
  });
}

const plain = (id: string, given: Partial<Wallet> = {}): Wallet => ({
  id,
  label: null,
  address: "addr1test",
  stakeAddress: "stake1test",
  network: "mainnet",
  addedAt: "2026-01-01T00:00:00.000Z",
  sync: {
    jobId: null,
    status: "queued",
    processed: 0,
    total: null,
    percent: null,
    etaSeconds: null,
    lastSyncedAt: null,
    tipHeight: null,
    error: null,
    namesDue: false,
  },
  proof: { status: "pending", height: null, checkedAt: null, assetCount: 0, quarantined: 0 },
  ...given,
});

const addedAt = new Date("2026-01-01T00:00:00Z");

test("tells that names are being looked up, unless that waits for longer than a page does", async () => {
  const { userId, session } = await signIn();
  const dueIn = async (seconds: number | null) => {
    const dueAt = seconds === null ? null : new Date(Date.now() + seconds * 1_000);
    await db().tokenLookup.updateMany({ data: { dueAt } });
    const { wallets } = (await (await callRoute(list, "/api/wallets", { session })).json()) as { wallets: Wallet[] };
    return wallets.map(({ sync }) => sync.namesDue);
  };
  const walletId = await addWallet(userId);
  expect(await dueIn(0)).toEqual([false]);
  await db().tokenLookup.create({ data: { walletId, userId } });
  expect([await dueIn(0), await dueIn(20), await dueIn(null), await dueIn(600), await dueIn(-600)]).toEqual([
    [true],
    [true],
    [false],
    [false],
    [false],
  ]);
});

test("lists wallets with the newest job, the proof and what needs attention", async () => {
  const { userId, session } = await signIn();
  const first = await addWallet(userId, { addedAt, label: "Savings", lastSyncedAt: addedAt, tipHeight: 95 });
  const second = await addWallet(userId, {
    addedAt: new Date("2026-01-02T00:00:00Z"),
    kind: "address",
    subject: "addr1b",
  });
  await addJob(userId, first, "2026-01-01T00:00:00Z", { status: "completed", processed: 9, total: 9 });
  const newest = await addJob(userId, first, "2026-01-02T00:00:00Z", {
    status: "failed",
    stage: "transactions",
    processed: 4,
    total: 8,
    errorCode: "chain_quota_exhausted",
    errorDetail: "Tomorrow",
    finishedAt: new Date(),
  });
  await addProof(userId, first);
  await quarantine(userId, first, "q1", "open");
  await quarantine(userId, first, "q2", "open");
  await quarantine(userId, first, "q3", "dismissed");

  const answer = await callRoute(list, "/api/wallets", { session });
  expect([answer.status, await answer.json()]).toEqual([
    200,
    {
      nextCursor: null,
      total: 2,
      wallets: [
        plain(first, {
          label: "Savings",
          sync: {
            jobId: newest.id,
            status: "failed",
            processed: 4,
            total: 8,
            percent: 50,
            etaSeconds: null,
            lastSyncedAt: "2026-01-01T00:00:00.000Z",
            tipHeight: 95,
            error: { code: "chain_quota_exhausted", detail: "Tomorrow" },
            namesDue: false,
          },
          proof: {
            status: "diverged",
            height: 90,
            checkedAt: "2026-01-03T00:00:00.000Z",
            assetCount: 2,
            quarantined: 2,
          },
        }),
        plain(second, { addedAt: "2026-01-02T00:00:00.000Z", stakeAddress: null }),
      ],
    },
  ]);
});

test("gives one wallet, and the same body of the contract", async () => {
  const { userId, session } = await signIn();
  const id = await addWallet(userId, { addedAt });
  const answer = await callRoute(get, `/api/wallets/${id}`, { session, params: { id } });
  const body: unknown = await answer.json();
  expect([answer.status, body]).toEqual([200, plain(id)]);
  expect(walletContract.parse(body)).toEqual(body);
});

test("a label is given, trimmed, and taken away", async () => {
  const { userId, session } = await signIn();
  const id = await addWallet(userId, { addedAt });
  const rename = (body: object) =>
    callRoute(patch, `/api/wallets/${id}`, { method: "PATCH", session, params: { id }, body });
  const named = await rename({ label: "  Cold wallet " });
  expect([named.status, await named.json()]).toEqual([200, plain(id, { label: "Cold wallet" })]);
  expect(await (await rename({ label: null })).json()).toEqual(plain(id));
  expect(await (await rename({ label: " " })).json()).toEqual(plain(id));
  const bad = await Promise.all([rename({}), rename({ label: "x".repeat(81) }), rename({ label: "x", userId })]);
  expect(bad.map(({ status }) => status)).toEqual([400, 400, 400]);
});

test("deletion leaves nothing of the wallet and everything of the others", async () => {
  const { userId, session } = await signIn();
  const [gone, kept] = [
    await addWallet(userId, { addedAt }),
    await addWallet(userId, { addedAt, subject: "stake1kept" }),
  ];
  for (const walletId of [gone, kept]) {
    await addTransaction(userId, walletId, {
      txHash: "a",
      blockHeight: 1,
      flows: [{ unit: "lovelace", netChange: "1" }],
    });
    const { id: jobId } = await addJob(userId, walletId, "2026-01-01T00:00:00Z");
    await db().outboxMessage.create({ data: { userId, jobId, name: "sync", payload: {}, notBefore: new Date() } });
    await addProof(userId, walletId);
    await quarantine(userId, walletId, "q", "open");
  }
  const answer = await callRoute(remove, `/api/wallets/${gone}`, { method: "DELETE", session, params: { id: gone } });
  expect([answer.status, await answer.text()]).toEqual([204, ""]);
  const left = await Promise.all([
    db().wallet.findMany({ select: { id: true } }),
    db().transaction.count(),
    db().assetFlow.count(),
    db().syncJob.count(),
    db().outboxMessage.count(),
    db().walletProof.count(),
    db().quarantinedTransaction.count(),
  ]);
  expect(left).toEqual([[{ id: kept }], 1, 1, 1, 1, 1, 1]);
  const again = await callRoute(remove, `/api/wallets/${gone}`, { method: "DELETE", session, params: { id: gone } });
  expect(again.status).toBe(404);
});

describe("proof", () => {
  const read = async (session: string, id: string): Promise<unknown> =>
    (await callRoute(proof, "/", { session, params: { id } })).json();

  test("is shown asset by asset", async () => {
    const { userId, session } = await signIn();
    const id = await addWallet(userId, { lastSyncedAt: addedAt });
    await addProof(userId, id);
    const asset = { unit: "lovelace", computed: "5", onChain: "7", difference: "-2" };
    expect(await read(session, id)).toEqual({
      status: "diverged",
      height: 90,
      blockHash: "b".repeat(64),
      checkedAt: "2026-01-03T00:00:00.000Z",
      assets: [asset, { unit: "x", computed: "1", onChain: "1", difference: "0" }],
      withdrawals: { computed: "3", onChain: "3", difference: "0" },
      firstDivergence: { ...asset, reason: "missing output" },
    });
  });

  test("is pending before there is one, and while the first sync runs", async () => {
    const { userId, session } = await signIn();
    const id = await addWallet(userId);
    expect(await read(session, id)).toEqual({
      status: "pending",
      height: null,
      blockHash: null,
      checkedAt: null,
      assets: [],
      withdrawals: null,
      firstDivergence: null,
    });
    await addProof(userId, id);
    await addJob(userId, id, "2026-01-01T00:00:00Z", { status: "waiting", activeWalletId: id });
    expect(await read(session, id)).toMatchObject({ status: "pending", height: 90 });
  });
});

describe("another user", () => {
  const calls = [
    ["GET wallet", get, "GET"],
    ["PATCH wallet", patch, "PATCH"],
    ["DELETE wallet", remove, "DELETE"],
    ["GET proof", proof, "GET"],
  ] as const;

  test.each(calls)("%s: gets the same NotFound as for a wallet that is nobody's", async (_name, handler, method) => {
    const owner = await signIn();
    const id = await addWallet(owner.userId, { addedAt });
    const { session } = await signIn();
    const body = method === "PATCH" ? { body: { label: "mine now" } } : {};
    const ask = async (walletId: string) => {
      const answer = await callRoute(handler, "/", { method, session, params: { id: walletId }, ...body });
      const { requestId: _own, ...rest } = problem.parse(await answer.json());
      return rest;
    };
    const expected = {
      type: "urn:problem:not_found",
      title: "Not found",
      status: 404,
      detail: "There is no such wallet.",
      code: "not_found",
    };
    expect([await ask(id), await ask("99999999-9999-4999-8999-999999999999"), await ask("nonsense")]).toEqual([
      expected,
      expected,
      expected,
    ]);
    expect(await db().wallet.findMany({ select: { id: true, label: true } })).toEqual([{ id, label: null }]);
  });

  test("does not find it in the list, and nobody gets one without signing in", async () => {
    const owner = await signIn();
    await addWallet(owner.userId);
    const { session } = await signIn();
    expect(await (await callRoute(list, "/api/wallets", { session })).json()).toEqual({
      wallets: [],
      nextCursor: null,
      total: 0,
    });
    expect((await callRoute(list, "/api/wallets")).status).toBe(401);
  });

  test("reads the list page by page, each wallet once and none of a page is longer than asked for", async () => {
    const { userId, session } = await signIn();
    const addedAt = new Date("2026-01-01T00:00:00Z");
    for (let nth = 0; nth < 7; nth += 1) await addWallet(userId, { subject: `s${nth}`, label: `${nth}`, addedAt });
    const pages: string[][] = [];
    for (let cursor = ""; pages.length < 9;) {
      const answer = await callRoute(list, `/api/wallets?limit=3${cursor}`, { session });
      const { wallets, nextCursor, total } = walletsAnswer.parse(await answer.json());
      pages.push(wallets.map(({ label }) => label ?? ""));
      expect(total).toBe(7);
      if (nextCursor === null) break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(pages.flat().sort()).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
    const status = async (query: string) => (await callRoute(list, `/api/wallets?${query}`, { session })).status;
    const bad = ["limit=201", "limit=0", "cursor=x", "cursor=999999999999999.------------------------------------"];
    expect(await Promise.all(bad.map(status))).toEqual([400, 400, 400, 400]);
  });
});
