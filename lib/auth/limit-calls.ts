import "server-only";
import { Ratelimit } from "@upstash/ratelimit";
import { AppError } from "@/lib/contract/app-error";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/client-address";
import { log } from "@/lib/log";
import { redis, redisKey, withRedis } from "@/lib/redis";

interface Rule {
  /** Calls a minute from one client address. */
  readonly perAddress: number;
  /** Calls a day from one client address. */
  readonly perAddressAndDay?: () => number;
  /** Calls a minute of one account, from wherever they come. */
  readonly perAccount?: number;
  /** Calls a day of one account: each leaves a row that is kept for a week. */
  readonly perAccountAndDay?: number;
  /** Whether the call goes on while nobody can count, because Redis is away. */
  readonly openWithoutRedis: boolean;
}

const rules = {
  guest: { perAddress: 60, perAddressAndDay: () => env().MAX_GUESTS_PER_DAY, openWithoutRedis: true },
  recover: { perAddress: 10, openWithoutRedis: false },
  challenge: { perAddress: 20, openWithoutRedis: false },
  "wallet-sign-in": { perAddress: 20, openWithoutRedis: false },
  "change-sign-in": { perAddress: 10, perAccount: 20, openWithoutRedis: false },
  "add-wallet": { perAddress: 60, perAccount: 30, openWithoutRedis: true },
  "start-sync": { perAddress: 60, perAccount: 30, perAccountAndDay: 1_000, openWithoutRedis: true },
  // What they begin is counted besides (lib/queue/allowance.ts); the checks themselves cost the database.
  relabel: { perAddress: 60, perAccount: 20, perAccountAndDay: 100, openWithoutRedis: true },
  correct: { perAddress: 600, perAccount: 240, openWithoutRedis: true },
  remove: { perAddress: 120, perAccount: 60, openWithoutRedis: true },
  // Each tells rows again and proves the wallet anew.
  "say-of-address": { perAddress: 60, perAccount: 30, perAccountAndDay: 500, openWithoutRedis: true },
  picture: { perAddress: 1_200, perAccount: 600, openWithoutRedis: true },
  // A stream ends after four minutes at the latest: an account has four times as many open at most.
  events: { perAddress: 600, perAccount: 20, openWithoutRedis: true },
  "export-account": { perAddress: 20, perAccount: 10, openWithoutRedis: true },
  "export-history": { perAddress: 120, perAccount: 60, openWithoutRedis: true },
  reconcile: { perAddress: 40, perAccount: 20, openWithoutRedis: true },
} as const satisfies Record<string, Rule>;

export type LimitedCall = keyof typeof rules;

const limiters = new Map<string, Ratelimit>();

/**
 * Counts a public or costly call against its client address and its account, on a budget apart from the chain's.
 * Throws `rate_limited` past one of the rule's rates, and `cache_unavailable` where a rule that guards a secret cannot count.
 */
export async function limitCalls(name: LimitedCall, headers: Headers, now: Date, userId?: string): Promise<void> {
  const rule: Rule = rules[name];
  try {
    const caller = clientAddress(headers);
    await count({ bucket: `${name}:address`, calls: rule.perAddress, per: "1 m" }, caller, now);
    if (rule.perAddressAndDay !== undefined)
      await count({ bucket: `${name}:day`, calls: rule.perAddressAndDay(), per: "1 d" }, caller, now);
    if (userId === undefined) return;
    if (rule.perAccount !== undefined)
      await count({ bucket: `${name}:account`, calls: rule.perAccount, per: "1 m" }, userId, now);
    if (rule.perAccountAndDay !== undefined)
      await count({ bucket: `${name}:account-day`, calls: rule.perAccountAndDay, per: "1 d" }, userId, now);
  } catch (error) {
    const uncounted = error instanceof AppError && error.code === "cache_unavailable";
    if (!uncounted || !rule.openWithoutRedis) throw error;
    log.warn("rate_limit.uncounted", { rule: name, error });
  }
}

/** What to do where a moment is not enough. */
const refusals: Readonly<Record<string, string>> = {
  "guest:day":
    "Too many new accounts were begun from your network today. Sign in to one that you have, or try again tomorrow.",
  "start-sync:account-day": "That was the last of today's refreshes. Your wallets are refreshed by themselves, too.",
};

interface Rate {
  readonly bucket: string;
  readonly calls: number;
  readonly per: "1 m" | "1 d";
}

async function count(rate: Rate, caller: string, now: Date): Promise<void> {
  const { success, reset } = await withRedis(1, async () => {
    const answer = await limiterOf(rate).limit(caller);
    // The limiter lets everybody pass when Redis is slow; here nobody was counted, so it is Redis that failed.
    if (answer.reason === "timeout") throw new Error("The rate limiter timed out");
    return answer;
  });
  if (success) return;
  throw new AppError({
    code: "rate_limited",
    detail: refusals[rate.bucket] ?? "Too many attempts. Try again in a moment.",
    retryable: true,
    retryAfterSeconds: Math.max(1, Math.ceil((reset - now.getTime()) / 1000)),
  });
}

function limiterOf({ bucket, calls, per }: Rate): Ratelimit {
  const known = limiters.get(bucket);
  if (known !== undefined) return known;
  const limiter = new Ratelimit({
    redis: redis(),
    limiter: Ratelimit.slidingWindow(calls, per),
    prefix: redisKey("ratelimit", bucket),
    timeout: 2_500,
    analytics: false,
  });
  limiters.set(bucket, limiter);
  return limiter;
}
