import { expect, it } from "vitest";
import { FEATURES } from "@/dev/chain/scenes/catalogue";
import { startChain } from "@/dev/chain/server";
import { Random } from "@/dev/chain/model/random";
import { db } from "@/lib/db";
import { stepPayload } from "@/lib/sync/messages";
import { startKillableJobServer } from "@/tests/support/killable-job-server";
import { withLocalApp } from "@/tests/support/local-app";
import { syncNewWallet } from "@/tests/support/synced-wallet";
import { walletRows } from "@/tests/support/wallet-rows";

const transactions = 300;
/**
 * Without transactions that the account's list misses: who paid a receipt is told by what is known when it is read, and
 * those become known in whichever step has calls left for them.
 */
const features = FEATURES.filter((feature) => feature !== "foreign-paid");
const kills = 3;
const latestKillMs = 700;
/** A bucket of 40 tokens: steps end for want of them, so that there are several to be killed in. */
const budget = { BLOCKFROST_RPS: "150", BLOCKFROST_BURST: "340" };

const startedAt = Date.now();
const chain = await startChain({
  anchor: startedAt,
  now: () => startedAt + (Date.now() - startedAt) * 200,
  latencyMs: 20,
});
const jobServer = await startKillableJobServer();
const served = { ...chain, network: "mainnet", close: () => chain.close() } as const;
withLocalApp(served, { environment: budget, jobServer });

/** Kills the process at a random moment after each of its first deliveries, as many as the queue repeats a message. */
function killAtRandom(random: Random): { readonly steps: readonly number[] } {
  const steps: number[] = [];
  jobServer.onDelivery = (name, body) => {
    if (name !== "sync-wallet" || steps.length === kills) return;
    steps.push(stepPayload.parse(JSON.parse(body)).seq);
    setTimeout(() => void killNow(), random.int(0, latestKillMs));
  };
  return { steps };
}

/** The lease of the dead runs out at once, where production waits some seconds. */
async function killNow(): Promise<void> {
  await jobServer.kill();
  await db().syncJob.updateMany({ where: { finishedAt: null }, data: { leaseUntil: null } });
}

async function synced(stakeAddress: string) {
  const { walletId, processed, status, proof } = await syncNewWallet(stakeAddress, 60_000);
  return { walletId, ended: { processed, status, proof }, rows: await walletRows(walletId) };
}

const seed = process.env.KILL_SEED ?? String(startedAt);

it(`a process killed ${kills} times while it syncs leaves the rows of an undisturbed sync (KILL_SEED=${seed})`, async () => {
  const { stakeAddress } = chain.chain.addWallet({ seed: "killed", transactions, features });
  const { steps } = killAtRandom(new Random(seed));
  const killed = await synced(stakeAddress ?? "");
  jobServer.onDelivery = () => undefined;
  // Else the second sync would find every transaction in our own store.
  await db().rawTransaction.deleteMany();
  const undisturbed = await synced(stakeAddress ?? "");

  expect(steps).toHaveLength(kills);
  expect(undisturbed.ended).toEqual({ processed: transactions, status: "completed", proof: "proven" });
  expect(killed.ended).toEqual(undisturbed.ended);
  expect(killed.rows).toEqual(undisturbed.rows);
}, 90_000);
