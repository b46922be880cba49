import "server-only";
import { db } from "@/lib/db";
import type { RelabelModel } from "@/lib/generated/prisma/models";

/** Where a re-labelling stands. */
export type RelabelRow = Omit<RelabelModel, "user" | "changes">;

/** Read by the system: a message names the re-labelling, and whose it is nobody knows yet. Null where it is gone. */
export function findRelabel(id: string): Promise<RelabelRow | null> {
  return db().relabel.findFirst({ where: { id } });
}

/** Ends a re-labelling whose message the queue gave up on; a person may begin it again. */
export async function failRelabel(id: string, seq: number): Promise<void> {
  await db().$executeRaw`
    UPDATE relabel SET status = 'failed', updated_at = now()
    WHERE id = ${id}::uuid AND seq = ${seq} AND status IN ('checking', 'applying')`;
}
