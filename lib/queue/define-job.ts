import "server-only";
import type { z } from "zod";

/** What a handled message came to: `done` had its effect, `stale` was overtaken and had none. */
export type JobOutcome = "done" | "stale";

/** A kind of message: where it is sent, what it carries, what it does. */
export interface JobDefinition {
  /** Last part of the URL that QStash calls, and the label in its console. */
  readonly name: string;
  /** Parses the payload and returns its work; null where the payload does not fit. */
  readonly prepare: (payload: unknown) => (() => Promise<JobOutcome>) | null;
}

export function defineJob<Schema extends z.ZodType>(job: {
  readonly name: string;
  readonly schema: Schema;
  readonly handle: (payload: z.output<Schema>) => Promise<JobOutcome>;
}): JobDefinition {
  return {
    name: job.name,
    prepare: (payload) => {
      const parsed = job.schema.safeParse(payload);
      return parsed.success ? () => job.handle(parsed.data) : null;
    },
  };
}
