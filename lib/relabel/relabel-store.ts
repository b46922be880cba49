import "server-only";
import { db } from "@/lib/db";
import type { RelabelModel } from "@/lib/generated/prisma/models";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { relabelMessage, type RelabelPayload } from "@/lib/relabel/messages";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import { log } from "@/lib/log";

/** Where a re-labelling stands. */
export type RelabelRow = Omit<RelabelModel, "user" | "changes">;

/** Read by the system: a message names the re-labelling, and whose it is nobody knows yet. Null where it is gone. */
export function findRelabel(id: string): Promise<RelabelRow | null> {
  return db().relabel.findFirst({ where: { id } });
}

/** Notes that the message of a page came, which shows that it was published. */
export async function notePublished({ id }: RelabelRow, seq: number): Promise<void> {
  await db().relabel.updateMany({ where: { id, publishedSeq: { lt: seq } }, data: { publishedSeq: seq } });
}

/** A page takes seconds: a re-labelling that is silent for so long has lost its message. */
export const silentAfterMs = 90_000;
const sweptAtOnce = 200;

/** Brings re-labellings back that went silent, under a new epoch; resolves with how many. Throws `queue_unavailable`. */
export async function sweepRelabels(): Promise<number> {
  const revived = await db().$queryRaw<Parameters<typeof relabelMessage>[0][]>`
    UPDATE relabel r SET epoch = r.epoch + 1, published_seq = least(r.published_seq, r.seq - 1)
    WHERE r.id IN (SELECT id FROM relabel WHERE status IN ('checking', 'applying') AND fingerprint = ${rulesFingerprint}
        AND updated_at < now() - make_interval(secs => ${silentAfterMs / 1000}::float8) ORDER BY updated_at LIMIT ${sweptAtOnce})
    RETURNING r.id AS "relabelId", r.seq, r.epoch`;
  for (const due of revived) {
    log.warn("relabel.revived", { ...due });
    await publish([relabelMessage(due)]);
  }
  return revived.length;
}

/** The queue gave up on a page: its re-labelling ends, and a person may begin it again. */
export async function giveUpRelabel(payload: RelabelPayload | null): Promise<JobOutcome> {
  if (payload === null) return "stale";
  await failRelabel(payload.relabelId, payload.seq);
  return "done";
}

/** Ends a re-labelling at this page; a person may begin it again. */
export async function failRelabel(id: string, seq: number): Promise<void> {
  await db().$executeRaw`
    UPDATE relabel SET status = 'failed', updated_at = now()
    WHERE id = ${id}::uuid AND seq = ${seq} AND status IN ('checking', 'applying')`;
}
