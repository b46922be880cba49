import "server-only";
import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";
import { publish } from "@/lib/queue/publish";
import { rateSources } from "@/lib/contract/rates";
import { dateOf, firstMonth, floorTo, hourMs, monthOf, nextMonth } from "@/lib/rates/instants";
import { ratesMessage } from "@/lib/rates/messages";
import { sourceFacts } from "@/lib/rates/source-facts";

/** Whether anybody used the app lately; `last_seen_at` is to the hour. */
export async function isSomebodyHere(): Promise<boolean> {
  const [row] = await db().$queryRaw<[{ isHere: boolean }]>`
    SELECT EXISTS (SELECT FROM "user" WHERE last_seen_at > now() - interval '2 hours') AS "isHere"`;
  return row.isHere;
}

/**
 * Notes that the hours of the months in which these instants lie are wanted, and has the job fetch those that are new. Months
 * before ada and after now are left out. Throws `queue_unavailable`, and `rate_limited` where whoever asks has begun too much;
 * what is noted is then fetched by the next hourly run.
 */
export async function wantHours(instants: readonly Date[]): Promise<void> {
  // The last full hour of the first half hour of a month is the month's before.
  const months = [...new Set(instants.map((at) => monthOf(floorTo(hourMs, at.getTime()) - 1)))];
  if (await noteMonths(months)) await publish([ratesMessage({ run: randomUUID(), round: 0, isWanted: true, v: 1 })]);
}

/** True where one of the months was not wanted before. */
export async function noteMonths(months: readonly number[]): Promise<boolean> {
  const now = Date.now();
  const rows = months
    .filter((month) => month >= firstMonth && month <= now)
    .flatMap((month) =>
      rateSources.flatMap((source) => {
        const { hasHours, listedAt, keeps } = sourceFacts[source];
        const isForgotten = keeps.hour !== null && nextMonth(month) < now - keeps.hour;
        if (!hasHours || isForgotten || nextMonth(month) <= listedAt) return [];
        return [{ source, month: dateOf(month), until: new Date(Math.max(month, listedAt)) }];
      }),
    );
  if (rows.length === 0) return false;
  const added = await db().$executeRaw`
    INSERT INTO rate_fill (source, kind, month, until)
    SELECT r.source, 'hour', r.month, r.until
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(source text, month date, until timestamptz)
    ON CONFLICT DO NOTHING`;
  return added > 0;
}
