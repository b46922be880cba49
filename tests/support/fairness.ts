import { CallWindow, WindowClosed } from "@/lib/budget/call-window";
import { seedScript } from "@/lib/budget/budget-scripts";
import { redis, redisKey } from "@/lib/redis";
import { secondsUntilTokens, stepClosesAfterMs, stepEndsAfterMs } from "@/lib/sync/plan";
import { VirtualClock } from "@/tests/simulation/clock";
import { SimulatedRedis } from "@/tests/simulation/redis";

const rps = 10;
const capacity = 480;
const callMs = 200;
const messageMs = 150;

export interface SimulatedWallet {
  readonly userId: string;
  readonly calls: number;
  readonly startsAtMs: number;
  /** Signed in otherwise. */
  readonly isGuest?: boolean;
}

/**
 * Plays syncs of wallets on a virtual clock over the real call window and the real budget in a simulated Redis: steps of
 * some seconds, each call 200 ms, waits in the queue. Resolves with the milliseconds that each of `watched` took.
 */
export async function playSyncs(
  watched: readonly SimulatedWallet[],
  besides: readonly SimulatedWallet[] = [],
): Promise<number[]> {
  const clock = new VirtualClock(Date.UTC(2026, 0, 5));
  const cache = await SimulatedRedis.create(() => clock.now);
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    clock.instant(() =>
      cache.answer(new URL(new Request(input).url).pathname, typeof init?.body === "string" ? init.body : ""),
    );
  await redis().eval(seedScript, [redisKey("blockfrost", "budget")], [String(capacity), "0"]);
  clock.install();
  try {
    const begunAt = clock.now;
    const took = new Map<SimulatedWallet, number>();
    for (const wallet of [...besides, ...watched]) {
      clock.at(begunAt + wallet.startsAtMs, () => {
        void sync(clock, wallet).then((ms) => took.set(wallet, ms));
      });
    }
    await clock.run(() => watched.every((wallet) => took.has(wallet)), begunAt + 86_400_000);
    return watched.map((wallet) => took.get(wallet) ?? Infinity);
  } finally {
    clock.uninstall();
    globalThis.fetch = realFetch;
  }
}

/** What a first sync asks for at once, and how many answers tell it how many transactions there are. */
const firstCalls = 10;
const callsToCount = 3;

async function sync(clock: VirtualClock, { userId, calls, isGuest = false }: SimulatedWallet): Promise<number> {
  const startedAt = clock.now;
  let left = calls;
  while (left > 0) {
    await clock.sleep(messageMs);
    const window = new CallWindow({
      concurrency: 10,
      closesAt: clock.now + stepClosesAfterMs,
      endsAt: clock.now + stepEndsAfterMs,
      callLatencyMs: callMs,
      now: () => clock.now,
      asker: { userId, isGuest, isBackground: false },
    });
    const isFirst = left === calls;
    if (!isFirst) window.expect(left);
    const making = Array.from({ length: Math.min(left, isFirst ? firstCalls : 500) }, () => call(clock, window));
    if (isFirst) {
      const counted = await Promise.all(making.slice(0, callsToCount));
      if (counted.every(Boolean)) {
        window.expect(calls - callsToCount);
        making.push(...Array.from({ length: Math.min(calls, 500) - firstCalls }, () => call(clock, window)));
      }
    }
    left -= (await Promise.all(making)).filter(Boolean).length;
    await window.close();
    const { stop, tokensLeft, pace } = window;
    if (left === 0 || stop === undefined) continue;
    if (stop.reason === "rate_limit")
      await clock.sleep(secondsUntilTokens(left, tokensLeft, pace?.callsPerSecond ?? rps) * 1000);
    else await clock.sleep(stop.retryInMs);
  }
  return clock.now - startedAt;
}

async function call(clock: VirtualClock, window: CallWindow): Promise<boolean> {
  try {
    await window.call(() => clock.sleep(callMs));
    return true;
  } catch (error) {
    if (error instanceof WindowClosed) return false;
    throw error;
  }
}
