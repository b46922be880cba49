import { expect, test } from "vitest";
import type { Job } from "@/lib/contract/job";
import type { WalletRow } from "@/lib/wallets/wallet-rows";
import { proofStatus, walletView } from "@/lib/wallets/wallet-view";

const row: WalletRow = {
  id: "11111111-1111-4111-8111-111111111111",
  label: "Savings",
  address: "addr1x",
  network: "mainnet",
  kind: "account",
  subject: "stake1x",
  addedAt: new Date("2026-01-01T00:00:00Z"),
  lastSyncedAt: new Date("2026-01-02T00:00:00Z"),
  tipHeight: 100,
  namesDue: true,
  valuation: null,
  proofStatus: "proven",
  proofHeight: 99,
  proofCheckedAt: new Date("2026-01-02T00:00:01Z"),
  assetCount: 3,
  quarantined: 1,
  jobId: "22222222-2222-4222-8222-222222222222",
};

const job: Job = {
  id: "22222222-2222-4222-8222-222222222222",
  walletId: row.id,
  status: "waiting",
  stage: "transactions",
  processed: 40,
  total: 80,
  percent: 50,
  etaSeconds: 4,
  resumesAt: null,
  waitingFor: "rate_limit",
  attempts: 1,
  error: null,
  usage: { blockfrostCalls: 1, koiosCalls: 0, messages: 1, redisCommands: 1, dbStatements: 1 },
  startedAt: null,
  finishedAt: null,
};

test("an account with its job and proof", () => {
  expect(walletView(row, job)).toEqual({
    id: row.id,
    label: "Savings",
    address: "addr1x",
    stakeAddress: "stake1x",
    network: "mainnet",
    addedAt: "2026-01-01T00:00:00.000Z",
    sync: {
      jobId: job.id,
      status: "waiting",
      processed: 40,
      total: 80,
      percent: 50,
      etaSeconds: 4,
      lastSyncedAt: "2026-01-02T00:00:00.000Z",
      tipHeight: 100,
      error: null,
      namesDue: true,
    },
    proof: { status: "proven", height: 99, checkedAt: "2026-01-02T00:00:01.000Z", assetCount: 3, quarantined: 1 },
  });
});

test("one address has no stake address; without a job it is as it was last", () => {
  const view = walletView({ ...row, kind: "address", jobId: null }, null);
  expect([view.stakeAddress, view.sync.jobId, view.sync.status]).toEqual([null, null, "completed"]);
  expect(walletView({ ...row, lastSyncedAt: null, jobId: null }, null).sync.status).toBe("queued");
});

test.each([
  [null, null, null, "pending"],
  ["proven", null, "running", "pending"],
  ["diverged", null, "queued", "pending"],
  ["proven", row.lastSyncedAt, "running", "proven"],
  ["diverged", row.lastSyncedAt, "completed", "diverged"],
  ["proven", null, "failed", "proven"],
] as const)("proof %s, last synced %s, job %s is %s", (stored, lastSyncedAt, status, expected) => {
  expect(proofStatus(stored, lastSyncedAt, status)).toBe(expected);
});
