import { afterAll, beforeEach, expect, test } from "vitest";
import { GET } from "@/app/api/cron/sweep/route";
import { startQstash } from "@/dev/qstash/server";
import { db } from "@/lib/db";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { serveMessages } from "@/tests/support/job-server";
import { addUser, addWallet } from "@/tests/support/rows";

const queue = await startQstash({
  token: "t",
  currentSigningKey: "sig_test_current",
  nextSigningKey: "sig_test_next",
});
const delivered: unknown[] = [];
const server = await serveMessages(async (name, request) => {
  delivered.push({ name, ...((await request.json()) as object) });
  return new Response();
});
withDatabase(() => ({
  CRON_SECRET: "a secret of this deployment",
  APP_URL: server.url,
  QSTASH_URL: queue.url,
  QSTASH_TOKEN: queue.token,
}));
afterAll(async () => {
  await queue.close();
  await server.close();
});
beforeEach(emptyTables);

const sweep = async (authorization?: string) => {
  const headers = authorization === undefined ? {} : { authorization };
  const response = await callRoute(GET, "/api/cron/sweep", { headers });
  const { revived, code } = (await response.json()) as { revived?: number; code?: string };
  return [response.status, revived ?? code];
};

test("only the deployment's own schedule may sweep", async () => {
  expect(await sweep()).toEqual([401, "unauthenticated"]);
  expect(await sweep("Bearer another")).toEqual([401, "unauthenticated"]);
  expect(await sweep("Bearer a secret of this deployment")).toEqual([200, 0]);
});

interface Owned {
  readonly userId: string;
  readonly walletId: string;
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test("what lost its message is brought back, and what waits or is at work is left alone", async () => {
  delivered.length = 0;
  const owners = [await addUser(), await addUser(), await addUser(), await addUser()];
  const wallets = await Promise.all(owners.map(async (userId) => ({ userId, walletId: await addWallet(userId) })));
  const [lost, waiting, done, crashed] = wallets as [Owned, Owned, Owned, Owned];
  await db().tokenLookup.createMany({
    data: [
      // Committed with the sync's end, and the function died before it published.
      { ...lost, seq: 4, publishedSeq: 3, dueAt: minutesAgo(30) },
      { ...waiting, seq: 2, publishedSeq: 1, dueAt: minutesAgo(-30) },
      { ...done, seq: 9, publishedSeq: 8, dueAt: null },
    ],
  });
  const running = { fingerprint: rulesFingerprint, status: "checking", total: 10, seq: 3, epoch: 1, publishedSeq: 2 };
  const relabel = await db().relabel.create({ data: { ...running, userId: lost.userId, updatedAt: minutesAgo(5) } });
  await db().relabel.create({ data: { ...running, userId: waiting.userId, updatedAt: new Date() } });
  await db().relabel.create({
    data: { ...running, userId: done.userId, updatedAt: minutesAgo(5), fingerprint: "rules of another version" },
  });
  const { id: jobId } = await db().syncJob.create({
    data: {
      ...crashed,
      activeWalletId: crashed.walletId,
      status: "running",
      stage: "listing",
      seq: 2,
      progressedAt: minutesAgo(9),
    },
  });

  expect(await sweep("Bearer a secret of this deployment")).toEqual([200, 3]);
  await expect.poll(() => delivered).toHaveLength(3);
  expect(delivered).toEqual(
    expect.arrayContaining([
      { name: "fetch-tokens", walletId: lost.walletId, seq: 5, v: 2 },
      { name: "relabel", relabelId: relabel.id, seq: 3, epoch: 2, v: 1 },
      { name: "sync-wallet", jobId, seq: 2, epoch: 1, v: 2 },
    ]),
  );
});
