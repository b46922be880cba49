import "server-only";
import { WindowClosed } from "@/lib/budget/call-window";
import { latestBlock } from "@/lib/blockfrost/chain";
import { epochAt } from "@/lib/cardano/epoch";
import { outcomeOf } from "@/lib/sync/as-error";
import { noteChainBalance } from "@/lib/sync/chain-balance";
import { noRows, type NextState } from "@/lib/sync/commit-step";
import { fetchHistory, type History, type HistoryEntry, type Known } from "@/lib/sync/fetch-history";
import { besidesTheList, fetchUnlisted } from "@/lib/sync/fetch-unlisted";
import { fetchFinishFacts } from "@/lib/sync/finish-facts";
import { findRollback } from "@/lib/sync/find-rollback";
import { interpret, nothingUnderstood, type Interpreted } from "@/lib/sync/interpret";
import { callsFor, rowsPerStep } from "@/lib/sync/plan";
import { expect, type Sources } from "@/lib/sync/sources";
import { recheckFirst } from "@/lib/sync/recheck-flags";
import { reporter } from "@/lib/sync/progress";
import { nothingFound, type Findings, type Step } from "@/lib/sync/step";
import { stepParts } from "@/lib/sync/step-parts";
import { stepRows } from "@/lib/sync/step-rows";
import { placesToCompare } from "@/lib/sync/places-to-compare";
import type { ClaimedJob, StoredPlace } from "@/lib/sync/sync-job-store";
import { limitPassed } from "@/lib/sync/wallet-size";

/** Fetches and understands what this step can. Throws nothing that the chain, the budget or a stored row could be the cause of. */
export async function gather(step: Step): Promise<Findings> {
  const { job, sources } = step;
  const { window } = sources;
  const passed = limitPassed(job);
  if (passed !== null) return nothingFound(step, passed);
  const left = job.total === null ? null : Math.max(0, job.total - job.processed);
  if (left !== null) expect(sources, left);
  if (job.rewindTo !== null) return { ...nothingFound(step, null), rewindTo: job.rewindTo };
  const subject = { kind: job.kind, subject: job.subject };
  const places = await outcomeOf(placesToCompare(job, window));
  if (places instanceof Error) return nothingFound(step, unlessClosed(places));
  const known = { ...knownOf(job, places), remaining: left };
  const reader = { userId: job.userId, jobId: job.jobId };
  // The list and its count are asked for first, since they tell how much is to come.
  const reading = fetchHistory(subject, { ...known, reader }, sources, reporter(job, sources), async (listed) => {
    const facts = await early;
    if (facts === null || facts instanceof Error) return [];
    const events = besidesTheList(facts).filter(({ hash }) => !listed.has(hash));
    // What could not be had the proof asks for again.
    return (await fetchUnlisted(events, sources)).entries;
  });
  // A first sync cannot know that its list has one page only: it asks for the ending beside it and saves a round trip.
  const early = known.cursor === null ? outcomeOf(firstFacts(step)) : null;
  const tip = job.seq > 0 && early === null ? outcomeOf(window.call(latestBlock)) : null;
  const looking = recheckFirst(job, sources);
  const flags = looking === null ? null : await outcomeOf(looking);
  const history = await reading;
  if (flags !== null && !(flags instanceof Error) && flags.lowest !== null)
    return { ...nothingFound(step, null), rewindTo: flags.lowest - 1, rows: { ...noRows, raws: flags.raws } };
  const ancestor = await outcomeOf(findRollback(job, history.difference, window));
  if (typeof ancestor === "number") {
    const rows = stepRows({ entries: [], ahead: [...history.entries, ...history.ahead] }, nothingUnderstood);
    return { ...nothingFound(step, null), rewindTo: ancestor, rows };
  }
  // Where the common ancestor is not known nothing is covered, and what was fetched is kept.
  const understood =
    ancestor ??
    (await outcomeOf(
      interpret(job, history.entries, window, { reader, until: step.readsUntil, mostRows: rowsPerStep }),
    ));
  const interpreted = understood instanceof Error ? { ...nothingUnderstood, failure: understood } : understood;
  const seen = await (early?.then((facts) => (facts instanceof Error ? facts : facts.tip)) ?? tip);
  const found = findingsOf(step, history, interpreted, seen instanceof Error ? null : seen);
  if (found.history !== "complete" || found.failure !== null) return found;
  const facts = early === null ? await outcomeOf(fetchFinishFacts(subject, window, job.attempts)) : await early;
  return facts instanceof Error ? { ...found, failure: unlessClosed(facts) } : { ...found, facts };
}

