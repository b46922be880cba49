import { beforeEach, describe, expect, test } from "vitest";
import { DELETE as deleteAccount } from "@/app/api/account/route";
import { GET as exportAccount } from "@/app/api/account/export/route";
import { DELETE as signOutEverywhere, GET as listDevices } from "@/app/api/devices/route";
import { DELETE as signOutDevice } from "@/app/api/devices/[id]/route";
import { GET as whoAmI } from "@/app/api/session/route";
import { createGuest } from "@/lib/auth/create-guest";
import { sessionUser, startSession } from "@/lib/auth/session";
import { db } from "@/lib/db";
import type { Device } from "@/lib/contract/session";
import { eventStreamKey } from "@/lib/realtime/event-stream-key";
import { publishEvent } from "@/lib/realtime/publish-event";
import { redis as redisClient } from "@/lib/redis";
import { runStep } from "@/lib/sync/run-step";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

async function guest(device = "Firefox on Linux") {
  const { user, token } = await createGuest(new Date(), device);
  return { id: user.id, session: token };
}

const begin = (userId: string, device: string, now = new Date()) =>
  startSession(userId, { device, now, replaces: null });
const stateOf = async (session: string) => (await callRoute(whoAmI, "/", { session })).status;
const devicesOf = async (session: string) =>
  ((await (await callRoute(listDevices, "/", { session })).json()) as { devices: Device[] }).devices;

describe("devices", () => {
  test("are listed, last seen first, with the one that asks", async () => {
    const { id, session } = await guest();
    await begin(id, "Safari on iOS", new Date(Date.now() - 3_600_000));
    const devices = await devicesOf(session);
    expect(devices.map(({ device, current }) => ({ device, current }))).toEqual([
      { device: "Firefox on Linux", current: true },
      { device: "Safari on iOS", current: false },
    ]);
    expect(JSON.stringify(devices)).not.toContain("oken");
  });

  test("can be signed out one by one, or all at once", async () => {
    const { id, session } = await guest();
    const other = await begin(id, "Safari on iOS");
    const third = await begin(id, "Edge on Windows");
    const stranger = await guest();
    const otherId = (await devicesOf(session)).find(({ device }) => device === "Safari on iOS")?.id ?? "";
    const signOut = (by: string) =>
      callRoute(signOutDevice, "/", { method: "DELETE", session: by, params: { id: otherId } });
    expect((await signOut(stranger.session)).status).toBe(404);
    expect((await signOut(session)).status).toBe(204);
    expect([await stateOf(other), await stateOf(third), await stateOf(session)]).toEqual([401, 200, 200]);
    const everywhere = await callRoute(signOutEverywhere, "/", { method: "DELETE", session });
    expect([everywhere.status, everywhere.headers.get("set-cookie")?.startsWith("session=;")]).toEqual([204, true]);
    const states = [await stateOf(third), await stateOf(session), await stateOf(stranger.session)];
    expect(states).toEqual([401, 401, 200]);
  });

  test("end when they were not seen for thirty days, and after ninety in any case", async () => {
    const { session } = await guest();
    const start = (await db().session.findFirstOrThrow()).lastSeenAt.getTime();
    const day = 24 * 60 * 60_000;
    const aliveOn = async (days: number) => (await sessionUser(session, new Date(start + days * day))) !== null;
    expect([await aliveOn(29), await aliveOn(58), await aliveOn(89)]).toEqual([true, true, false]);
    await db().session.updateMany({ data: { lastSeenAt: new Date(start + 89 * day) } });
    expect([await aliveOn(89.9), await aliveOn(90.1)]).toEqual([true, false]);
  });
});

