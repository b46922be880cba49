import { expect, test } from "vitest";
import { startQstash } from "@/dev/qstash/server";
import { db } from "@/lib/db";
import { firstOfRun } from "@/lib/refresh/messages";
import { keepRefreshSchedule } from "@/lib/refresh/refresh-schedule";
import { refreshWallets } from "@/lib/refresh/refresh-wallets";
import { startSync } from "@/lib/sync/start-sync";
import { withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addUser, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
const queue = await startQstash({ token: "t", currentSigningKey: "sig_test_current", nextSigningKey: "sig_test_next" });
withDatabase(() => ({ ...redis.environment, QSTASH_URL: queue.url, QSTASH_TOKEN: "t", BACKGROUND_REFRESH: "off" }));

test("BACKGROUND_REFRESH=off: no schedule, a message that still comes does nothing, and by hand it goes on", async () => {
  const userId = await addUser();
  const walletId = await addWallet(userId);
  const longAgo = new Date(0);
  await db().syncJob.create({
    data: { userId, walletId, status: "completed", stage: "done", scheduledAt: longAgo, finishedAt: longAgo },
  });
  expect(await keepRefreshSchedule()).toBe(0);
  expect(await refreshWallets(firstOfRun)).toBe("stale");
  expect(await db().syncJob.count({ where: { finishedAt: null } })).toBe(0);
  expect((await startSync(userId, walletId)).status).toBe("queued");
  await queue.close();
});
