import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import type { JobOutcome } from "@/lib/queue/define-job";
import type { Message } from "@/lib/queue/port";
import { publish } from "@/lib/queue/publish";
import { retentions, type Retention } from "@/lib/operator/retention";
import { sweepGuests } from "@/lib/operator/sweep-guests";

export const sweepRowsJobName = "sweep-rows";

export const sweepRowsPayload = z.object({
  /** Tells one day's sweep from the next. */
  run: z.uuid(),
  round: z.int().nonnegative(),
  /** The entry of the table of retentions that is due; the one after the last is for guests. */
  entry: z.int().nonnegative(),
  v: z.literal(1),
});
export type SweepRowsPayload = z.infer<typeof sweepRowsPayload>;

/** No statement begins later than this after a message was taken. */
const worksForMs = 5_000;

/** The first bit of a day's sweep. */
export function newSweep(): SweepRowsPayload {
  return { run: randomUUID(), round: 0, entry: 0, v: 1 };
}

function sweepRowsMessage(payload: SweepRowsPayload): Message {
  return { name: sweepRowsJobName, payload, identity: [payload.run, payload.round], delayMs: 0, retries: 1 };
}

/**
 * Deletes what has been kept long enough, then guests who are long gone, one bounded statement after the other, and hands on
 * to a next message in time.
 */
export async function sweepRows(
  { run, round, entry }: SweepRowsPayload,
  { entries = retentions, worksFor = worksForMs } = {},
): Promise<JobOutcome> {
  const endsAt = performance.now() + worksFor;
  const hasTime = () => performance.now() < endsAt;
  for (let index = entry; index <= entries.length; index += 1) {
    const isDone = await (index < entries.length ? sweepEntry(entries[index], hasTime) : sweepGuests(hasTime));
    if (isDone) continue;
    await publish([sweepRowsMessage({ run, round: round + 1, entry: index, v: 1 })]);
    return "done";
  }
  return "done";
}

/** False where time was over before its last row. */
async function sweepEntry(entry: Retention | undefined, hasTime: () => boolean): Promise<boolean> {
  if (entry === undefined) return true;
  let deleted = 0;
  let samples = entry.sample?.times ?? 1;
  while (samples > 0) {
    if (!hasTime()) return false;
    const count = await db().$executeRawUnsafe(statementOf(entry));
    deleted += count;
    if (count < entry.batch) samples -= 1;
  }
  if (deleted > 0) log.info("retention.swept", { table: entry.table, what: entry.what, deleted });
  return true;
}

/** Made of what stands in the table of retentions alone. */
function statementOf({ table, keepDays, batch, due, sample }: Retention): string {
  const rows =
    sample === undefined
      ? `${table} x`
      : `(SELECT y.ctid, y.* FROM ${table} y WHERE y.${sample.key} >= (SELECT md5(random()::text)) ORDER BY y.${sample.key} LIMIT ${sample.rows}) x`;
  return `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
    SELECT x.ctid FROM ${rows} WHERE ${due(`(now() - interval '${keepDays} days')`)} LIMIT ${batch}))`;
}
