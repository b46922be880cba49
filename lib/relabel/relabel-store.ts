import "server-only";
import { db } from "@/lib/db";
import type { RelabelModel } from "@/lib/generated/prisma/models";
import type { JobOutcome } from "@/lib/queue/define-job";
import type { RelabelPayload } from "@/lib/relabel/messages";

/** Where a re-labelling stands. */
export type RelabelRow = Omit<RelabelModel, "user" | "changes">;

/** Read by the system: a message names the re-labelling, and whose it is nobody knows yet. Null where it is gone. */
export function findRelabel(id: string): Promise<RelabelRow | null> {
  return db().relabel.findFirst({ where: { id } });
}

/** The queue gave up on a page: its re-labelling ends, and a person may begin it again. */
export async function giveUpRelabel(payload: RelabelPayload | null): Promise<JobOutcome> {
  if (payload === null) return "stale";
  await failRelabel(payload.relabelId, payload.seq);
  return "done";
}

/** Ends a re-labelling at this page; a person may begin it again. */
export async function failRelabel(id: string, seq: number): Promise<void> {
  await db().relabel.updateMany({
    where: { id, seq, status: { in: ["checking", "applying"] } },
    data: { status: "failed", updatedAt: new Date() },
  });
}
