import "server-only";
import { CallWindow, WindowClosed } from "@/lib/blockfrost/call-window";
import { latestBlock } from "@/lib/blockfrost/chain";
import { epochAt } from "@/lib/cardano/epoch";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import type { JobOutcome } from "@/lib/queue/define-job";
import { log } from "@/lib/log";
import { metered, type Usage } from "@/lib/meter";
import { keepRows, unchanged } from "@/lib/sync/commit-and-dispatch";
import type { NextState } from "@/lib/sync/commit-step";
import { fetchFinishFacts, type FinishFacts } from "@/lib/sync/finish-facts";
import { besidesTheList, fetchUnlisted } from "@/lib/sync/fetch-unlisted";
import { fetchHistory, type History, type Known } from "@/lib/sync/fetch-history";
import { findRollback } from "@/lib/sync/find-rollback";
import { finish } from "@/lib/sync/finish";
import { assertGained, cursorAfter, handOn, setBack } from "@/lib/sync/hand-on";
import { interpret, type Interpreted } from "@/lib/sync/interpret";
import type { StepPayload } from "@/lib/sync/messages";
import { drainOutbox } from "@/lib/sync/outbox";
import { stepClosesAfterMs, stepEndsAfterMs } from "@/lib/sync/plan";
import { reporter } from "@/lib/sync/progress";
import { rewind } from "@/lib/sync/rewind";
import { stepRows } from "@/lib/sync/step-rows";
import { placesToCompare } from "@/lib/sync/places-to-compare";
import { claimJob, findUnclaimed, type ClaimedJob, type StoredPlace } from "@/lib/sync/sync-job-store";
import { assertFollowable, assertRowsWithinLimits } from "@/lib/sync/wallet-size";

/** One step of the chain: claim → fetch → interpret → commit → hand on. Safe to run twice, late, or beside itself. */
export function runStep(payload: StepPayload): Promise<JobOutcome> {
  return metered(async (usage) => {
    const startedAt = Date.now();
    const job = await claimJob(payload);
    if (job === null) return await notClaimed(payload);
    const window = new CallWindow({
      concurrency: env().SYNC_CONCURRENCY,
      closesAt: startedAt + stepClosesAfterMs,
      endsAt: startedAt + stepEndsAfterMs,
      callLatencyMs: job.callLatencyMs ?? 200,
      now: Date.now,
      asker: { userId: job.userId, isBackground: job.priority < 0 },
    });
    try {
      await work(job, window, usage);
    } catch (error) {
      await setBack(job, window, usage, error);
    } finally {
      await window.close().catch((error: unknown) => log.warn("budget.give_back_failed", { error }));
    }
    return "done";
  });
}

async function notClaimed({ jobId, seq, epoch }: StepPayload): Promise<JobOutcome> {
  const job = await findUnclaimed(jobId);
  if (job === null || job.isFinished) return "stale";
  if (job.isLeased && job.seq === seq && job.epoch === epoch) {
    throw new AppError({
      code: "conflict",
      detail: "Another delivery of this step is at work.",
      retryable: true,
      retryAfterSeconds: 12,
    });
  }
  // Overtaken: the step is committed. Its successor may not have been published before a crash.
  await drainOutbox(jobId);
  return "stale";
}

async function work(job: ClaimedJob, window: CallWindow, usage: Usage): Promise<void> {
  assertFollowable(job.storedCount);
  if (job.rewindTo !== null) return rewind(job, job.rewindTo, usage);
  assertRowsWithinLimits(job);
  const subject = { kind: job.kind, subject: job.subject };
  const known = knownOf(job, await placesToCompare(job, window));
  // A first sync cannot know that its list has one page only: it asks for the ending beside it and saves a round trip.
  const early = known.cursor === null ? asOutcome(fetchFinishFacts(subject, window)) : null;
  const tip = job.seq > 0 && early === null ? asOutcome(window.call(latestBlock)) : null;
  const history = await fetchHistory(subject, known, window, reporter(job), async (listed) => {
    const facts = await early;
    if (facts === null || facts instanceof Error) return [];
    return fetchUnlisted(
      besidesTheList(facts).filter((hash) => !listed.has(hash)),
      window,
    );
  });
  const ancestor = await findRollback(job, history.difference, window);
  // The step has used its time: what this cannot take back at once is the next one's.
  if (ancestor !== null) return rewind(job, ancestor, usage, { worksFor: 0 });

  const interpreted = await interpret(job, history.entries, window);
  const complete = history.complete && interpreted.covered === history.entries.length;
  if (complete && isQuietRefresh(job, history, Date.now()))
    return finish(job, { window, usage, facts: null, processed: job.processed });
  if (complete) {
    const facts = await (early === null ? asOutcome(fetchFinishFacts(subject, window)) : early);
    if (!(facts instanceof Error)) return finishWith(job, history, interpreted, facts, window, usage);
    if (!(facts instanceof WindowClosed)) throw facts;
  }
  if (history.failure !== null && history.entries.length === 0) throw history.failure;
  assertGained(stepRows(history, interpreted), interpreted.covered, window);
  const seen = await (early?.then((facts) => (facts instanceof Error ? facts : facts.tip)) ?? tip);
  await handOn(job, history, interpreted, { window, usage, tip: seen instanceof Error ? null : seen });
}

function knownOf({ cursorHeight, cursorTxIndex }: ClaimedJob, stored: readonly StoredPlace[]): Known {
  return { cursor: cursorHeight === null ? null : { height: cursorHeight, txIndex: cursorTxIndex ?? 0 }, stored };
}

/** Nothing new since the last proven state, and no epoch's rewards either: the one list call was enough. */
function isQuietRefresh(job: ClaimedJob, history: History, now: number): boolean {
  if (job.seq !== 0 || history.entries.length > 0 || job.proofStatus !== "proven") return false;
  if (job.proofAgeMs === null || job.proofAgeMs >= 86_400_000) return false;
  return epochAt(job.network, new Date(now - job.proofAgeMs)) === epochAt(job.network, new Date(now));
}

async function finishWith(
  job: ClaimedJob,
  history: History,
  interpreted: Interpreted,
  facts: FinishFacts,
  window: CallWindow,
  usage: Usage,
): Promise<void> {
  const processed = job.processed + interpreted.covered;
  if (history.entries.length === 0) return finish(job, { window, usage, facts, processed });
  // Rows first: the proof is made of what the database holds, not of what this function believes.
  const state: NextState = {
    ...unchanged(job, window, usage),
    processed,
    total: processed,
    stage: "proving",
    cursor: cursorAfter(history, interpreted),
  };
  const at = await keepRows(job, stepRows(history, interpreted), state, usage);
  if (at !== null) await finish({ ...at, processed, proofChecks: 0 }, { window, usage, facts, processed });
}

function asOutcome<T>(outcome: Promise<T>): Promise<T | Error> {
  return outcome.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
}
