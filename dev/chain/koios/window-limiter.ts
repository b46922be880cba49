export interface WindowLimits {
  /** Requests in any `windowMs`, after which all are refused for `pauseMs`. */
  readonly burst: number;
  readonly windowMs: number;
  readonly pauseMs: number;
  /** Requests of a client in a UTC day, without a token and with one. */
  readonly publicDailyQuota: number;
  readonly tokenDailyQuota: number;
}

/** Koios' public plan and that of a free token. */
export const KOIOS_PLAN: WindowLimits = {
  burst: 100,
  windowMs: 10_000,
  pauseMs: 60_000,
  publicDailyQuota: 5_000,
  tokenDailyQuota: 50_000,
};

const DAY_MS = 86_400_000;

interface Caller {
  /** The times of the requests let through that are in the window still, oldest first. */
  times: number[];
  pausedUntil: number;
}

/** A sliding window for each client and endpoint and a day's count for each client, all on the clock that is passed in. */
export class WindowLimiter {
  private callers = new Map<string, Caller>();
  private usedToday = new Map<string, number>();
  private day: number;

  constructor(
    private readonly now: () => number,
    private limits: WindowLimits = KOIOS_PLAN,
  ) {
    this.day = dayOf(now());
  }

  /** Whether the request is let through. */
  take(client: string, endpoint: string, hasToken: boolean): boolean {
    const now = this.now();
    this.turnDay(now);
    const caller = this.callerOf(`${client} ${endpoint}`);
    if (now < caller.pausedUntil) return false;
    const used = this.usedToday.get(client) ?? 0;
    if (used >= (hasToken ? this.limits.tokenDailyQuota : this.limits.publicDailyQuota)) return false;
    caller.times = caller.times.filter((time) => time > now - this.limits.windowMs);
    if (caller.times.length >= this.limits.burst) {
      caller.pausedUntil = now + this.limits.pauseMs;
      return false;
    }
    caller.times.push(now);
    this.usedToday.set(client, used + 1);
    return true;
  }

  /** Changes limits and starts anew: empty windows, an unused day, no pause. */
  reset(limits: Partial<WindowLimits> = {}): void {
    this.limits = { ...this.limits, ...limits };
    this.callers = new Map();
    this.usedToday = new Map();
  }

  state(): WindowLimits & { readonly usedToday: number; readonly pausedUntil: number } {
    this.turnDay(this.now());
    return {
      ...this.limits,
      usedToday: [...this.usedToday.values()].reduce((all, used) => all + used, 0),
      pausedUntil: Math.max(0, ...[...this.callers.values()].map(({ pausedUntil }) => pausedUntil)),
    };
  }

  private callerOf(key: string): Caller {
    const caller = this.callers.get(key) ?? { times: [], pausedUntil: 0 };
    this.callers.set(key, caller);
    return caller;
  }

  private turnDay(now: number): void {
    if (dayOf(now) !== this.day) this.usedToday = new Map();
    this.day = dayOf(now);
  }
}

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);