describe("deleting the account", () => {
  test("leaves nothing of it, in Postgres and in Redis, and everything of the others; a running chain ends", async () => {
    const [gone, kept] = [await guest(), await guest()];
    const jobs = [];
    for (const { id } of [gone, kept]) {
      const walletId = await addWallet(id);
      await addTransaction(id, walletId, {
        txHash: "a",
        blockHeight: 1,
        flows: [{ unit: "lovelace", netChange: "1" }],
      });
      const job = await db().syncJob.create({
        data: { userId: id, walletId, activeWalletId: walletId, status: "running", stage: "transactions" },
      });
      await db().outboxMessage.create({
        data: { userId: id, jobId: job.id, name: "sync", payload: {}, notBefore: new Date() },
      });
      await publishEvent(id, "wallet.updated", { walletId });
      jobs.push(job.id);
    }
    const answer = await callRoute(deleteAccount, "/", { method: "DELETE", session: gone.session });
    expect([answer.status, answer.headers.get("set-cookie")?.startsWith("session=;")]).toEqual([204, true]);

    const owners = await db().$queryRaw<{ owner: string }[]>`
      SELECT id::text AS owner FROM "user" UNION ALL SELECT user_id::text FROM session UNION ALL SELECT user_id::text FROM wallet
      UNION ALL SELECT user_id::text FROM transaction UNION ALL SELECT user_id::text FROM asset_flow
      UNION ALL SELECT user_id::text FROM sync_job UNION ALL SELECT user_id::text FROM outbox_message`;
    expect(owners).toEqual(Array(7).fill({ owner: kept.id }));
    const keys = await redisClient().keys(eventStreamKey("*"));
    const ofTheTwo = [gone, kept].map(({ id }) => eventStreamKey(id)).filter((key) => keys.includes(key));
    expect(ofTheTwo).toEqual([eventStreamKey(kept.id)]);
    expect(await runStep({ jobId: jobs[0] ?? "", seq: 0, epoch: 0, v: 2 })).toBe("stale");
    expect([await stateOf(gone.session), await stateOf(kept.session)]).toEqual([401, 200]);
  });
});

describe("the export", () => {
  test("holds what is stored of the user, page by page, and no hash of a secret", async () => {
    const { id, session } = await guest();
    const walletId = await addWallet(id, { label: "Savings", withdrawable: "12345678901234567890" });
    await db().$executeRaw`
      INSERT INTO transaction (user_id, wallet_id, tx_hash, block_height, tx_index, tx_timestamp, action, direction, summary, net_lovelace, valid, trace)
      SELECT ${id}::uuid, ${walletId}::uuid, i::text, i, 0, now(), 'receive', 'in', 'x', 9007199254740993, true, '{}' FROM generate_series(1, 1001) i`;
    const stranger = await guest();
    await addWallet(stranger.id, { label: "Not mine" });
    const answer = await callRoute(exportAccount, "/", { session });
    const text = await answer.text();
    const document = JSON.parse(text) as Record<
      string,
      { label?: string; withdrawable?: string; netLovelace?: string }[]
    >;
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="[\w-]+\.json"$/);
    expect(Object.fromEntries(Object.entries(document).map(([name, rows]) => [name, rows.length]))).toEqual({
      exportedAt: 24,
      user: 1,
      signInKeys: 0,
      devices: 1,
      securityEvents: 0,
      wallets: 1,
      addresses: 0,
      transactions: 1001,
      balances: 0,
      editsInWaiting: 0,
      eventCorrections: 0,
      correctionRules: 0,
      tokenMarks: 0,
      contractNames: 0,
      ownPrices: 0,
      accountingSettings: 0,
      exportNumbers: 0,
      addressBook: 0,
      openingLots: 0,
      watchedTokens: 0,
      keyWords: 0,
      relabelings: 0,
      rewards: 0,
      activeStakes: 0,
      proofs: 0,
      holdingsSnapshots: 0,
      valuations: 0,
      wantedPrices: 0,
      tokenLookups: 0,
      blocksSeen: 0,
      quarantined: 0,
      syncs: 0,
    });
    expect(document.wallets?.[0]).toMatchObject({ label: "Savings", withdrawable: "12345678901234567890" });
    expect(document.transactions?.[1000]?.netLovelace).toBe("9007199254740993");
    expect(text).not.toMatch(/Not mine|[hH]ash":"[0-9a-f]{64}"/);
  });
});
