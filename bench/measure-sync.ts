import type { Job } from "@/lib/contract/job";
import { startProductionApp, type LocalApp } from "@/tests/support/app-process";
import { AppClient } from "./app-client";
import { mostAheadOf } from "./call-rate";
import { cpuMsOf, peakMbOf } from "./process-cpu";
import { addChainWallet, type ChainStats, chainStats, resetChain } from "./chain-control";

export const chain = { latencyMs: 200, burst: 500, rps: 10, concurrency: 10 } as const;

export interface SyncFigures {
  readonly transactions: number;
  readonly wallets: number;
  /** From sending the request that adds the wallets to the end of the last sync. */
  readonly wallSeconds: number;
  /** By Blockfrost's calls. */
  readonly boundSeconds: number;
  readonly koiosBoundSeconds: number;
  /** CPU from the request to the last sync's end, of the app's process and of all that simulates the cloud. */
  readonly appCpuSeconds: number;
  readonly stackCpuSeconds: number;
  /** The most memory that the app's process ever had. */
  readonly peakMb: number;
  /** The slowest answer to "add this wallet". */
  readonly creationMs: number;
  readonly calls: number;
  readonly koiosCalls: number;
  readonly refusedCalls: number;
  /** Calls beyond 10 a second that the chain ever had to bear; Blockfrost allows 500. */
  readonly mostAhead: number;
  readonly messages: number;
  readonly redisCommands: number;
  readonly dbStatements: number;
  readonly longestFunctionMs: number;
  readonly proven: boolean;
}

/** What a first sync sets going beside itself, the valuation of a wallet's past, is measured by itself: tests/integration/prices. */
export const syncAlone = { MARKET: "off" } as const;

/** Seconds that no client can beat: the sustained rate after the burst, or the calls' own time side by side. */
export function boundOf(calls: number): number {
  return Math.max((calls - chain.burst) / chain.rps, (calls * chain.latencyMs) / 1000 / chain.concurrency);
}

const koios = { burst: 100, seconds: 10 } as const;

/** The same for Koios, which lets through so many calls in ten seconds. */
function koiosBoundOf(calls: number, concurrency: number): number {
  const byRate = Math.max(0, Math.ceil(calls / koios.burst) - 1) * koios.seconds;
  return Math.max(byRate, (calls * chain.latencyMs) / 1000 / concurrency);
}

const appProgram = "next-server";

/** Where bytes come from. */
export const sources = {
  blockfrost: { BYTES: "blockfrost" },
  koios: {},
  "koios with a token": { KOIOS_TOKEN: "bench-token" },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** Syncs `wallets` new wallets of `transactions` each at once, on a stack of its own with a full bucket. */
export async function measureSync(
  transactions: number,
  wallets: number,
  source: keyof typeof sources = "koios",
): Promise<SyncFigures> {
  const app = await startProductionApp(chain.latencyMs, { ...sources[source], ...syncAlone });
  try {
    await warmUp(app.url, app.chainUrl, source);
    const client = await AppClient.asGuest(app.url);
    const seeds = Array.from({ length: wallets }, (_, index) => `bench-${String(index)}`);
    const addresses: string[] = [];
    for (const seed of seeds) addresses.push(await addChainWallet(app.chainUrl, seed, transactions));
    await resetChain(app.chainUrl);
    const handledBefore = app.functionMs.length;

    const cpuBefore = cpuSecondsOf(app);
    const startedAt = Date.now();
    const added = await Promise.all(addresses.map((address) => addTimed(client, address)));
    const jobs = await Promise.all(added.map(({ jobId }) => client.completed(jobId)));
    const endedAt = Math.max(...jobs.map(({ finishedAt }) => Date.parse(finishedAt ?? "")));
    const cpu = cpuSecondsOf(app);
    const stats = await chainStats(app.chainUrl);
    const proofs = await Promise.all(added.map(({ walletId }) => client.proof(walletId)));
    const spent = (service: keyof NonNullable<Job["usage"]>) =>
      jobs.reduce((sum, { usage }) => sum + (usage?.[service] ?? 0), 0);
    const [calls, koiosCalls] = [spent("blockfrostCalls"), spent("koiosCalls")];
    return {
      transactions: jobs.reduce((sum, { processed }) => sum + processed, 0),
      wallets,
      wallSeconds: (endedAt - startedAt) / 1000,
      boundSeconds: boundOf(calls),
      koiosBoundSeconds: koiosBoundOf(koiosCalls, source === "koios" ? 10 : 4),
      appCpuSeconds: cpu.app - cpuBefore.app,
      stackCpuSeconds: cpu.stack - cpuBefore.stack,
      peakMb: peakMbOf(app.group, appProgram),
      creationMs: Math.max(...added.map(({ creationMs }) => creationMs)),
      calls,
      koiosCalls,
      refusedCalls: refusedOf(stats) + refusedOf(await chainStats(app.chainUrl, "koios/")),
      mostAhead: mostAheadOf(chain.rps, stats.timestamps),
      messages: spent("messages"),
      redisCommands: spent("redisCommands"),
      dbStatements: spent("dbStatements"),
      longestFunctionMs: Math.max(...app.functionMs.slice(handledBefore)),
      proven: proofs.every(({ status }) => status === "proven"),
    };
  } finally {
    await app.close();
  }
}

async function addTimed(client: AppClient, address: string) {
  const askedAt = performance.now();
  const ids = await client.addWallet(address);
  return { ...ids, creationMs: Math.round(performance.now() - askedAt) };
}

const refusedOf = ({ byStatus }: ChainStats) => (byStatus["429"] ?? 0) + (byStatus["418"] ?? 0);

function cpuSecondsOf({ group }: LocalApp): { app: number; stack: number } {
  const app = cpuMsOf(group, appProgram) / 1000;
  return { app, stack: cpuMsOf(group, "") / 1000 - app };
}

/** Of the sync that warms a server: as many as leave buckets that soon are full again. */
const warmingTransactions = { blockfrost: 30, koios: 200, "koios with a token": 200 } as const;

/**
 * A first sync loads and warms the code, and learns the cost models of the chain; a server that is warm is what is measured.
 * The buckets get their time to fill again.
 */
async function warmUp(url: string, chainUrl: string, source: keyof typeof sources): Promise<void> {
  const client = await AppClient.asGuest(url);
  const { jobId } = await client.addWallet(await addChainWallet(chainUrl, "warm-up", warmingTransactions[source]));
  await client.completed(jobId);
  await new Promise((wake) => setTimeout(wake, 12_000));
}
