import "server-only";
import type { TxHash } from "@/lib/cardano/brand";
import { applyDue } from "@/lib/corrections/apply-due";
import { lureOf, noteLures, type TokenLure } from "@/lib/corrections/judge-tokens";
import { correctionsMessage } from "@/lib/corrections/messages";
import type { Message } from "@/lib/queue/port";
import { publish } from "@/lib/queue/publish";
import { log } from "@/lib/log";
import type { Usage } from "@/lib/meter";
import { keepRows, unchanged } from "@/lib/sync/commit-and-dispatch";
import { noRows, type NextState, type StepRows } from "@/lib/sync/commit-step";
import { endingCalls } from "@/lib/sync/plan";
import { completeQuietly, completeSync, readSums, type StoredSums } from "@/lib/sync/complete-sync";
import { besidesTheList, fetchUnlisted } from "@/lib/sync/fetch-unlisted";
import type { FinishFacts, UnspentOutput } from "@/lib/sync/finish-facts";
import { recheckFlags } from "@/lib/sync/recheck-flags";
import { interpret } from "@/lib/sync/interpret";
import { makeOldDue } from "@/lib/sync/due-telling";
import { retellDue } from "@/lib/sync/retell";
import { retellMessage } from "@/lib/sync/run-retelling";
import { announceCompleted } from "@/lib/sync/progress";
import { prove as compare, type Balances } from "@/lib/sync/prove";
import type { Findings, Step } from "@/lib/sync/step";
import { closeSources } from "@/lib/sync/sources";
import { stepRows } from "@/lib/sync/step-rows";
import { valueWalletMessage } from "@/lib/prices/messages";
import { fetchTokensMessage } from "@/lib/tokens/messages";
import { readHistoryDays } from "@/lib/sync/history-days";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";
import { countedUnspent } from "@/lib/sync/unspent-facts";
import { scopesOf } from "@/lib/sync/wallet-scopes";

/**
 * Every listed transaction is there: stores them, adds what the list misses and compares the sums with the chain's. Null
 * where the step was fenced out.
 */
export async function prove(step: Step, found: Findings): Promise<Findings | null> {
  const { facts } = found;
  if (facts === null) throw new Error("there is nothing to compare with");
  // Rows first: the proof is made of what the database holds, not of what this function believes.
  const kept = found.covered === 0 && found.rows.raws.length === 0 ? found : await keep(step, found);
  if (kept === null) return null;
  const events = besidesTheList(facts);
  const sums = await readToldSums(
    step.job,
    events.map(({ hash }) => hash),
  );
  const lacking = new Set(sums.missing);
  const unlisted = events.filter(({ hash }) => lacking.has(hash));
  const missing = unlisted.length === 0 ? null : await readUnlisted(step, kept, unlisted);
  if (missing === null) return orLookAgain(step, { ...kept, ...proven(step.job, facts, sums) });
  if (missing.history === "incomplete") return missing;
  const complete = await keep(step, missing);
  if (complete === null) return null;
  return orLookAgain(step, { ...complete, ...proven(step.job, facts, await readSums(step.job, [])) });
}

/** Sums that differ may come of a validity flag that nothing but they could prove: where one was a lie, history is read again. */
async function orLookAgain(step: Step, found: Findings): Promise<Findings> {
  if (found.proof?.comparison.proven !== false || step.sources.bulk === null) return found;
  const { lowest, raws } = await recheckFlags(step.job, step.sources);
  return lowest === null ? found : { ...found, rewindTo: lowest - 1, rows: { ...noRows, raws } };
}

/** Commits the parts of a large step that come before its last one, which takes along what came late. Null where the step was fenced out. */
export async function keepEarlier(step: Step, found: Findings): Promise<Findings | null> {
  for (const { rows, covered, cursor } of found.earlier) {
    const processed = step.job.processed + covered;
    if (!(await keepPart(step, rows, { stage: "transactions", processed, cursor }))) return null;
  }
  const late = await found.late;
  const rows = { ...found.rows, raws: [...found.rows.raws, ...late] };
  return { ...found, earlier: [], rows, gained: found.gained + late.length };
}

/** False where the step was fenced out; else its job goes on from there. */
async function keepPart(
  step: Step,
  rows: StepRows,
  { cursor, ...to }: Pick<NextState, "stage" | "processed" | "cursor"> & Partial<Pick<NextState, "total">>,
): Promise<boolean> {
  const { job, sources, usage } = step;
  const kept = await keepRows(job, rows, { ...unchanged(job, sources, usage), ...to, cursor }, usage);
  if (kept !== null) step.job = { ...kept, ...to, attempts: 1 };
  return kept !== null;
}

/** The sums once what is still to be told again is, since that changes them. */
async function readToldSums(job: ClaimedJob, hashes: readonly TxHash[]): Promise<StoredSums> {
  const sums = await readSums(job, hashes);
  if (!sums.isToTell && !sums.isOld) return sums;
  if (sums.isOld) await makeOldDue(job);
  await retellDue(job.userId, tellWithinMs);
  return readSums(job, hashes);
}

const tellWithinMs = 1_000;

/** Commits what was found so far, and goes on. */
async function keep(step: Step, found: Findings): Promise<Findings | null> {
  const processed = step.job.processed + found.covered;
  const state = { stage: "proving", processed, total: processed, cursor: found.cursor } as const;
  if (!(await keepPart(step, found.rows, state))) return null;
  step.job = { ...step.job, proofChecks: 0 };
  return { ...found, rows: noRows, covered: 0, remaining: 0, cursor: null, stage: "proving" };
}

