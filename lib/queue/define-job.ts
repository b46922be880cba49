import "server-only";
import type { z } from "zod";

/** What a handled message came to: `done` had its effect, `stale` was overtaken and had none. */
export type JobOutcome = "done" | "stale";

type Work = () => Promise<JobOutcome>;

/** A kind of message: where it is sent, what it carries, what it does, and what is to be done where it is lost. */
export interface JobDefinition {
  /** Last part of the URL that the queue calls, and the label in its console. */
  readonly name: string;
  /** Parses the payload and returns its work; null where the payload does not fit. */
  readonly prepare: (payload: unknown) => Work | null;
  /** The same for a message that the queue gave up on; any payload fits, those too of another version. */
  readonly prepareGivenUp: (payload: unknown, reason: string) => Work;
}

export function defineJob<Schema extends z.ZodType>(job: {
  readonly name: string;
  readonly schema: Schema;
  readonly handle: (payload: z.output<Schema>) => Promise<JobOutcome>;
  /** `payload` is null where it does not fit the schema; `given` is what the message carried. */
  readonly onGivenUp: (payload: z.output<Schema> | null, given: unknown, reason: string) => Promise<JobOutcome>;
}): JobDefinition {
  return {
    name: job.name,
    prepare: (payload) => {
      const parsed = job.schema.safeParse(payload);
      return parsed.success ? () => job.handle(parsed.data) : null;
    },
    prepareGivenUp: (payload, reason) => {
      const parsed = job.schema.safeParse(payload);
      return () => job.onGivenUp(parsed.success ? parsed.data : null, payload, reason);
    },
  };
}
