import "server-only";
import type { CallWindow } from "@/lib/blockfrost/call-window";
import { markSpam } from "@/lib/corrections/mark-spam";
import { publish } from "@/lib/queue/publish";
import { log } from "@/lib/log";
import type { Usage } from "@/lib/meter";
import { commitAndDispatch, keepRows, unchanged } from "@/lib/sync/commit-and-dispatch";
import { completeQuietly, completeSync, readSums } from "@/lib/sync/complete-sync";
import { besidesTheList, fetchUnlisted } from "@/lib/sync/fetch-unlisted";
import type { FinishFacts, UnspentOutput } from "@/lib/sync/finish-facts";
import { interpret } from "@/lib/sync/interpret";
import { noRows } from "@/lib/sync/commit-step";
import { assertGained, waitAfter } from "@/lib/sync/hand-on";
import { announceCompleted } from "@/lib/sync/progress";
import { prove, type Balances } from "@/lib/sync/prove";
import { fetchTokensMessage } from "@/lib/tokens/messages";
import { stepRows } from "@/lib/sync/step-rows";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";

interface Ending {
  readonly window: CallWindow;
  readonly usage: Usage;
  /** Null where nothing is new and the last proof stands. */
  readonly facts: FinishFacts | null;
  readonly processed: number;
}

/** How often a difference is looked at again before it is called one: a wallet that moved meanwhile is synced on. */
const proofChecksAllowed = 2;

/** Every listed transaction is stored: add what the list misses, prove, and end the job. */
export async function finish(job: ClaimedJob, { window, usage, facts, processed }: Ending): Promise<void> {
  if (facts === null) {
    await window.close();
    if (await completeQuietly(job, endUsage(usage))) await announceCompleted(job, processed);
    return;
  }
  const { sums, at, count } = await withUnlisted(job, facts, window, usage, processed);
  if (at === null || sums === null) return;
  const comparison = prove({
    computed: sums.balances,
    onChain: balancesOf(facts.unspent),
    withdrawals: facts.account === null ? null : { computed: sums.withdrawn, onChain: facts.account.withdrawals_sum },
    quarantined: sums.quarantined,
  });
  await window.close();
  if (!comparison.proven && sums.quarantined === 0 && at.proofChecks < proofChecksAllowed) {
    await commitAndDispatch(at, noRows, {
      ...unchanged(at, window, usage),
      processed: count,
      total: count,
      stage: "proving",
      proofChecks: at.proofChecks + 1,
      waitMs: 2_000 * (at.proofChecks + 1),
    });
    return;
  }
  await markSpam(at.userId);
  const completion = {
    facts,
    comparison,
    balances: sums.balances,
    processed: count,
    callLatencyMs: window.measuredLatencyMs,
    usage: endUsage(usage),
  };
  if (!(await completeSync(at, completion))) return;
  await announceCompleted(at, count);
  if (Object.keys(sums.balances).length > 1) await askForNames(at);
}

/** Names are wished for, not needed: the sync is done whether or not the queue takes this message. */
async function askForNames(job: ClaimedJob): Promise<void> {
  try {
    await publish([fetchTokensMessage({ walletId: job.walletId, run: job.jobId, round: 0 }, 0)]);
  } catch (error) {
    log.warn("tokens.not_asked", { walletId: job.walletId, error });
  }
}

/** The completing statement and its event are counted before they happen, since the count is part of the statement. */
function endUsage(usage: Usage): Usage {
  return { ...usage, dbStatements: usage.dbStatements + 1, redisCommands: usage.redisCommands + 4 };
}

/** An unlisted transaction takes its bytes and its position. */
const callsEach = 2;
/** The list and what the chain says of the wallet are asked for anew. */
const endingCalls = 8;

/** Withdrawals and certificates that somebody else's transaction made for this stake key are not in the account's list. */
async function withUnlisted(job: ClaimedJob, facts: FinishFacts, window: CallWindow, usage: Usage, processed: number) {
  const sums = await readSums(job, besidesTheList(facts));
  if (sums.missing.length === 0) return { sums, at: job, count: processed };
  const entries = await fetchUnlisted(sums.missing, window);
  const interpreted = await interpret({ ...job, cursorHeight: job.cursorHeight ?? 0 }, entries, window);
  const count = processed + interpreted.covered;
  const left = sums.missing.length - interpreted.covered;
  const rows = stepRows({ entries, ahead: [] }, interpreted);
  const state = { ...unchanged(job, window, usage), processed: count, total: count + left, stage: "proving" };
  if (left > 0) {
    assertGained(rows, interpreted.covered, window);
    await commitAndDispatch(job, rows, { ...state, ...waitAfter(window, left * callsEach + endingCalls) });
    return { sums: null, at: null, count };
  }
  const at = await keepRows(job, rows, state, usage);
  return { sums: at === null ? null : await readSums(job, []), at, count };
}

function balancesOf(unspent: readonly UnspentOutput[]): Balances {
  const balances: Record<string, bigint> = {};
  for (const { unit, quantity } of unspent.flatMap(({ amount }) => amount))
    balances[unit] = (balances[unit] ?? 0n) + quantity;
  return balances;
}
