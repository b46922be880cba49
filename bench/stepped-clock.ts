const RealDate = Date;

/** The clock of this process, which goes on by itself and leaps where it is told to. */
export interface SteppedClock {
  readonly now: () => number;
  /** Never back. */
  leapTo(ms: number): void;
  end(): void;
}

export function startSteppedClock(): SteppedClock {
  let aheadMs = 0;
  const now = () => RealDate.now() + aheadMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [now()] : args) as Date,
    get: (target, key) => (key === "now" ? now : (Reflect.get(target, key) as unknown)),
  });
  return {
    now,
    leapTo: (ms) => {
      aheadMs += Math.max(0, ms - now());
    },
    end: () => {
      globalThis.Date = RealDate;
    },
  };
}
