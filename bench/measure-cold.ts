import { startStack } from "@/dev/stack";
import { stepJobName } from "@/lib/sync/messages";
import { serveMessages, type JobServer } from "@/tests/support/job-server";
import { freePort } from "@/tests/support/app-process";
import { AppClient } from "./app-client";
import { addChainWallet, chainStats, resetChain } from "./chain-control";
import { startFreshServer, type FreshServer } from "./fresh-server";

/** Milliseconds of one call by a server that was asked nothing before, and of the same call after it. */
export interface ColdCall {
  readonly firstMs: number;
  /** What the server computed for the first one until its answer, which depends less on what else the machine does. */
  readonly firstCpuMs: number;
  readonly againMs: number;
  /** The first such call of a server that had answered another route before. */
  readonly routeMs: number;
  /** From the start of the process until it listened. */
  readonly startMs: number;
}

/** All rounds of each call. */
export type ColdFigures = ReadonlyMap<string, readonly ColdCall[]>;

const transactions = 80;
const latencyMs = 5;

interface Stage {
  readonly environment: Readonly<Record<string, string>>;
  readonly chainUrl: string;
  readonly queue: HeldQueue;
  /** Somebody with a synced wallet. */
  readonly owner: AppClient;
  /** Another person each time, by way of a server that is warm. */
  readonly newcomer: () => Promise<AppClient>;
}

/** What is called, and by whom, in turns on two servers' addresses; resolves with the milliseconds that count. */
type Call = (url: string, stage: Stage) => Promise<number>;

const pages = ["/overview", "/activity", "/holdings", "/wallets"];
const reads = ["/api/wallets", "/api/holdings", "/api/health"];

const calls: Readonly<Record<string, Call>> = {
  "POST /api/session/guest": (url) => timed(() => AppClient.asGuest(url, nextAddress())),
  "POST /api/wallets": createJob,
  "sync step until its first call to the chain": beginStep,
  ...Object.fromEntries([...reads, ...pages].map((path) => [`GET ${path}`, read(path)])),
};

/** Each call by servers of its own, `rounds` times, all on one stack that is warm: only the server is new. */
export async function measureCold(rounds: number): Promise<ColdFigures> {
  const queue = await startHeldQueue();
  const stack = await startStack({
    appUrl: queue.url,
    dataDir: null,
    basePort: await freePort(),
    env: { CHAIN_LATENCY_MS: String(latencyMs) },
  });
  const warm = await startFreshServer(stack.env);
  try {
    const chainUrl = stack.env.BLOCKFROST_BASE_URL ?? "";
    queue.pass = (path, init) => fetch(warm.url + path, init);
    const newcomer = () => AppClient.asGuest(warm.url, nextAddress());
    const owner = await newcomer();
    const { jobId } = await owner.addWallet(await addChainWallet(chainUrl, "cold-owner", transactions));
    await owner.completed(jobId);
    // From here on nothing runs but what is measured.
    queue.pass = () => Promise.resolve(new Response(null, { status: 200 }));
    const stage = { environment: stack.env, chainUrl, queue, owner, newcomer };
    const figures = new Map<string, ColdCall[]>();
    for (let round = 0; round < rounds; round += 1)
      for (const [name, call] of Object.entries(calls))
        figures.set(name, [...(figures.get(name) ?? []), await coldCall(call, stage)]);
    return figures;
  } finally {
    await warm.close();
    await stack.close();
    await queue.close();
  }
}

async function coldCall(call: Call, stage: Stage): Promise<ColdCall> {
  const fresh = await onFreshServer(stage, async ({ url, cpuMs, startMs }) => {
    const before = cpuMs();
    const firstMs = await call(url, stage);
    const firstCpuMs = cpuMs() - before;
    return { firstMs, firstCpuMs, againMs: await call(url, stage), startMs };
  });
  const routeMs = await onFreshServer(stage, async ({ url }) => {
    await (await fetch(`${url}/api/health`)).arrayBuffer();
    return call(url, stage);
  });
  return { ...fresh, routeMs };
}

async function onFreshServer<T>({ environment }: Stage, work: (server: FreshServer) => Promise<T>): Promise<T> {
  const server = await startFreshServer(environment);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

let callers = 0;
/** Calls are limited by where they come from. */
const nextAddress = () => `10.1.${String(Math.floor(callers / 200))}.${String(callers++ % 200)}`;

/** Reads as the owner of a synced wallet. */
function read(path: string): Call {
  return async (url, { owner }) => {
    const { ms, status } = await AppClient.again(url, owner.cookie).timed(path);
    if (status !== 200) throw new Error(`${path}: ${String(status)}`);
    return ms;
  };
}

async function createJob(url: string, { chainUrl, newcomer, queue }: Stage): Promise<number> {
  const { cookie } = await newcomer();
  const address = await addChainWallet(chainUrl, `cold-${String(callers)}`, transactions);
  return queue.holding(() => timed(() => AppClient.again(url, cookie).addWallet(address))).then(({ ms }) => ms);
}

/** A wallet is added on the warm server; its first step's message is kept from it and brought to the fresh one. */
async function beginStep(url: string, { chainUrl, newcomer, queue }: Stage): Promise<number> {
  const address = await addChainWallet(chainUrl, `cold-${String(callers)}`, transactions);
  const person = await newcomer();
  const { step } = await queue.holding(() => timed(() => person.addWallet(address)));
  await resetChain(chainUrl);
  const { path, init } = await step;
  const sentAt = Date.now();
  const answer = await fetch(url + path, init);
  if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
  const [calledAt] = (await chainStats(chainUrl)).timestamps;
  if (calledAt === undefined) throw new Error("the step asked the chain nothing");
  return calledAt - sentAt;
}

interface Held {
  readonly path: string;
  readonly init: RequestInit;
}

/** Takes the queue's deliveries. */
interface HeldQueue extends JobServer {
  /** Where they go unless they are held. */
  pass: (path: string, init: RequestInit) => Promise<Response>;
  /** Does something that sends the first message of a sync, which goes nowhere. */
  readonly holding: (work: () => Promise<number>) => Promise<{ readonly ms: number; readonly step: Promise<Held> }>;
}

async function startHeldQueue(): Promise<HeldQueue> {
  let hold: ((held: Held) => void) | null = null;
  const server = await serveMessages(async (name, request) => {
    const headers = new Headers(request.headers);
    for (const each of ["host", "connection", "content-length", "transfer-encoding"]) headers.delete(each);
    const path = `/api/jobs/${name}`;
    const init = { method: "POST", headers, body: await request.text() };
    if (hold === null || name !== stepJobName) return queue.pass(path, init);
    hold({ path, init });
    hold = null;
    return new Response(null, { status: 200 });
  });
  const queue: HeldQueue = {
    ...server,
    pass: () => Promise.resolve(new Response(null, { status: 503 })),
    holding: async (work) => {
      const step = new Promise<Held>((resolve) => (hold = resolve));
      return { ms: await work(), step };
    },
  };
  return queue;
}