/** What the chain says of the wallet, asked at the beginning: pages show its balance until there is a sum of ours. */
async function firstFacts({ job, sources: { window } }: Step) {
  const facts = await fetchFinishFacts({ kind: job.kind, subject: job.subject }, window, job.attempts);
  await noteChainBalance(job.walletId, facts);
  return facts;
}

function findingsOf(step: Step, history: History, interpreted: Interpreted, tip: NextState["tip"]): Findings {
  const { job, sources } = step;
  const { earlier, last } = stepParts(history, interpreted);
  const { covered } = interpreted;
  const failure = unlessClosed(interpreted.failure) ?? history.failure;
  const remaining = history.remaining === null ? null : history.remaining + history.entries.length - covered;
  const gained = covered + last.rows.raws.length;
  const isComplete = history.complete && covered === history.entries.length && interpreted.failure === null;
  return {
    ...nothingFound(step, failure),
    history: !isComplete ? "incomplete" : isUnchanged(job, history, Date.now()) ? "unchanged" : "complete",
    gained,
    callsLeft: callsLeft(job, remaining, covered, sources),
    earlier: earlier.map(({ rows, entries }) => ({ rows, covered: entries.length, cursor: cursorAfter(entries) })),
    late: history.late.then((ahead) => stepRows({ entries: [], ahead }, nothingUnderstood).raws),
    rows: last.rows,
    covered: last.entries.length,
    remaining,
    cursor: cursorAfter(last.entries),
    tip,
    stage: failure !== null && gained === 0 ? job.stage : "transactions",
  };
}

function callsLeft(
  { total, processed }: ClaimedJob,
  remaining: number | null,
  covered: number,
  { bulk }: Sources,
): number {
  const transactions = remaining ?? (total === null ? null : total - processed - covered);
  return transactions === null ? Infinity : callsFor(transactions, bulk?.isOn === true);
}

function knownOf({ cursorHeight, cursorTxIndex }: ClaimedJob, stored: readonly StoredPlace[]): Known {
  return { cursor: cursorHeight === null ? null : { height: cursorHeight, txIndex: cursorTxIndex ?? 0 }, stored };
}

/** Nothing new since the last proven state, and no epoch's rewards either: the one list call was enough. */
function isUnchanged(job: ClaimedJob, history: History, now: number): boolean {
  if (job.seq !== 0 || history.entries.length > 0 || job.proofStatus !== "proven") return false;
  if (job.proofAgeMs === null || job.proofAgeMs >= 86_400_000) return false;
  return epochAt(job.network, new Date(now - job.proofAgeMs)) === epochAt(job.network, new Date(now));
}

/** The last that the list shows, whichever way the others were found. */
function cursorAfter(entries: readonly HistoryEntry[]): NextState["cursor"] {
  const last = entries.findLast(({ listed }) => !listed.isUnlisted) ?? entries.at(-1);
  if (last === undefined) return null;
  const { height, txIndex, hash } = last.listed;
  return { height, txIndex, txHash: hash };
}

/** The end of a step's calls is no failure. */
function unlessClosed(failure: Error | null): Error | null {
  return failure instanceof WindowClosed ? null : failure;
}
