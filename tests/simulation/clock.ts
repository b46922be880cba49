import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
  readonly everyMs: number | null;
}

const real = { Date, setTimeout, clearTimeout, setInterval, clearInterval };

/** How far the clock of the function that is running is off, in milliseconds. */
export const clockSkew = new AsyncLocalStorage<number>();

/** Time that passes only when nothing else can happen: `Date` and timers of the whole process are put on it. */
export class VirtualClock {
  private timers: Timer[] = [];
  private order = 0;
  /** Real work outside this process' own code, a database statement, that must end before time goes on. */
  private busy = 0;

  constructor(public now: number) {}

  install(): void {
    const read = () => this.now + (clockSkew.getStore() ?? 0);
    globalThis.Date = new Proxy(real.Date, {
      construct: (target, args: unknown[], newTarget: typeof Date) =>
        args.length === 0 ? new target(read()) : (Reflect.construct(target, args, newTarget) as Date),
      get: (target, name, receiver) => (name === "now" ? read : (Reflect.get(target, name, receiver) as unknown)),
    });
    // As in Node, what a timer does belongs to the function that started it.
    const start = (everyMs: boolean) => (run: () => void, ms?: number) =>
      this.handle(this.add(AsyncResource.bind(run), ms ?? 0, everyMs));
    const stop = (handle: unknown) => this.remove(handle);
    Object.assign(globalThis, {
      setTimeout: start(false),
      setInterval: start(true),
      clearTimeout: stop,
      clearInterval: stop,
    });
  }

  uninstall(): void {
    Object.assign(globalThis, real);
    this.timers = [];
  }

  sleep(ms: number): Promise<void> {
    return ms <= 0 ? Promise.resolve() : new Promise((resolve) => void this.add(resolve, ms, false));
  }

  at(time: number, run: () => void): void {
    this.add(run, time - this.now, false);
  }

  /** Counts `work` as something that happens in no virtual time. */
  async instant<T>(work: () => Promise<T>): Promise<T> {
    this.busy += 1;
    try {
      return await work();
    } finally {
      this.busy -= 1;
    }
  }

  /** Lets time pass, timer by timer, until `done` says so, no timer is left, or `until` is reached. */
  async run(done: () => boolean, until: number): Promise<void> {
    for (;;) {
      await this.settle();
      if (done()) return;
      const next = this.timers[0];
      if (next === undefined || next.at > until) {
        this.now = Math.max(this.now, until);
        return;
      }
      this.timers.shift();
      this.now = Math.max(this.now, next.at);
      if (next.everyMs !== null) this.insert({ ...next, at: this.now + next.everyMs });
      next.run();
    }
  }

  private async settle(): Promise<void> {
    for (let quiet = 0; quiet < 4; quiet = this.busy === 0 ? quiet + 1 : 0) {
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  private add(run: () => void, ms: number, repeats: boolean): Timer {
    const timer = { at: this.now + Math.max(0, ms), order: (this.order += 1), run, everyMs: repeats ? ms : null };
    this.insert(timer);
    return timer;
  }

  private insert(timer: Timer): void {
    const index = this.timers.findIndex(({ at, order }) => at > timer.at || (at === timer.at && order > timer.order));
    this.timers.splice(index === -1 ? this.timers.length : index, 0, timer);
  }

  private handle(timer: Timer): object {
    const handle = { timer, ref: () => handle, unref: () => handle, hasRef: () => true };
    return handle;
  }

  private remove(handle: unknown): void {
    if (typeof handle !== "object" || handle === null || !("timer" in handle)) return;
    const { order } = handle.timer as Timer;
    this.timers = this.timers.filter((timer) => timer.order !== order);
  }
}
