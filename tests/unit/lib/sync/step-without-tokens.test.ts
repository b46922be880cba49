import { beforeAll, expect, it } from "vitest";
import type { Grant } from "@/lib/budget/budget";
import { CallWindow } from "@/lib/budget/call-window";
import { parseTxHash } from "@/lib/cardano/parse-tx-hash";
import { fetchUnlisted } from "@/lib/sync/fetch-unlisted";
import { setEnvironment } from "@/tests/support/environment";

const hash = parseTxHash("ab".repeat(32));
const pace = { callsAtOnce: 0, callsPerSecond: 10, callsToday: 1_000, callsADay: 1_000 };
const nothing: Grant = { granted: 0, tokensLeft: 0, refusal: "rate_limit", retryInMs: 0, isProbe: false, pace };

beforeAll(() => setEnvironment());

function windowWithout(grant: Grant): CallWindow {
  return new CallWindow({
    concurrency: 10,
    closesAt: 7_000,
    endsAt: 8_000,
    callLatencyMs: 200,
    now: () => 0,
    asker: { userId: "somebody", isGuest: true, isBackground: false },
    budget: {
      tokenLifetimeMs: 2_000,
      take: () => Promise.resolve(grant),
      giveBack: () => Promise.resolve(),
      report: () => Promise.resolve(0),
      recovered: () => Promise.resolve(),
    },
  });
}

it("leaves unlisted transactions to the next step, and says why", async () => {
  const window = windowWithout(nothing);
  expect(await fetchUnlisted([{ hash, height: null, time: null }], { window, bulk: null })).toEqual({
    entries: [],
    failure: null,
  });
  expect(window.stop).toEqual({ reason: "rate_limit", retryInMs: 0 });
});

it("leaves them to the next day where the day's quota is spent", async () => {
  const window = windowWithout({ ...nothing, refusal: "daily_quota", retryInMs: 59_000 });
  expect(await fetchUnlisted([{ hash, height: null, time: null }], { window, bulk: null })).toEqual({
    entries: [],
    failure: null,
  });
  expect(window.stop).toEqual({ reason: "daily_quota", retryInMs: 59_000 });
});
