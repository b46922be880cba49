/** How many messages of one lane are at work at once; a lane is named after what its messages share. */
export const lanes = { blockfrost: 10 } as const;

/** A message for one of this app's jobs. */
export interface Message {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What makes two messages the same one within ten minutes. */
  readonly identity: readonly (string | number)[];
  /** Reckoned from now on, so that a clock that is wrong does no harm. */
  readonly delayMs: number;
  readonly retries: number;
  /** Absent: it waits behind no other. */
  readonly lane?: keyof typeof lanes;
}

/** What became of a message that was handed over: null where the queue has it, else why it was refused. */
export type Refusal = string | null;

/** A message that comes again by the clock, in UTC. */
export interface Schedule {
  readonly id: string;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly cron: string;
  readonly retries: number;
}

/** A message that the queue gave up on. */
export interface DeadLetter {
  readonly id: string;
  readonly name: string;
  readonly at: Date;
  /** Of the last answer; null where there was none. */
  readonly status: number | null;
  readonly reason: string;
}

/** A message as it arrives, or the news that the queue gave up on one. */
export interface Delivery {
  /** Of this delivery: one with the same id is this one again. */
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  /** Why the queue gave up on the message; null for the message itself. */
  readonly givenUp: string | null;
  /** Of the request that began the chain of messages. */
  readonly requestId: string | null;
}

/** What the handling of a delivery came to. `again`: the queue is to bring it once more, not before a time where one is known. */
export type Answer =
  | { readonly outcome: "done" | "stale" }
  | { readonly outcome: "never"; readonly reason: string }
  | {
      readonly outcome: "again";
      readonly code: string;
      readonly isKnown: boolean;
      readonly afterSeconds: number | null;
    };

/** Whoever brings messages back: at least once, late, in any order. Every method but `accept` throws `queue_unavailable`. */
export interface Queue {
  /** Messages that its plan allows in a day, retries among them. */
  readonly dailyMessages: number;
  /** In one request; answers for each message, in their order. */
  publish(messages: readonly Message[]): Promise<readonly Refusal[]>;
  /** Makes the schedule of this id what is asked for, however often it is called. */
  schedule(schedule: Schedule): Promise<void>;
  unschedule(id: string): Promise<void>;
  /** Of this deployment, newest first. */
  listDeadLetters(): Promise<readonly DeadLetter[]>;
  retryDeadLetter(id: string): Promise<void>;
  dropDeadLetter(id: string): Promise<void>;
  /** Verifies and unwraps what came for `name`; null where nobody proved to be the queue. */
  accept(name: string, request: Request): Promise<Delivery | null>;
  /** The answer in the words that the queue understands. */
  answer(answer: Answer): Response;
  /** Throws where the queue does not answer in time. */
  check(signal: AbortSignal): Promise<void>;
}
