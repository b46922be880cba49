import "server-only";
import { makeAllDue } from "@/lib/corrections/due";
import { correctNow } from "@/lib/corrections/run-corrections";
import { userDb } from "@/lib/db";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import { publishEvent } from "@/lib/realtime/publish-event";
import { commitCheck, commitLabels } from "@/lib/relabel/commit-page";
import { changesOf } from "@/lib/relabel/label-changes";
import { labelPage } from "@/lib/sync/label-page";
import { relabelMessage, type RelabelPayload } from "@/lib/relabel/messages";
import { readPage } from "@/lib/relabel/read-page";
import { findRelabel, notePublished, type RelabelRow } from "@/lib/relabel/relabel-store";

/** No page begins later than this after a step began; one takes well under a second. */
const stepClosesAfterMs = 5_000;

const isRunning = ({ status }: RelabelRow) => status === "checking" || status === "applying";

/**
 * One step of a re-labelling: as many pages as fit, each committed by itself, then the message for the rest. Asks nothing of
 * the chain. Safe to run twice, late, or beside itself: a page's commit is a compare-and-set.
 */
export async function runRelabel({ relabelId, seq, epoch }: RelabelPayload): Promise<JobOutcome> {
  const startedAt = Date.now();
  const claimed = await findRelabel(relabelId);
  if (claimed === null || !isRunning(claimed) || claimed.epoch !== epoch || claimed.seq < seq) return "stale";
  // A deployment came between: its rules answer otherwise than those that began.
  if (claimed.fingerprint !== rulesFingerprint) return "stale";
  if (claimed.seq > seq) {
    // Overtaken: where the successor never came, it may not have been published before a crash.
    if (claimed.publishedSeq < claimed.seq) await publish([relabelMessage({ relabelId, seq: claimed.seq, epoch })]);
    return "stale";
  }
  await notePublished(claimed, seq);
  let run = claimed;
  do {
    const next = await runPage(run);
    if (next === "overtaken") return "stale";
    if (next === "ended") return "done";
    run = next;
  } while (Date.now() - startedAt < stepClosesAfterMs);
  await publish([relabelMessage({ relabelId, seq: run.seq, epoch })]);
  return "done";
}

async function runPage(run: RelabelRow): Promise<RelabelRow | "overtaken" | "ended"> {
  const page = await readPage(run);
  if (page === null) {
    await end(run);
    return "ended";
  }
  const labelled = await labelPage(page);
  const skipped = page.rows.length - labelled.length;
  const isWritten =
    run.status === "checking"
      ? await commitCheck(run, page, changesOf(page.rows, labelled), skipped)
      : await commitLabels(run, page, labelled, skipped);
  const next = isWritten ? await findRelabel(run.id) : null;
  return next === null || !isRunning(next) ? "overtaken" : next;
}

/** A check waits for the person's word; new labels take effect where the person said nothing. Safe to repeat. */
async function end(run: RelabelRow): Promise<void> {
  if (run.status === "applying") {
    await makeAllDue(run.userId);
    await correctNow(run.userId);
  }
  const count = await userDb(run.userId).$executeRaw`
    UPDATE relabel SET status = ${run.status === "checking" ? "ready" : "done"}, updated_at = now()
    WHERE id = ${run.id}::uuid AND user_id = ${run.userId}::uuid AND seq = ${run.seq} AND status = ${run.status}`;
  if (count > 0 && run.cursorWallet !== null) {
    await publishEvent(run.userId, "wallet.updated", { walletId: run.cursorWallet });
  }
}
