import { describe, expect, it } from "vitest";
import { FREE_PLAN, RateLimiter, type Limits } from "@/dev/chain/gate/rate-limiter";

function limiterAt(limits: Partial<Limits> = {}): {
  limiter: RateLimiter;
  clock: { ms: number };
  statuses: (calls: number) => number[];
} {
  const clock = { ms: Date.UTC(2025, 10, 20, 12) };
  const limiter = new RateLimiter(() => clock.ms, { ...FREE_PLAN, ...limits });
  const statuses = (calls: number): number[] => Array.from({ length: calls }, () => limiter.take()?.status ?? 200);
  return { limiter, clock, statuses };
}

const tally = (statuses: readonly number[]): Record<number, number> =>
  statuses.reduce<Record<number, number>>((counts, status) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }), {});

describe("RateLimiter", () => {
  it("lets 500 calls through at once and then 10 a second", () => {
    const { clock, statuses } = limiterAt();
    expect(tally(statuses(510))).toEqual({ 200: 500, 429: 10 });
    clock.ms += 1_000;
    expect(tally(statuses(12))).toEqual({ 200: 10, 429: 2 });
    clock.ms += 120_000;
    expect(tally(statuses(501))).toEqual({ 200: 500, 429: 1 });
  });

  it("answers 402 once the day's quota is used, until UTC midnight", () => {
    const { clock, statuses } = limiterAt({ dailyQuota: 3 });
    expect(statuses(4)).toEqual([200, 200, 200, 402]);
    clock.ms = Date.UTC(2025, 10, 21);
    expect(statuses(1)).toEqual([200]);
  });

  it("bans a client that goes on after being refused, for the ban's time", () => {
    const { clock, statuses } = limiterAt({ burst: 1, banAfterRefusals: 3, banMs: 60_000 });
    expect(statuses(6)).toEqual([200, 429, 429, 429, 418, 418]);
    clock.ms += 59_000;
    expect(statuses(1)).toEqual([418]);
    clock.ms += 2_000;
    expect(statuses(1)).toEqual([200]);
  });

  it("forgives refusals that are far apart", () => {
    const { clock, statuses } = limiterAt({ burst: 1, rps: 0.001, banAfterRefusals: 3 });
    statuses(1);
    for (let i = 0; i < 10; i++) {
      expect(statuses(1)).toEqual([429]);
      clock.ms += 2_000;
    }
  });

  it("starts anew with other limits", () => {
    const { limiter, statuses } = limiterAt();
    statuses(500);
    limiter.reset({ burst: 2 });
    expect(statuses(3)).toEqual([200, 200, 429]);
    expect(limiter.state()).toMatchObject({ burst: 2, rps: 10, tokens: 0, usedToday: 2 });
  });
});
