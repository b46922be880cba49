import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { blockfrost } from "@/lib/blockfrost/client";
import { redis } from "@/lib/redis";
import { addWallet } from "@/lib/wallets/add-wallet";
import { installDatabase } from "@/tests/simulation/database";
import { resetChain } from "./chain-control";
import { startOwnStack, type OwnStack } from "./own-stack";
import { requestWithoutSafety, statementWithoutSafety, withoutMessages } from "./without-safety";

interface Counts {
  statements: number;
  statementMs: number;
  messages: number;
  redisRequests: number;
  chainCalls: number;
}

export interface SafetyRun extends Readonly<Counts> {
  readonly isSafe: boolean;
  /** From the request that adds the wallet to the end of its sync. */
  readonly wallMs: number;
  readonly proof: string;
}

/** What happens between the program and the stack. */
interface Between {
  isSafe: boolean;
  counts: Counts;
}

/**
 * Syncs one and the same wallet again and again on one stack, in turns with and without the safeties. Everything is real
 * but the chain: database, cache and queue behind sockets, signed deliveries, the program's own code in this process.
 */
export async function measureSafety(transactions: number, pairs: number, latencyMs: number): Promise<SafetyRun[]> {
  const stack = await startOwnStack(latencyMs);
  const between: Between = { isSafe: true, counts: noCounts() };
  const restore = getBetween(stack, between);
  const observer = new pg.Client(stack.databaseUrl);
  await observer.connect();
  const address = stack.chain.chain.addWallet({ seed: "safety", transactions }).stakeAddress ?? "";
  try {
    const runs: SafetyRun[] = [];
    // The first pair loads the code and is not kept. With, without, without, with …: nobody is always the first.
    for (let index = 0; index < 2 * (pairs + 1); index += 1) {
      await forgetEverything(stack, observer);
      Object.assign(between, { isSafe: index % 4 === 0 || index % 4 === 3, counts: noCounts() });
      const synced = await syncOnce(address, observer);
      if (index >= 2) runs.push({ isSafe: between.isSafe, ...between.counts, ...synced });
    }
    return runs;
  } finally {
    await observer.end();
    await stack.close();
    await restore();
  }
}

const noCounts = (): Counts => ({ statements: 0, statementMs: 0, messages: 0, redisRequests: 0, chainCalls: 0 });

async function syncOnce(address: string, observer: pg.Client): Promise<{ wallMs: number; proof: string }> {
  const { rows: users } = await observer.query<{ id: string }>(
    `INSERT INTO "user" (kind, created_at) VALUES ('guest', now()) RETURNING id`,
  );
  const startedAt = Date.now();
  const { walletId } = await addWallet(users[0]?.id ?? "", { address });
  for (;;) {
    const { rows } = await observer.query<{ status: string; finished_at: Date | null }>(
      "SELECT status, finished_at FROM sync_job WHERE wallet_id = $1",
      [walletId],
    );
    const [job] = rows;
    if (job?.finished_at != null) {
      if (job.status !== "completed") throw new Error(`the sync is ${job.status}`);
      const proofs = await observer.query<{ status: string }>("SELECT status FROM wallet_proof");
      return { wallMs: job.finished_at.getTime() - startedAt, proof: proofs.rows[0]?.status ?? "missing" };
    }
    await sleep(100);
  }
}

/** Empties database and cache and fills both buckets. */
async function forgetEverything({ chain }: OwnStack, observer: pg.Client): Promise<void> {
  // The last step still tells the queue and the browser of its end.
  await sleep(500);
  await observer.query(`DELETE FROM "user"; DELETE FROM token; DELETE FROM raw_transaction`);
  await redis().flushdb();
  await resetChain(chain.url);
}

/** Gets in between the program and everything that it talks to. */
function getBetween(stack: OwnStack, between: Between): () => Promise<void> {
  const database = installDatabase(stack.databaseUrl, () => ({
    now: Date.now,
    pass: async (run) => {
      const startedAt = performance.now();
      const result = await run();
      between.counts.statementMs += performance.now() - startedAt;
      return result;
    },
    rewrite: (sql) => {
      const rewritten = between.isSafe ? sql : statementWithoutSafety(sql);
      if (rewritten !== null) between.counts.statements += 1;
      return rewritten;
    },
    executed: () => undefined,
  }));
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const body = typeof init?.body === "string" ? init.body : "";
    // The tokens' names would be asked for while the next sync is measured.
    const wanted = withoutMessages(body, "fetch-tokens");
    const left = wanted === null || between.isSafe ? wanted : requestWithoutSafety(wanted);
    if (left === null) return Promise.resolve(Response.json({ result: "OK" }));
    const url = input instanceof Request ? input.url : String(input);
    if (url.startsWith(stack.cacheUrl)) between.counts.redisRequests += 1;
    else if (url.endsWith("/v2/batch")) between.counts.messages += (JSON.parse(left) as unknown[]).length;
    return realFetch(input, left === body ? init : { ...init, body: left });
  };
  // Asked for breadcrumbs and for the proof. Without safety it costs no time at all, which is in the safeties' disfavour.
  const client = blockfrost();
  const realCall = client.instance;
  let latest: unknown;
  const call = async (path: string, options?: object): Promise<unknown> => {
    if (path === "blocks/latest" && !between.isSafe && latest !== undefined) return latest;
    between.counts.chainCalls += 1;
    const answer: unknown = await realCall(path, options);
    if (path === "blocks/latest") latest = answer;
    return answer;
  };
  client.instance = Object.assign(call, realCall);
  const written = { log: console.log, warn: console.warn, error: console.error };
  Object.assign(console, { log: () => undefined, warn: () => undefined, error: () => undefined });
  return async () => {
    globalThis.fetch = realFetch;
    client.instance = realCall;
    Object.assign(console, written);
    await database.close();
  };
}
