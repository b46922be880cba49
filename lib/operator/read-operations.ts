import "server-only";
import { blockfrostBudget, koiosBudget } from "@/lib/budget/budget";
import { readCounters } from "@/lib/counters";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import type { Operations } from "@/lib/contract/operator";
import { lastLie } from "@/lib/koios/lies";
import { functionTimes } from "@/lib/queue/function-times";
import { log } from "@/lib/log";
import { flushOutcomes } from "@/lib/market/flush-outcomes";
import { listDeadLetters } from "@/lib/operator/dead-letters";
import { sourceStates } from "@/lib/rates/source-states";
import { slowStatements } from "@/lib/slow-statements";

/** How the whole server does just now. What a service that is away would tell is null, never empty. */
export async function readOperations(now: Date): Promise<Operations> {
  const [queue, cost, deadLetters, budget, koios, counted, rates] = await Promise.all([
    readQueue(),
    readCost(),
    orNull(listDeadLetters()),
    orNull(blockfrostBudget.read()),
    orNull(readKoios()),
    orNull(readCounted(now)),
    sourceStates(),
  ]);
  const counters = counted?.counters ?? null;
  return {
    at: now.toISOString(),
    queue,
    deadLetters,
    budget: budget && {
      tokens: budget.tokens,
      burst: env().BLOCKFROST_BURST,
      usedToday: budget.usedToday,
      dailyQuota: env().BLOCKFROST_DAILY_QUOTA,
      usedByBackground: budget.usedByBackground,
      backgroundQuota: blockfrostBudget.backgroundQuota,
      breaker: budget.breaker,
      quotaExhausted: budget.isDayShut,
      heldSeconds: Math.ceil(budget.heldMs / 1000),
    },
    koios,
    rates,
    cache: counters && { tokens: hitsOf(counters, "tokens"), derived: hitsOf(counters, "derived") },
    functions: counters && functionTimes(counters),
    slowStatements: counters && slowStatements(counters),
    marketFlushes: counted?.flushes ?? null,
    costPerThousand: cost,
  };
}

async function readCounted(now: Date) {
  const counters = await readCounters(now);
  return { counters, flushes: await flushOutcomes(counters) };
}

async function readKoios(): Promise<Operations["koios"]> {
  const { koios } = env();
  if (koios === null) return null;
  const [budget, lie] = await Promise.all([koiosBudget.read(), lastLie()]);
  return {
    callsLeft: budget.tokens,
    burst: koios.burst,
    usedToday: budget.usedToday,
    dailyQuota: koios.dailyQuota,
    breaker: budget.breaker,
    heldSeconds: Math.ceil(budget.heldMs / 1000),
    lie,
  };
}

async function readQueue(): Promise<Operations["queue"]> {
  const [row] = await db().$queryRaw<[Operations["queue"]]>`
    SELECT count(*) FILTER (WHERE status = 'queued')::int AS queued, count(*) FILTER (WHERE status = 'running')::int AS running,
      count(*) FILTER (WHERE status = 'waiting')::int AS waiting, count(*) FILTER (WHERE priority < 0)::int AS background,
      count(*) FILTER (WHERE published_seq < seq AND greatest(progressed_at, resumes_at) < now() - interval '12 seconds')::int AS unpublished,
      extract(epoch FROM now() - min(greatest(progressed_at, resumes_at)))::int AS "longestSilenceSeconds"
    FROM sync_job WHERE finished_at IS NULL`;
  return row;
}

/** Over the syncs that ended within a week. */
async function readCost(): Promise<Operations["costPerThousand"]> {
  const [sum] = await db().$queryRaw<[Record<keyof NonNullable<Operations["costPerThousand"]>, number>]>`
    SELECT coalesce(sum(processed), 0)::float8 AS transactions, coalesce(sum(blockfrost_calls), 0)::float8 AS "blockfrostCalls",
      coalesce(sum(koios_calls), 0)::float8 AS "koiosCalls",
      coalesce(sum(messages), 0)::float8 AS messages, coalesce(sum(redis_commands), 0)::float8 AS "redisCommands",
      coalesce(sum(db_statements), 0)::float8 AS "dbStatements"
    FROM sync_job WHERE status = 'completed' AND finished_at >= now() - interval '7 days'`;
  const { transactions } = sum;
  if (transactions === 0) return null;
  const perThousand = (amount: number) => Math.round((amount * 1000) / transactions);
  return {
    transactions,
    blockfrostCalls: perThousand(sum.blockfrostCalls),
    koiosCalls: perThousand(sum.koiosCalls),
    messages: perThousand(sum.messages),
    redisCommands: perThousand(sum.redisCommands),
    dbStatements: perThousand(sum.dbStatements),
  };
}

function hitsOf(counters: ReadonlyMap<string, number>, kind: string) {
  const hits = counters.get(`${kind}:hit`) ?? 0;
  const misses = counters.get(`${kind}:miss`) ?? 0;
  return { hits, misses, rate: hits + misses === 0 ? null : hits / (hits + misses) };
}

async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn("operations.unread", { error });
    return null;
  }
}
