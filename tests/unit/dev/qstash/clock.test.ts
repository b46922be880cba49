import { describe, expect, it } from "vitest";
import { createClock } from "@/dev/qstash/clock";

/** A timer service that only records; `fire` lets the oldest timer go off. */
function recordedTimers() {
  const timers: { ms: number; run: () => void; cancelled: boolean }[] = [];
  const schedule = (ms: number, run: () => void): (() => void) => {
    const timer = { ms, run, cancelled: false };
    timers.push(timer);
    return () => {
      timer.cancelled = true;
    };
  };
  return { timers, schedule, fire: (index: number) => timers[index]?.run() };
}

describe("createClock", () => {
  it("runs what is due at once, within the call", () => {
    const { timers, schedule } = recordedTimers();
    const ran: string[] = [];
    createClock(() => 1_000, schedule).at(1_000, () => ran.push("due"));
    expect({ ran, timers }).toEqual({ ran: ["due"], timers: [] });
  });

  it("reaches beyond the longest timeout by stages", () => {
    const { timers, schedule, fire } = recordedTimers();
    let now = 0;
    const ran: number[] = [];
    createClock(() => now, schedule).at(2 ** 31 + 9, () => ran.push(now));
    now = 2 ** 31 - 1;
    fire(0);
    expect(ran).toEqual([]);
    now = 2 ** 31 + 9;
    fire(1);
    expect({ ran, waits: timers.map(({ ms }) => ms) }).toEqual({ ran: [2 ** 31 + 9], waits: [2 ** 31 - 1, 10] });
  });

  it("calls off one by its handle, and all by close", () => {
    const { timers, schedule } = recordedTimers();
    const clock = createClock(() => 0, schedule);
    const cancel = clock.at(10, () => undefined);
    clock.at(20, () => undefined);
    cancel();
    expect(timers.map(({ cancelled }) => cancelled)).toEqual([true, false]);
    clock.close();
    expect(timers.map(({ cancelled }) => cancelled)).toEqual([true, true]);
  });
});
