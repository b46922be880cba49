import { beforeAll, expect, it } from "vitest";
import type { Grant } from "@/lib/blockfrost/budget";
import { CallWindow } from "@/lib/blockfrost/call-window";
import { parseTxHash } from "@/lib/cardano/parse-tx-hash";
import { fetchUnlisted } from "@/lib/sync/fetch-unlisted";
import { waitAfter } from "@/lib/sync/hand-on";
import { setEnvironment } from "@/tests/support/environment";

const hash = parseTxHash("ab".repeat(32));
const nothing: Grant = { granted: 0, tokensLeft: 0, refusal: "rate_limit", retryInMs: 0, isProbe: false };

beforeAll(() => setEnvironment());

function windowWithout(grant: Grant): CallWindow {
  return new CallWindow({
    concurrency: 10,
    closesAt: 7_000,
    endsAt: 8_000,
    callLatencyMs: 200,
    now: () => 0,
    asker: { userId: "somebody", isBackground: false },
    budget: {
      take: () => Promise.resolve(grant),
      giveBack: () => Promise.resolve(),
      report: () => Promise.resolve(0),
      recovered: () => Promise.resolve(),
    },
  });
}

it("leaves unlisted transactions to the next step, which begins when there are tokens for them", async () => {
  const window = windowWithout(nothing);
  expect(await fetchUnlisted([{ hash, height: null, time: null }], window)).toEqual([]);
  expect(waitAfter(window, 40)).toEqual({ status: "waiting", waitMs: 4_000, waitingFor: "rate_limit", error: null });
});

it("waits for the next day where the day's quota is spent", async () => {
  const window = windowWithout({ ...nothing, refusal: "daily_quota", retryInMs: 59_000 });
  expect(await fetchUnlisted([{ hash, height: null, time: null }], window)).toEqual([]);
  expect(waitAfter(window, 40)).toEqual({
    status: "waiting",
    waitMs: 60_000,
    waitingFor: "daily_quota",
    error: {
      code: "chain_quota_exhausted",
      detail: "Today's Blockfrost quota is used up. Syncing goes on by itself after 00:00 UTC.",
    },
  });
});

it("goes on at once where only its time was over", async () => {
  const window = windowWithout(nothing);
  await window.close();
  expect(waitAfter(window, 40)).toEqual({ status: "running", waitMs: null, waitingFor: null, error: null });
});
