import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CallWindow } from "@/lib/budget/call-window";

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

const callMs = 60;
const pace = { callsAtOnce: 1_000, callsPerSecond: 10, callsToday: 1_000, callsADay: 1_000 };
const call = () => new Promise<string>((resolve) => setTimeout(() => resolve("asked"), callMs));

/** Forty transactions behind one call for their list: the time until the last is there, and the tokens that were kept. */
async function timeOf(transaction: (window: CallWindow) => Promise<unknown>) {
  let kept = 0;
  const budget = {
    tokenLifetimeMs: 2_000,
    take: (wanted: number) => {
      kept += wanted;
      return Promise.resolve({ granted: wanted, tokensLeft: 1_000, refusal: null, retryInMs: 0, isProbe: false, pace });
    },
    giveBack: (unused: number) => Promise.resolve(void (kept -= unused)),
    report: () => Promise.resolve(0),
    recovered: () => Promise.resolve(),
  };
  const startedAt = Date.now();
  const asker = { userId: "u", isGuest: true, isBackground: false };
  const times = { closesAt: startedAt + 60_000, endsAt: startedAt + 60_000, now: Date.now };
  const window = new CallWindow({ concurrency: 4, callLatencyMs: 250, asker, budget, ...times });
  const all = window.call(call).then(() => Promise.all(Array.from({ length: 40 }, () => transaction(window))));
  await vi.runAllTimersAsync();
  await all;
  const ms = Date.now() - startedAt;
  await window.close();
  return { ms, kept };
}

test("what is known already takes as long and as many tokens as if it were asked for", async () => {
  const asked = await timeOf((window) => window.call(call));
  const known = await timeOf((window) => window.asIfAsked("known"));
  expect(asked.kept).toBe(41);
  expect(known).toEqual(asked);
});
