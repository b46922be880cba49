import { AsyncLocalStorage } from "node:async_hooks";
import { clockSkew, type VirtualClock } from "./clock";
import { randomOf, type Event, type Service, type Story } from "./story";

/** One run of a serverless function: a request, or the delivery of a message. */
interface Run {
  readonly index: number;
  readonly calls: Record<Service, number>;
  /** Killed by the platform: none of its outside calls has an effect or an answer any more. */
  dead: boolean;
  /** Frozen by the platform and woken again: outlives its time limit. No call gets out before this time. */
  frozenUntil: number | null;
}

type CallEvent = Extract<Event, { kind: "call" | "freeze" }>;

type Outage = Extract<Event, { kind: "outage" }>;

const maxDurationMs = 10_000;
const latencyMs: Readonly<Record<Service, number>> = { database: 3, redis: 4, queue: 15, chain: 0, koios: 40 };
const never = new Promise<never>(() => undefined);

/** The platform that runs functions, and all that can happen between one of them and the outside. */
export class Functions {
  private readonly current = new AsyncLocalStorage<Run>();
  private readonly random;
  private started = 0;
  /** Events that really came about. */
  readonly struck = new Set<Event>();

  constructor(
    private readonly clock: VirtualClock,
    private readonly story: Story,
  ) {
    this.random = randomOf(story.seed + 1);
  }

  /** Runs a function; null where the platform killed it or it took longer than it may. */
  async invoke<T>(work: () => Promise<T>): Promise<T | null> {
    const run: Run = {
      index: this.started++,
      calls: { database: 0, redis: 0, queue: 0, chain: 0, koios: 0 },
      dead: false,
      frozenUntil: null,
    };
    const skew = this.story.events.find((event) => event.kind === "skew" && event.run === run.index);
    if (skew !== undefined) this.struck.add(skew);
    const result = clockSkew.run(skew?.kind === "skew" ? skew.ms : 0, () => this.current.run(run, work));
    const limit = this.clock.sleep(maxDurationMs).then(() => {
      run.dead ||= run.frozenUntil === null;
      return null;
    });
    return Promise.race([result, limit]);
  }

  /** One outside call of the function that is running: takes virtual time, and may fail as the story has it. */
  async call<T>(service: Service, effect: () => Promise<T>, lost: () => Error): Promise<T> {
    const run = this.current.getStore();
    if (run === undefined) return effect();
    if (run.dead) return never;
    const fault = this.faultOf(run.index, service, run.calls[service]++);
    await this.clock.sleep(this.latencyOf(service));
    if (fault?.kind === "freeze") run.frozenUntil = this.clock.now + fault.ms;
    if (fault !== undefined) this.struck.add(fault);
    if (run.frozenUntil !== null) await this.clock.sleep(run.frozenUntil - this.clock.now);
    if (fault?.kind === "call" && fault.what === "die") run.dead = true;
    if (run.dead) return never;
    const result = await this.current.exit(() => clockSkew.exit(effect));
    if (fault?.kind === "call" && fault.what === "die-after") run.dead = true;
    if (fault?.kind === "call" && fault.what === "lose") throw lost();
    return run.dead ? never : result;
  }

  /** Whether a function asks, and not the harness itself. */
  get isRunning(): boolean {
    return this.current.getStore() !== undefined;
  }

  /** Ends what every promise of the process is asked for as long as it stands: with each story's a run would get slower. */
  close(): void {
    this.current.disable();
  }

  private faultOf(run: number, of: Service, nth: number): CallEvent | undefined {
    return this.story.events.find(
      (event): event is CallEvent =>
        (event.kind === "call" || event.kind === "freeze") && event.run === run && event.of === of && event.nth === nth,
    );
  }

  private latencyOf(service: Service): number {
    const { latencyMs: chain, databaseMs: database = latencyMs.database } = this.story;
    const base = { ...latencyMs, chain, database }[service];
    return Math.round(base * (0.5 + this.random()));
  }
}

/** The outage of a service that a story has at a time; null where it works. */
export function outageOf(story: Story, service: Service, sinceStartMs: number): Outage | null {
  const isNow = (event: Event): event is Outage =>
    event.kind === "outage" &&
    event.of === service &&
    sinceStartMs >= event.from &&
    sinceStartMs < event.from + event.ms;
  return story.events.find(isNow) ?? null;
}
