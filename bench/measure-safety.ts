import { startPostgres } from "@/dev/postgres/server";
import { db } from "@/lib/db";
import { addWallet } from "@/lib/wallets/add-wallet";
import { openBench } from "@/tests/simulation/bench";
import { tamperingOf, type Tampering } from "@/tests/simulation/mutants";
import { forgetEverything, requestNow, untilQuiet } from "@/tests/simulation/tell";
import type { World } from "@/tests/simulation/world";
import { chain } from "./measure-sync";
import { requestWithoutSafety, statementWithoutSafety } from "./without-safety";

export interface SafetyRun {
  readonly isSafe: boolean;
  /** Virtual: what the calls and round trips took, from the request that adds the wallet to the end of its sync. */
  readonly waitedMs: number;
  /** What this process computed for it: the program, the database, the cache and the chain. */
  readonly computedMs: number;
  readonly statements: number;
  readonly messages: number;
  readonly redisRequests: number;
  readonly deliveries: number;
  readonly proof: string;
}

interface Counts {
  statements: number;
  messages: number;
  redisRequests: number;
}

/**
 * Syncs new wallets in turns with and without the safeties, on a virtual clock with the plan's own limits. Neither figure
 * depends on what else the machine does: waiting is reckoned, computing is this process' own time.
 */
export async function measureSafety(transactions: number, pairs: number): Promise<SafetyRun[]> {
  const postgres = await startPostgres({ migrationsDir: "prisma/migrations" });
  const bench = await openBench(postgres.databaseUrl, { limits: chain });
  const runs: SafetyRun[] = [];
  // The first pair loads the code and is not kept. With, without, without, with …: nobody is always the first.
  for (let index = 0; index < 2 * (pairs + 1); index += 1) {
    const isSafe = index % 4 === 0 || index % 4 === 3;
    const seed = 1 + Math.floor(index / 2);
    const story = { seed, transactions, addresses: 3, latencyMs: chain.latencyMs, startsAtMs: 43_200_000, events: [] };
    const counts: Counts = { statements: 0, messages: 0, redisRequests: 0 };
    let isRunning = () => false;
    const run = await bench.play(
      story,
      countingTo(counts, isSafe, () => isRunning()),
      (world) => {
        isRunning = () => world.functions.isRunning;
        return syncOnce(world);
      },
    );
    if (index >= 2) runs.push({ isSafe, ...counts, ...run });
  }
  await bench.close();
  await postgres.close();
  return runs;
}

async function syncOnce(world: World) {
  await forgetEverything();
  await world.flush();
  const { id: userId } = await db().user.create({ data: { kind: "guest" } });
  const cpuBefore = process.cpuUsage();
  await requestNow(world, () => addWallet(userId, { address: world.wallet.stakeAddress ?? "" }));
  await untilQuiet(world);
  const { user, system } = process.cpuUsage(cpuBefore);
  const job = await db().syncJob.findFirstOrThrow({ where: { userId } });
  const proof = await db().walletProof.findFirst({ where: { userId } });
  return {
    waitedMs: (job.finishedAt?.getTime() ?? Infinity) - world.startedAt,
    computedMs: (user + system) / 1000,
    deliveries: world.queue.delivered,
    proof: proof?.status ?? job.status,
  };
}

/** Takes the safeties out where they are not wanted, and counts what is left of what functions say; not what this bench asks. */
function countingTo(counts: Counts, isSafe: boolean, isRunning: () => boolean): Tampering {
  const { identity } = tamperingOf(null);
  return {
    identity,
    statement: (sql: string) => {
      const left = isSafe ? sql : statementWithoutSafety(sql);
      if (left !== null && isRunning()) counts.statements += 1;
      return left;
    },
    request: (body: string) => {
      const left = isSafe ? body : requestWithoutSafety(body);
      const messages = left?.startsWith('[{"destination"') === true ? (JSON.parse(left) as unknown[]).length : 0;
      counts.messages += messages;
      if (left !== null && messages === 0) counts.redisRequests += 1;
      return left;
    },
  };
}
