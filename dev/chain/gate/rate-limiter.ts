import { banned, overLimit, rateLimited, type Answer } from "../blockfrost/answer";

export interface Limits {
  readonly burst: number;
  readonly rps: number;
  readonly dailyQuota: number;
  /** Refused calls, leaking one a second, above which the client is banned. */
  readonly banAfterRefusals: number;
  readonly banMs: number;
}

/** Blockfrost's free plan; the ban's two numbers are guesses, for it publishes none. */
export const FREE_PLAN: Limits = {
  burst: 500,
  rps: 10,
  dailyQuota: 50_000,
  banAfterRefusals: 150,
  banMs: 5 * 60_000,
};

const DAY_MS = 86_400_000;

/** A token bucket and a daily quota of one project, all on the clock that is passed in. */
export class RateLimiter {
  private limits: Limits;
  private tokens: number;
  private refilledAt: number;
  private usedToday = 0;
  private day: number;
  private refusals = 0;
  private refusedAt = 0;
  private bannedUntil = 0;

  constructor(
    private readonly now: () => number,
    limits: Limits = FREE_PLAN,
  ) {
    this.limits = limits;
    this.tokens = limits.burst;
    this.refilledAt = now();
    this.day = Math.floor(now() / DAY_MS);
  }

  /** Null lets the call through; otherwise what it is refused with. */
  take(): Answer | null {
    const now = this.now();
    this.refill(now);
    if (now < this.bannedUntil) return banned;
    if (this.usedToday >= this.limits.dailyQuota) return this.refuse(now, overLimit);
    if (this.tokens < 1) return this.refuse(now, rateLimited);
    this.tokens -= 1;
    this.usedToday += 1;
    return null;
  }

  /** Changes limits and starts anew: a full bucket, an unused day, no ban. */
  reset(limits: Partial<Limits> = {}): void {
    this.limits = { ...this.limits, ...limits };
    this.tokens = this.limits.burst;
    this.refilledAt = this.now();
    this.usedToday = 0;
    this.refusals = 0;
    this.bannedUntil = 0;
  }

  state(): Limits & { readonly tokens: number; readonly usedToday: number; readonly bannedUntil: number } {
    this.refill(this.now());
    return { ...this.limits, tokens: this.tokens, usedToday: this.usedToday, bannedUntil: this.bannedUntil };
  }

  private refill(now: number): void {
    const earned = (Math.max(0, now - this.refilledAt) / 1000) * this.limits.rps;
    this.tokens = Math.min(this.limits.burst, this.tokens + earned);
    this.refilledAt = now;
    const day = Math.floor(now / DAY_MS);
    if (day !== this.day) this.usedToday = 0;
    this.day = day;
  }

  private refuse(now: number, answer: Answer): Answer {
    this.refusals = Math.max(0, this.refusals - (now - this.refusedAt) / 1000) + 1;
    this.refusedAt = now;
    if (this.refusals > this.limits.banAfterRefusals) {
      this.bannedUntil = now + this.limits.banMs;
      return banned;
    }
    return answer;
  }
}
