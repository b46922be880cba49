import { onTestFinished, vi } from "vitest";

/** For this test the time of day stands still, so that what is counted by the minute or the day is one minute's or one day's. */
export function stopTheClock(now = new Date()): void {
  vi.useFakeTimers({ toFake: ["Date"], now });
  onTestFinished(() => void vi.useRealTimers());
}
