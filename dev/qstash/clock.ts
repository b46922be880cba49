/** Time as the stand-in sees it: everything that waits, waits here. */
export interface Clock {
  /** Unix milliseconds. */
  now: () => number;
  /** Runs once at the given unix milliseconds, at once when that is past. Returns how to call it off. */
  at: (time: number, run: () => void) => () => void;
  /** Calls off everything that still waits. */
  close: () => void;
}

export type Schedule = (ms: number, run: () => void) => () => void;

/** setTimeout holds 31 bits; a yearly cron is further away. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export function createClock(now: () => number = Date.now, schedule: Schedule = timeout): Clock {
  const waiting = new Set<() => void>();

  function at(time: number, run: () => void): () => void {
    const remaining = time - now();
    if (remaining <= 0) {
      run();
      return () => undefined;
    }
    let calledOff: () => void = () => undefined;
    const cancelTimer = schedule(Math.min(remaining, LONGEST_TIMEOUT_MS), () => {
      waiting.delete(cancel);
      if (remaining > LONGEST_TIMEOUT_MS) {
        calledOff = at(time, run);
      } else {
        run();
      }
    });
    const cancel = (): void => {
      waiting.delete(cancel);
      cancelTimer();
      calledOff();
    };
    waiting.add(cancel);
    return cancel;
  }

  function close(): void {
    for (const cancel of [...waiting]) {
      cancel();
    }
  }

  return { now, at, close };
}

function timeout(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => {
    clearTimeout(timer);
  };
}
