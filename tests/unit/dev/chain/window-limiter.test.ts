import { describe, expect, it } from "vitest";
import { KOIOS_PLAN, WindowLimiter, type WindowLimits } from "@/dev/chain/koios/window-limiter";

function limiterAt(limits: Partial<WindowLimits> = {}) {
  const clock = { ms: Date.UTC(2025, 10, 20, 12) };
  const limiter = new WindowLimiter(() => clock.ms, { ...KOIOS_PLAN, ...limits });
  const passed = (calls: number, client = "a", endpoint = "tx_cbor", hasToken = false): number =>
    Array.from({ length: calls }, () => limiter.take(client, endpoint, hasToken)).filter(Boolean).length;
  return { limiter, clock, passed };
}

describe("WindowLimiter", () => {
  it("lets 100 calls through in any ten seconds", () => {
    const { clock, passed } = limiterAt();
    expect(passed(60)).toBe(60);
    clock.ms += 9_999;
    expect(passed(40)).toBe(40);
    clock.ms += 1;
    expect(passed(60)).toBe(60);
  });

  it("then refuses all for a minute, which going on does not prolong", () => {
    const { clock, passed } = limiterAt();
    expect(passed(101)).toBe(100);
    clock.ms += 59_999;
    expect(passed(1)).toBe(0);
    clock.ms += 1;
    expect(passed(101)).toBe(100);
  });

  it("counts clients and endpoints apart", () => {
    const { passed } = limiterAt({ burst: 1 });
    expect([passed(2), passed(2, "b"), passed(2, "a", "utxo_info")]).toEqual([1, 1, 1]);
  });

  it("counts a client's day over all endpoints, longer with a token", () => {
    const { clock, passed } = limiterAt({ publicDailyQuota: 2, tokenDailyQuota: 3 });
    expect([passed(2), passed(2, "a", "utxo_info"), passed(4, "token", "tx_cbor", true)]).toEqual([2, 0, 3]);
    clock.ms = Date.UTC(2025, 10, 21);
    expect(passed(3)).toBe(2);
  });

  it("starts anew with other limits", () => {
    const { limiter, passed } = limiterAt();
    passed(101);
    limiter.reset({ burst: 2 });
    expect(limiter.state()).toMatchObject({ burst: 2, windowMs: 10_000, usedToday: 0, pausedUntil: 0 });
    expect(passed(3)).toBe(2);
  });
});
