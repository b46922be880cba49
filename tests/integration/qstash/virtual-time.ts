/** Time that moves when the test says so. */
export interface VirtualTime {
  now: () => number;
  schedule: (ms: number, run: () => void) => () => void;
  /** Moves on, running on the way what falls due, each at its own time. */
  advance: (ms: number) => void;
}

export function createVirtualTime(start: number): VirtualTime {
  let current = start;
  const timers = new Set<{ at: number; run: () => void }>();

  function advance(ms: number): void {
    const end = current + ms;
    for (;;) {
      const next = [...timers].filter(({ at }) => at <= end).sort((left, right) => left.at - right.at)[0];
      if (next === undefined) {
        break;
      }
      timers.delete(next);
      current = next.at;
      next.run();
    }
    current = end;
  }

  return {
    now: () => current,
    schedule: (ms, run) => {
      const timer = { at: current + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance,
  };
}
