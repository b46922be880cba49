import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Job } from "@/lib/contract/job";
import { AppClient } from "./app-client";
import type { FunctionCall, StatementCost } from "./app-log";
import type { ChainProcess } from "./chain-process";
import type { Options } from "./options";
import { cpuMsOf, signalProcesses } from "./process-cpu";
import { stepCosts, type StepCost, type StepSample } from "./step-costs";
import { startWideApp, type Place, type WideApp } from "./wide-app";

export interface LongFigures {
  readonly transactions: number;
  /** Of the large wallet's sync at the end, or when patience ended. */
  readonly job: Job;
  readonly wallSeconds: number;
  /** From the last transaction covered to the end. */
  readonly endingSeconds: number;
  readonly steps: readonly StepCost[];
  /** CPU of the app's process for each transaction that was synced meanwhile, of the large wallet and of the small ones. */
  readonly cpuMsEach: number;
  readonly functions: readonly FunctionCall[];
  readonly statements: readonly StatementCost[];
  readonly warnings: readonly string[];
  /** Seconds that a small wallet of another user took alone, and beside the large one; infinite where it did not end. */
  readonly aloneSeconds: readonly number[];
  readonly besideSeconds: readonly number[];
  readonly proof: string;
}

type LongOptions = Pick<Options, "transactions" | "patienceSeconds" | "profile" | "log" | "unanalyzed">;

const smallTransactions = 300;
const smallPatienceSeconds = 300;
/** How far the large wallet is when a small one is added beside it. */
const besideAt = [0.25, 0.5, 0.75] as const;
const appProgram = "next-server";
const largeId = "large";
const stepJob = "sync-wallet";
const quietMs = 5_000;

/** Syncs one wallet of so many transactions to its end by the real chain of jobs, with small wallets of others before and beside it. */
export async function measureLong(chain: ChainProcess, place: Place, options: LongOptions): Promise<LongFigures> {
  const { transactions, patienceSeconds, profile, unanalyzed, log } = options;
  const address = await chain.addWallet(`large-${String(transactions)}`, transactions);
  const preload = `--import ${fileURLToPath(new URL("profile-app.mjs", import.meta.url))}`;
  const profiled = profile === null ? {} : { NODE_OPTIONS: preload, PROFILE_DIR: profile };
  const analyzed = unanalyzed ? { LOCAL_ANALYZE: "off" } : {};
  const app = await startWideApp(chain, place, { ...profiled, ...analyzed }, log);
  try {
    await syncSmall(app, chain, "warm-up");
    const aloneSeconds: number[] = [];
    for (const turn of besideAt) aloneSeconds.push(await syncSmall(app, chain, `alone-${String(turn)}`));

    app.log.forget();
    const turnProfile = () => {
      if (profile !== null) signalProcesses(app.group, appProgram, "SIGUSR2");
    };
    turnProfile();
    const client = await AppClient.asGuest(app.url, "10.0.0.1");
    const cpuBefore = appCpuMs(app);
    const startedAt = Date.now();
    const { walletId, jobId } = await client.addWallet(address, largeId);
    const samples = watchSteps(app, client, jobId);
    const { job, coveredAt, beside } = await follow({
      look: () => client.job(jobId),
      transactions,
      until: startedAt + patienceSeconds * 1_000,
      addSmall: (share) => syncSmall(app, chain, `beside-${String(share)}`),
    });
    const endedAt = Date.now();
    const besideSeconds = await Promise.all(beside);
    const cpuMsEach = (appCpuMs(app) - cpuBefore) / (job.processed + beside.length * smallTransactions);
    turnProfile();
    await untilQuiet(app);
    return {
      transactions,
      job,
      wallSeconds: (endedAt - startedAt) / 1000,
      endingSeconds: (endedAt - (coveredAt ?? endedAt)) / 1000,
      steps: stepCosts(samples),
      cpuMsEach,
      functions: app.log.functions,
      statements: app.log.statements(),
      warnings: app.log.warnings,
      aloneSeconds,
      besideSeconds,
      proof: job.status === "completed" ? (await client.proof(walletId)).status : job.status,
    };
  } finally {
    await app.close();
  }
}

interface FollowOptions {
  readonly look: () => Promise<Job>;
  readonly transactions: number;
  readonly until: number;
  readonly addSmall: (share: number) => Promise<number>;
}

interface Followed {
  readonly job: Job;
  /** When its last transaction was read; null where it never was. */
  readonly coveredAt: number | null;
  /** Seconds of the small wallets that were added beside it. */
  readonly beside: readonly Promise<number>[];
}

/** Looks at a job until it has ended or `until` has come, and adds a small wallet at each share of its way. */
async function follow({ look, transactions, until, addSmall }: FollowOptions): Promise<Followed> {
  const beside: Promise<number>[] = [];
  let coveredAt: number | null = null;
  let job = await look();
  while (job.finishedAt === null && Date.now() < until) {
    await sleep(500);
    job = await look();
    const due = besideAt[beside.length];
    if (due !== undefined && job.processed / transactions >= due) beside.push(addSmall(due));
    if (job.processed > 0 && job.processed === job.total) coveredAt ??= Date.now();
  }
  return { job, coveredAt, beside };
}

const appCpuMs = ({ group }: WideApp) => cpuMsOf(group, appProgram);

/** Seconds from the request that adds a small wallet, as a new user, to the end of its sync. */
async function syncSmall(app: WideApp, chain: ChainProcess, seed: string): Promise<number> {
  const address = await chain.addWallet(`small-${seed}`, smallTransactions);
  const client = await AppClient.asGuest(app.url, "10.0.0.2");
  const startedAt = Date.now();
  const { jobId } = await client.addWallet(address, `small-${seed}`);
  const late = sleep(smallPatienceSeconds * 1_000, null, { ref: false });
  const job = await Promise.race([client.completed(jobId), late]);
  return job === null ? Infinity : (Date.parse(job.finishedAt ?? "") - startedAt) / 1000;
}

/** Looks at the job after each of its steps; what is seen is added to the list that is given. */
function watchSteps(app: WideApp, client: AppClient, jobId: string): StepSample[] {
  const samples: StepSample[] = [{ processed: 0, ms: 0, cpuMs: appCpuMs(app) }];
  app.log.onFunction = ({ name, requestId, ms }) => {
    if (name !== stepJob || requestId !== largeId) return;
    const cpuMs = appCpuMs(app);
    void client.job(jobId).then(
      ({ processed }) => samples.push({ processed, ms, cpuMs }),
      (error: unknown) => console.warn(`  a step was not seen: ${String(error)}`),
    );
  };
  return samples;
}

/** What a completed sync asks for afterwards, the names of tokens and the like, is waited for. */
async function untilQuiet({ log }: WideApp): Promise<void> {
  let seen = -1;
  while (seen !== log.functions.length) {
    seen = log.functions.length;
    await sleep(quietMs);
  }
}
