import { isDeepStrictEqual } from "node:util";
import { startPostgres } from "@/dev/postgres/server";
import { db } from "@/lib/db";
import { firstOfRun } from "@/lib/refresh/messages";
import { refreshWallets } from "@/lib/refresh/refresh-wallets";
import { startSync } from "@/lib/sync/start-sync";
import { addWallet } from "@/lib/wallets/add-wallet";
import { openBench } from "@/tests/simulation/bench";
import { tamperingOf } from "@/tests/simulation/mutants";
import { readRows } from "@/tests/simulation/rows";
import { requestNow } from "@/tests/simulation/tell";
import type { World } from "@/tests/simulation/world";
import { mostAheadOf } from "./call-rate";
import { copyWallets } from "./copy-wallets";
import { chain } from "./measure-sync";

const hourMs = 3_600_000;

export interface RefreshFigures {
  readonly wallets: number;
  /** Virtual seconds from the first request to the end of the last refresh. */
  readonly seconds: number;
  /** Of a single refresh, from its request to its end. */
  readonly p50Seconds: number;
  readonly p95Seconds: number;
  readonly blockfrostCalls: number;
  readonly messages: number;
  readonly redisCommands: number;
  readonly dbStatements: number;
  /** Calls beyond 10 a second that the chain ever had to bear. */
  readonly mostAhead: number;
  readonly notCompleted: number;
}

export interface LoadFigures {
  readonly transactionsStored: number;
  /** Everybody presses refresh at the same moment; one wallet of five has a new transaction. */
  readonly atOnce: RefreshFigures;
  /** Nobody does, and the hourly schedule comes round on the free plan. */
  readonly bySchedule: RefreshFigures;
  /** Wallets whose rows are not those of a fresh sync at the end. */
  readonly unequal: number;
  readonly violations: readonly string[];
}

/** Refreshes `wallets` wallets of as many users through the real program on a virtual clock. `distinct` of them are synced, the others copied. */
export async function measureLoad(wallets: number, distinct: number, transactions: number): Promise<LoadFigures> {
  const databaseUrl = process.env.TEST_DATABASE_URL;
  const migrationsDir = "prisma/migrations";
  const postgres = await startPostgres(databaseUrl === undefined ? { migrationsDir } : { migrationsDir, databaseUrl });
  const bench = await openBench(postgres.databaseUrl, { limits: chain });
  const story = {
    seed: 1,
    transactions: 1,
    addresses: 1,
    latencyMs: chain.latencyMs,
    startsAtMs: 8 * hourMs,
    events: [],
  };
  try {
    return await bench.play(story, tamperingOf(null), async (world) => {
      await db().user.deleteMany();
      await world.flush();
      const subjects = await syncDistinct(world, distinct, transactions);
      await copyWallets(wallets / distinct - 1);
      const transactionsStored = await db().transaction.count();
      await world.clock.run(() => false, world.clock.now + hourMs);
      for (const name of subjects.keys()) if (Number(name) % 5 === 0) world.chain.appendTx(name, "receive");
      const atOnce = await measured(world, () => refreshAtOnce(world));
      await world.clock.run(() => false, world.clock.now + 2 * hourMs);
      const bySchedule = await measured(world, () => refreshBySchedule(world, wallets));
      const unequal = await countUnequal(world, [...subjects.values()]);
      return { transactionsStored, atOnce, bySchedule, unequal, violations: world.violations };
    });
  } finally {
    await bench.close();
    await postgres.close();
  }
}

/** Stake addresses by the names that the simulated chain knows them by. */
async function syncDistinct(world: World, distinct: number, transactions: number): Promise<Map<string, string>> {
  const subjects = new Map<string, string>();
  for (let index = 0; index < distinct; index += 1) {
    const name = String(index);
    const address = world.chain.addWallet({ seed: name, transactions, addresses: 3 }).stakeAddress ?? "";
    const { id: userId } = await db().user.create({ data: { kind: "guest" } });
    await requestNow(world, () => addWallet(userId, { address }));
    await untilEnded(world, userId);
    subjects.set(name, address);
  }
  return subjects;
}