/** An unlisted transaction takes its bytes and its position. */
const callsEach = 2;

/** Withdrawals and certificates that somebody else's transaction made for this stake key are not in the account's list. */
async function readUnlisted({ job, sources }: Step, found: Findings, missing: ReturnType<typeof besidesTheList>) {
  const { entries, failure } = await fetchUnlisted(missing, sources);
  const interpreted = await interpret({ ...job, cursorHeight: job.cursorHeight ?? 0 }, entries, sources.window);
  const left = missing.length - interpreted.covered;
  const rows = stepRows({ entries, ahead: [] }, interpreted);
  return {
    ...found,
    history: left > 0 ? ("incomplete" as const) : ("complete" as const),
    rows,
    covered: interpreted.covered,
    gained: interpreted.covered + rows.raws.length,
    remaining: left,
    callsLeft: left * callsEach + endingCalls,
    failure: failure ?? interpreted.failure,
    stage: "proving" as const,
  };
}

function proven(
  job: ClaimedJob,
  facts: FinishFacts,
  sums: StoredSums,
): Pick<Findings, "proof" | "stage" | "remaining"> {
  const comparison = compare({
    computed: sums.balances,
    onChain: balancesOf(countedUnspent(facts.unspent, scopesOf(job).own)),
    withdrawals: facts.account === null ? null : { computed: sums.withdrawn, onChain: facts.account.withdrawals_sum },
    quarantined: sums.quarantined,
  });
  return { proof: { sums, comparison }, stage: "proving", remaining: 0 };
}

/** Ends a job whose proof is made. */
export async function complete({ job, sources, usage }: Step, { facts, proof }: Findings): Promise<void> {
  if (facts === null || proof === null) throw new Error("nothing is complete before its proof");
  const { sums, comparison } = proof;
  await closeSources(sources);
  const { lures, isTold, isDone } = await bringInLine(job.userId, sums);
  const completion = {
    facts,
    comparison,
    balances: sums.balances,
    lures,
    processed: job.processed,
    callLatencyMs: sources.window.measuredLatencyMs,
    usage: endUsage(usage),
  };
  const completed = await completeSync(job, completion);
  if (completed === null) return;
  await announceCompleted(job, job.processed);
  await askQuietly(job.walletId, [
    ...(completed.lookupSeq === null
      ? []
      : [fetchTokensMessage({ walletId: job.walletId, seq: completed.lookupSeq }, 0)]),
    ...(completed.valuationSeq === null
      ? []
      : [valueWalletMessage({ walletId: job.walletId, seq: completed.valuationSeq }, 0)]),
    ...(isTold ? [] : [retellMessage({ walletId: job.walletId, run: job.jobId, round: 0 })]),
    ...(isDone ? [] : [correctionsMessage({ walletId: job.walletId, run: job.jobId, round: 0 })]),
  ]);
  await tellDaysQuietly(job);
}

/** Labels that wait for a look get one; what of it does not fit into this function is left to a message. */
const lookWithinMs = 1_500;

interface InLine {
  readonly lures: TokenLure[];
  readonly isTold: boolean;
  readonly isDone: boolean;
}

async function bringInLine(userId: string, { unjudged, isDue, isToTell }: StoredSums): Promise<InLine> {
  const { told, isDone: isTold } = isToTell ? await retellDue(userId, lookWithinMs) : { told: 0, isDone: true };
  const lures = unjudged.map(lureOf);
  const isNews = lures.some(({ lure }, index) => lure !== unjudged[index]?.known);
  if (isNews) await noteLures(userId, lures);
  const isDone = isNews || isDue || told > 0 ? (await applyDue(userId, lookWithinMs)).isDone : true;
  // What was noted is not written again with the sync's end.
  return { lures: isNews ? [] : lures, isTold, isDone };
}

/** Ends a job that found nothing new: the last proof stands. */
export async function completeUnchanged({ job, sources, usage }: Step): Promise<void> {
  await closeSources(sources);
  if (await completeQuietly(job, endUsage(usage))) await announceCompleted(job, job.processed);
}

/** Names and the rest of the labels are wished for, not needed: the sync is done whether or not the queue takes these now. */
async function askQuietly(walletId: string, messages: readonly Message[]): Promise<void> {
  try {
    if (messages.length > 0) await publish(messages);
  } catch (error) {
    log.warn("sync.wishes_not_published", { walletId, error });
  }
}

/** So that whoever looks at the history finds its days told: those that changed, which are a whole wallet's at most. Else it tells them. */
async function tellDaysQuietly({ userId, walletId }: ClaimedJob): Promise<void> {
  try {
    await readHistoryDays(userId, walletId);
  } catch (error) {
    log.warn("sync.days_not_told", { walletId, error });
  }
}

/** The completing statement and its event are counted before they happen, since the count is part of the statement. */
function endUsage(usage: Usage): Usage {
  return { ...usage, dbStatements: usage.dbStatements + 1, redisCommands: usage.redisCommands + 4 };
}

function balancesOf(unspent: readonly UnspentOutput[]): Balances {
  const balances: Record<string, bigint> = {};
  for (const { unit, quantity } of unspent.flatMap(({ amount }) => amount))
    balances[unit] = (balances[unit] ?? 0n) + quantity;
  return balances;
}
