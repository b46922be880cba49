import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CallWindow, type Stop } from "@/lib/budget/call-window";

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

const pace = { callsAtOnce: 0, callsPerSecond: 10, callsToday: 1_000, callsADay: 1_000 };
const asker = { userId: "u", isGuest: true, isBackground: false };
const refillsEveryMs = 1_000;
const closesAt = 4_500;

/** Work of so many calls, at a source that grants two a second: when each was made, and why no more were. */
async function madeBy(
  calls: number,
  { waitsAbove, tells = true }: { waitsAbove?: number; tells?: boolean },
): Promise<{ at: number[]; stop: Stop | undefined }> {
  let filledAt = 0;
  const budget = {
    tokenLifetimeMs: 500,
    take: () => {
      const isFilled = Date.now() >= filledAt;
      if (isFilled) filledAt = Date.now() + refillsEveryMs;
      const told = { retryInMs: isFilled || !tells ? 0 : filledAt - Date.now(), isProbe: false, pace };
      return Promise.resolve({
        granted: isFilled ? 2 : 0,
        tokensLeft: 0,
        refusal: isFilled ? null : ("rate_limit" as const),
        ...told,
      });
    },
    giveBack: () => Promise.resolve(),
    report: () => Promise.resolve(0),
    recovered: () => Promise.resolve(),
  };
  const window = new CallWindow({
    concurrency: 4,
    callLatencyMs: 100,
    closesAt,
    endsAt: 5_500,
    now: Date.now,
    asker,
    budget,
    ...(waitsAbove === undefined ? {} : { waitsAbove }),
  });
  window.expect(calls);
  const at: number[] = [];
  const all = Array.from({ length: calls }, () =>
    window.call(() => Promise.resolve(at.push(Date.now()))).catch((error: unknown) => error),
  );
  await vi.runAllTimersAsync();
  await Promise.all(all);
  return { at, stop: window.stop };
}

test("much work waits for calls that come before the window closes, and says how long the rest takes", async () => {
  expect(await madeBy(20, { waitsAbove: 8 })).toEqual({
    at: [0, 0, 1_000, 1_000, 2_000, 2_000, 3_000, 3_000, 4_000, 4_000],
    stop: { reason: "rate_limit", retryInMs: 1_000 },
  });
});

test.each([
  ["little work", { waitsAbove: 20 }, 1_000],
  ["work at a source where it is not worth it", {}, 1_000],
  ["work at a source that does not say when", { waitsAbove: 8, tells: false }, 0],
] as const)("%s ends where there are no calls left", async (_, options, retryInMs) => {
  expect(await madeBy(20, options)).toEqual({ at: [0, 0], stop: { reason: "rate_limit", retryInMs } });
});
