import "server-only";
import { db } from "@/lib/db";
import { publish, type Message } from "@/lib/queue/publish";
import { stepMessage, stepPayload, watchdogMessage } from "@/lib/sync/messages";

/** Publishes messages that are already committed and forgets their outbox row. Throws `queue_unavailable`; the row stays. */
export async function dispatch(outboxId: string, messages: readonly Message[]): Promise<void> {
  await publish(messages);
  await db().outboxMessage.deleteMany({ where: { id: outboxId } });
}

interface Pending {
  readonly id: string;
  readonly payload: unknown;
  readonly delayMs: number;
  readonly watchdogAt: Date | null;
  readonly watchdogInMs: number | null;
}

/**
 * Publishes what a job committed and nobody is known to have published, with the watchdog that was committed beside it.
 * Both may be out already: de-duplication swallows them then. Returns the steps' numbers. Throws `queue_unavailable`.
 */
export async function drainOutbox(jobId: string): Promise<number[]> {
  const rows = await db().$queryRaw<Pending[]>`
    SELECT o.id, o.payload, greatest(0, extract(epoch FROM o.not_before - now()) * 1000)::float8 AS "delayMs",
      j.watchdog_at AS "watchdogAt", extract(epoch FROM j.watchdog_at - now())::float8 * 1000 AS "watchdogInMs"
    FROM outbox_message o JOIN sync_job j ON j.id = o.job_id
    WHERE o.job_id = ${jobId}::uuid AND j.finished_at IS NULL`;
  const steps: number[] = [];
  for (const { id, payload, delayMs, watchdogAt, watchdogInMs } of rows) {
    const step = stepPayload.parse(payload);
    const watchdog =
      watchdogAt !== null && watchdogInMs !== null && watchdogInMs > 0
        ? [watchdogMessage(jobId, { at: watchdogAt, inMs: watchdogInMs })]
        : [];
    await dispatch(id, [stepMessage(step, delayMs), ...watchdog]);
    steps.push(step.seq);
  }
  return steps;
}
