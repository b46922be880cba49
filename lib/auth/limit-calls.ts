import "server-only";
import { Ratelimit } from "@upstash/ratelimit";
import { AppError } from "@/lib/contract/app-error";
import { log } from "@/lib/log";
import { redis, redisKey, withRedis } from "@/lib/redis";

interface Rule {
  /** Calls a minute from one client address. */
  readonly perAddress: number;
  /** Calls a minute of one account, from wherever they come. */
  readonly perAccount?: number;
  /** Whether the call goes on while nobody can count, because Redis is away. */
  readonly openWithoutRedis: boolean;
}

const rules = {
  guest: { perAddress: 60, openWithoutRedis: true },
  recover: { perAddress: 10, openWithoutRedis: false },
  challenge: { perAddress: 20, openWithoutRedis: false },
  "wallet-sign-in": { perAddress: 20, openWithoutRedis: false },
  "add-wallet": { perAddress: 60, perAccount: 30, openWithoutRedis: true },
  "start-sync": { perAddress: 60, perAccount: 30, openWithoutRedis: true },
  picture: { perAddress: 1_200, perAccount: 600, openWithoutRedis: true },
  "export-account": { perAddress: 20, perAccount: 10, openWithoutRedis: true },
} as const satisfies Record<string, Rule>;

export type LimitedCall = keyof typeof rules;

const limiters = new Map<string, Ratelimit>();

/**
 * Counts a public or costly call against its client address and its account, on a budget apart from the chain's.
 * Throws `rate_limited` past the rule's rate, and `cache_unavailable` where a rule that guards a secret cannot count.
 */
export async function limitCalls(name: LimitedCall, headers: Headers, now: Date, userId?: string): Promise<void> {
  const rule: Rule = rules[name];
  try {
    await count(`${name}:address`, rule.perAddress, clientAddress(headers), now);
    if (userId !== undefined && rule.perAccount !== undefined) {
      await count(`${name}:account`, rule.perAccount, userId, now);
    }
  } catch (error) {
    const uncounted = error instanceof AppError && error.code === "cache_unavailable";
    if (!uncounted || !rule.openWithoutRedis) throw error;
    log.warn("rate_limit.uncounted", { rule: name, error });
  }
}

async function count(bucket: string, perMinute: number, caller: string, now: Date): Promise<void> {
  const { success, reset } = await withRedis(1, async () => {
    const answer = await limiterOf(bucket, perMinute).limit(caller);
    // The limiter lets everybody pass when Redis is slow; here nobody was counted, so it is Redis that failed.
    if (answer.reason === "timeout") throw new Error("The rate limiter timed out");
    return answer;
  });
  if (success) return;
  throw new AppError({
    code: "rate_limited",
    detail: "Too many attempts. Try again in a moment.",
    retryable: true,
    retryAfterSeconds: Math.max(1, Math.ceil((reset - now.getTime()) / 1000)),
  });
}

function limiterOf(bucket: string, perMinute: number): Ratelimit {
  const known = limiters.get(bucket);
  if (known !== undefined) return known;
  const limiter = new Ratelimit({
    redis: redis(),
    limiter: Ratelimit.slidingWindow(perMinute, "1 m"),
    prefix: redisKey("ratelimit", bucket),
    timeout: 2_500,
    analytics: false,
  });
  limiters.set(bucket, limiter);
  return limiter;
}

/** The platform in front of the app writes these headers anew, so a client cannot choose its own. */
function clientAddress(headers: Headers): string {
  return headers.get("x-real-ip") ?? headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "unknown";
}
