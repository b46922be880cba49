import "server-only";
import type { z } from "zod";
import { blockfrostBudget, koiosBudget } from "@/lib/budget/budget";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import type { healthAnswer } from "@/lib/contract/health";
import { limits } from "@/lib/contract/limits";
import { log } from "@/lib/log";
import { outboundFetch } from "@/lib/outbound";
import { queue as jobQueue } from "@/lib/queue/queue";
import { withRedis } from "@/lib/redis";

export type Health = z.infer<typeof healthAnswer>;
type Service = keyof Health["checks"];

const timeoutMs = 2_000;
/** Anybody may ask, and each look costs a call of every service: within this time an answer is given again. */
const keptMs = 5_000;

let last: { readonly at: number; readonly health: Promise<Health> } | undefined;

/** Whether everything that the app stands on answers. */
export function checkHealth(now: Date): Promise<Health> {
  if (last === undefined || now.getTime() - last.at > keptMs) last = { at: now.getTime(), health: look() };
  return last.health;
}

async function look(): Promise<Health> {
  const { version, CARDANO_NETWORK, CALL_PLAN, LIVE_UPDATES, BACKGROUND_REFRESH, CACHE, koios } = env();
  const [database, redis, queue, blockfrost] = await Promise.all([
    check("database", () => db().$queryRaw`SELECT 1`),
    check("redis", () => withRedis(1, (client) => client.ping())),
    check("queue", () => jobQueue().check(AbortSignal.timeout(timeoutMs))),
    check("blockfrost", askBlockfrost),
  ]);
  const checks = { database, redis, queue, blockfrost };
  if (database === "up" && redis === "up") checks.database = await check("database", beginBudget);
  return {
    status: Object.values(checks).every((state) => state === "up") ? "ok" : "degraded",
    checks,
    version,
    network: CARDANO_NETWORK,
    flags: { CALL_PLAN, BYTES: koios === null ? "blockfrost" : "koios", LIVE_UPDATES, BACKGROUND_REFRESH, CACHE },
    limits: allLimits(),
  };
}

let beginning: Promise<unknown> | undefined;

/**
 * Where Redis knows of no budget yet, this has each begin full, as nobody calls: first syncs that come together would each take
 * the other for one that had spent of it, and wait. That reads the jobs; where those do not answer, one statement waits for them.
 */
function beginBudget(): Promise<unknown> {
  const budgets = env().koios === null ? [blockfrostBudget] : [blockfrostBudget, koiosBudget];
  beginning ??= Promise.all(budgets.map((budget) => budget.read())).finally(() => {
    beginning = undefined;
  });
  return beginning;
}

/** The operator's own and those that are the same everywhere. */
export function allLimits(): Readonly<Record<string, number>> {
  const { MAX_WALLET_TRANSACTIONS, MAX_WALLETS_PER_USER, MAX_WALLETS_PER_GUEST, MAX_GUESTS_PER_DAY } = env();
  return { MAX_WALLET_TRANSACTIONS, MAX_WALLETS_PER_USER, MAX_WALLETS_PER_GUEST, MAX_GUESTS_PER_DAY, ...limits };
}

async function check(service: Service, ask: () => Promise<unknown>): Promise<"up" | "down"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([ask(), tooLate]);
    return "up";
  } catch (error) {
    log.warn("health.down", { service, error });
    return "down";
  } finally {
    clearTimeout(timer);
  }
}

async function askBlockfrost(): Promise<void> {
  const { BLOCKFROST_BASE_URL, BLOCKFROST_PROJECT_ID, CARDANO_NETWORK } = env();
  const base = BLOCKFROST_BASE_URL ?? `https://cardano-${CARDANO_NETWORK}.blockfrost.io/api/v0`;
  await expectOk(`${base.replace(/\/+$/, "")}/health`, { project_id: BLOCKFROST_PROJECT_ID });
}

async function expectOk(url: string, headers: Record<string, string>): Promise<void> {
  const response = await outboundFetch(url, { headers, cache: "no-store", signal: AbortSignal.timeout(timeoutMs) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`Status ${response.status}`);
}
