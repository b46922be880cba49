import { afterAll, beforeEach, expect, test } from "vitest";
import { GET as holdings } from "@/app/api/holdings/route";
import { GET as transactions } from "@/app/api/transactions/route";
import { GET as wallets } from "@/app/api/wallets/route";
import { GET as wallet } from "@/app/api/wallets/[id]/route";
import { startQstash } from "@/dev/qstash/server";
import { createGuest } from "@/lib/auth/create-guest";
import { deleteAccount } from "@/lib/auth/delete-account";
import { sessionUser } from "@/lib/auth/session";
import { db, userDb } from "@/lib/db";
import { dueWallets } from "@/lib/refresh/due-wallets";
import { startSync } from "@/lib/sync/start-sync";
import { claimJob } from "@/lib/sync/sync-job-store";
import { deleteWallet } from "@/lib/wallets/delete-wallet";
import { finishRemovals, walletTables } from "@/lib/wallets/finish-removals";
import { goOnRemoving, removeRowsPayload, resumeRemovals } from "@/lib/wallets/remove-rows";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { serveMessages } from "@/tests/support/job-server";
import { codeOf } from "@/tests/support/problem";
import { startTestRedis } from "@/tests/support/redis";
import { addAddress, addTransaction, addUser, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
const queue = await startQstash({ token: "t", currentSigningKey: "sig_test_current", nextSigningKey: "sig_test_next" });
const delivered: unknown[] = [];
const server = await serveMessages(async (name, request) => {
  if (name === "remove-rows") delivered.push(await request.json());
  return new Response();
});
afterAll(async () => {
  await queue.close();
  await server.close();
});
withDatabase(() => ({ ...redis.environment, QSTASH_URL: queue.url, QSTASH_TOKEN: "t", APP_URL: server.url }));
beforeEach(async () => {
  await emptyTables();
  delivered.length = 0;
});

const hash = (number: number) => number.toString(16).padStart(64, "0");
const subject = "stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw";

/** A signed-in user with a synced wallet of three transactions. */
async function owner() {
  const { user, token: session } = await createGuest(new Date());
  const walletId = await addWallet(user.id, { subject });
  for (const number of [1, 2, 3])
    await addTransaction(user.id, walletId, {
      txHash: hash(number),
      blockHeight: number,
      flows: [{ unit: "lovelace", netChange: "5" }],
    });
  await addAddress(user.id, walletId, "addr1", true);
  const finishedAt = new Date(Date.now() - 7_200_000);
  const ended = { status: "completed", stage: "done", scheduledAt: finishedAt, finishedAt };
  await db().syncJob.create({ data: { userId: user.id, walletId, ...ended } });
  return { userId: user.id, session, walletId };
}

/** As a function leaves it that was killed when it had only begun: removed, with every row still there. */
async function removedOwner(minutesAgo: number) {
  const given = await owner();
  const removedAt = new Date(Date.now() - minutesAgo * 60_000);
  await db().removedWallet.create({ data: { userId: given.userId, walletId: given.walletId, removedAt } });
  return given;
}

async function rowsLeft(userId: string): Promise<number> {
  const where = { userId };
  const counts = [
    db().wallet.count({ where }),
    db().transaction.count({ where }),
    db().assetFlow.count({ where }),
    db().walletAddress.count({ where }),
    db().syncJob.count({ where }),
    db().removedWallet.count({ where }),
  ];
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

test("a removed wallet is out of its user's sight while its rows are still there, and nothing is done for it", async () => {
  const { userId, session, walletId } = await removedOwner(0);
  const shown = async (handler: typeof wallets, path: string) =>
    (await (await callRoute(handler, path, { session })).json()) as Record<string, unknown>;
  expect(await shown(wallets, "/api/wallets")).toEqual({ wallets: [], nextCursor: null, total: 0 });
  expect(await shown(transactions, "/api/transactions")).toMatchObject({ transactions: [], total: 0 });
  expect(await shown(holdings, "/api/holdings")).toMatchObject({ holdings: [] });
  const one = await callRoute(wallet, "/", { session, params: { id: walletId } });
  expect(one.status).toBe(404);
  expect(await codeOf(deleteWallet(userId, walletId))).toBe("not_found");
  expect(await codeOf(startSync(userId, walletId))).toBe("not_found");
  expect(await dueWallets(10)).toEqual([]);
  expect(await rowsLeft(userId)).toBe(1 + 3 + 3 + 1 + 1 + 1);
});

test("every table with rows of a wallet hides those of a removed one, and is emptied bit by bit", async () => {
  const tables = await db().$queryRaw<{ name: string; hides: boolean; hangsOn: boolean }[]>`
    SELECT c.relname::text AS name,
      pg_get_expr(p.polqual, c.oid) LIKE '%NOT (wallet_id IN%removed_wallet%' AS hides,
      EXISTS (SELECT 1 FROM pg_constraint t WHERE t.conrelid = c.oid AND t.confrelid = 'transaction'::regclass) AS "hangsOn"
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'wallet_id' AND NOT a.attisdropped
    JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'own_rows'
    WHERE c.relkind = 'r' AND c.relname <> 'removed_wallet' ORDER BY 1`;
  expect(tables.filter(({ hides }) => !hides)).toEqual([]);
  const oneRow = ["token_lookup", "valuation", "wallet_proof"];
  const byItself = tables.filter(({ name, hangsOn }) => !hangsOn && !oneRow.includes(name));
  expect(byItself.map(({ name }) => name)).toEqual(Object.keys(walletTables).sort());
});

test("deleting ends the running chain, leaves nothing, and the address can be followed anew at once", async () => {
  const { userId, walletId } = await owner();
  const { id } = await startSync(userId, walletId);
  await deleteWallet(userId, walletId);
  expect(await rowsLeft(userId)).toBe(0);
  expect(await claimJob({ jobId: id, seq: 0, epoch: 0 })).toBeNull();
  const other = await removedOwner(0);
  await db().wallet.update({ where: { id: other.walletId }, data: { subject: `removed ${other.walletId}` } });
  const again = await addWallet(other.userId, { subject });
  expect(await userDb(other.userId).wallet.findMany({ select: { id: true } })).toEqual([{ id: again }]);
});

test("deleting twice at once is no failure", async () => {
  const userId = await addUser();
  for (const subject of ["stake1a", "stake1b", "stake1c", "stake1d"]) {
    const walletId = await addWallet(userId, { subject });
    const both = await Promise.all(
      [1, 2].map(() => codeOf(deleteWallet(userId, walletId)).catch((error: unknown) => (error as Error).message)),
    );
    expect(both.filter((told) => told !== "not_found" && !told.startsWith("It was fulfilled"))).toEqual([]);
  }
  expect(await db().wallet.count()).toBe(0);
});

test("what a killed function left is gone on with by the sweep's messages", async () => {
  const [killed, young] = [await removedOwner(6), await removedOwner(1)];
  await resumeRemovals();
  await expect.poll(() => delivered).toHaveLength(1);
  const payload = removeRowsPayload.parse(delivered[0]);
  expect(payload).toMatchObject({ userId: killed.userId, round: 0 });
  await goOnRemoving(payload);
  expect([await rowsLeft(killed.userId), await rowsLeft(young.userId)]).toEqual([0, 10]);
  expect(await db().user.count()).toBe(2);
});

test("each statement takes its part, and time that is over ends the work between two of them", async () => {
  const { userId } = await removedOwner(0);
  let statements = 0;
  expect(await finishRemovals(userId, () => (statements += 1) <= 2)).toBe(false);
  expect([statements, await db().transaction.count(), await db().walletAddress.count()]).toEqual([3, 0, 1]);
  expect(await finishRemovals(userId, () => true)).toBe(true);
  expect(await rowsLeft(userId)).toBe(0);
});

test("an account that is deleted lets nobody in while its rows still go", async () => {
  const { userId, session } = await owner();
  await db().tokenMark.create({ data: { userId, unit: "u", ownSpam: true } });
  const stranger = await addUser();
  await db().tokenMark.create({ data: { userId: stranger, unit: "u", ownSpam: true } });
  await deleteAccount(userId);
  expect([await rowsLeft(userId), await sessionUser(session, new Date())]).toEqual([0, null]);
  expect(await db().user.findMany({ select: { id: true } })).toEqual([{ id: stranger }]);
  expect(await db().tokenMark.count()).toBe(1);
});