async function refreshAtOnce(world: World): Promise<void> {
  const wallets = await db().wallet.findMany({ select: { id: true, userId: true } });
  for (const { id, userId } of wallets) void world.functions.invoke(() => startSync(userId, id));
  await world.clock.run(() => false, world.clock.now + 1_000);
  await untilEnded(world);
}

async function refreshBySchedule(world: World, wallets: number): Promise<void> {
  const since = new Date(world.clock.now);
  const refreshed = () => db().syncJob.groupBy({ by: ["walletId"], where: { scheduledAt: { gte: since } } });
  while ((await refreshed()).length < wallets) {
    const hourAt = world.clock.now + hourMs;
    await requestNow(world, () => refreshWallets(firstOfRun));
    await untilEnded(world);
    await world.clock.run(() => false, hourAt);
  }
}

async function untilEnded(world: World, userId?: string): Promise<void> {
  const where = { finishedAt: null, ...(userId === undefined ? {} : { userId }) };
  while ((await db().syncJob.count({ where })) > 0) await world.clock.run(() => false, world.clock.now + 1_000);
}

async function measured(world: World, refresh: () => Promise<void>): Promise<RefreshFigures> {
  const startedAt = world.clock.now;
  const callsBefore = world.callTimes.length;
  await refresh();
  const done = await db().syncJob.findMany({ where: { scheduledAt: { gte: new Date(startedAt) } } });
  const sum = (figure: (job: (typeof done)[number]) => number) => done.reduce((total, job) => total + figure(job), 0);
  const seconds = done
    .map(({ finishedAt, scheduledAt }) => ((finishedAt?.getTime() ?? Infinity) - scheduledAt.getTime()) / 1000)
    .sort((a, b) => a - b);
  const lastMs = Math.max(...done.map(({ finishedAt }) => finishedAt?.getTime() ?? Infinity));
  return {
    wallets: new Set(done.map(({ walletId }) => walletId)).size,
    seconds: (lastMs - startedAt) / 1000,
    p50Seconds: seconds[Math.floor(seconds.length * 0.5)] ?? NaN,
    p95Seconds: seconds[Math.floor(seconds.length * 0.95)] ?? NaN,
    blockfrostCalls: sum((job) => job.blockfrostCalls),
    messages: sum((job) => job.messages),
    redisCommands: sum((job) => job.redisCommands),
    dbStatements: sum((job) => job.dbStatements),
    mostAhead: mostAheadOf(chain.rps, world.callTimes.slice(callsBefore)),
    notCompleted: done.filter(({ status }) => status !== "completed").length,
  };
}

/** What a refresh that finds nothing new leaves as it is: rewards and the proof's block go on without it. */
async function historyOf(walletId: string) {
  const { transactions, flows, addresses, quarantine } = await readRows(walletId);
  return { transactions, flows, addresses, quarantine };
}

/** Compares the history of all wallets of each subject with a fresh sync of it. */
async function countUnequal(world: World, subjects: readonly string[]): Promise<number> {
  let unequal = 0;
  await db().rawTransaction.deleteMany();
  for (const address of subjects) {
    const followed = await db().wallet.findMany({ where: { subject: address }, select: { id: true } });
    const { id: userId } = await db().user.create({ data: { kind: "guest" } });
    await requestNow(world, () => addWallet(userId, { address }));
    await untilEnded(world, userId);
    const { id: oracleId } = await db().wallet.findFirstOrThrow({ where: { userId } });
    const oracle = await historyOf(oracleId);
    for (const { id } of followed) if (!isDeepStrictEqual(await historyOf(id), oracle)) unequal += 1;
  }
  return unequal;
}
