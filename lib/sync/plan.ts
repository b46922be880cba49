import type { Pace } from "@/lib/budget/budget";

/** How a sync spreads over steps: pure arithmetic on tokens, time and failures. */

/** No call starts later than this after a step began. */
export const stepClosesAfterMs = 7_000;
/** A call that has not answered by then is given up, so that the commit still fits into the function's 10 s. */
export const stepEndsAfterMs = 8_200;

/** Bytes in bulk: whatever their source leaves to Blockfrost is still to be asked there, and so many take longer to commit. */
export const bytesCloseAfterMs = 5_800;
export const bytesEndAfterMs = 6_300;

/** Reading begins with what has come by then; what comes while it reads and commits is the next step's. */
export const readsFromMs = 5_000;

/** A step lists no further page then: reading and committing so many still fits behind its calls. */
export const transactionsPerStep = { oneByOne: 600, inBulk: 1_200 } as const;
/** One statement commits no more: while it runs, whoever else wants the same database waits. */
export const transactionsPerCommit = 400;
/** No transaction is read later than this after a step began: the commit takes about as long as the reading did. */
export const readsForMs = 6_500;
/** Flows and legs that one commit takes; an ordinary transaction has about ten, one of hundreds of tokens as many of each. */
export const rowsPerStep = 40_000;
/** No page is listed later, where bytes come in bulk: so much of the function's time is left for reading and committing. */
export const listsForMs = 4_800;

/** Calls that a waiting step should find: enough to be worth a message, few enough to show progress. */
const tokensWorthWaitingFor = 150;
const retryDelaysSeconds = [2, 5, 10, 20, 40, 60, 120, 300];
/** Tries of one step, those too that were killed before they could say why; more than there are delays. */
export const attemptsAllowed = 12;

/** Among many a step takes what there is after this time: others may have left meanwhile. */
const longestWaitSeconds = 40;

/** Seconds until the account may have what the next step can use. */
export function secondsUntilTokens(remainingCalls: number, tokensLeft: number, callsPerSecond: number): number {
  const wanted = Math.min(Math.max(1, remainingCalls), tokensWorthWaitingFor);
  return Math.min(longestWaitSeconds, Math.max(1, Math.ceil((wanted - tokensLeft) / callsPerSecond)));
}

/** Delay before the next try after `attempts` failures in a row (1, 2, …); null when it is time to give up. */
export function retryDelaySeconds(attempts: number, askedFor: number | undefined): number | null {
  const delay = retryDelaysSeconds[attempts - 1];
  return delay === undefined ? null : Math.max(delay, askedFor ?? 0);
}

/** Calls of an ending: the list's last page and what the chain says of the wallet. */
export const endingCalls = 8;

/** Pages of a list for one transaction, which has a row for each of some addresses. */
const pagesEach = 0.02;

/** Blockfrost calls that so many transactions take, where their bytes come from there and where they come in bulk from elsewhere. */
export function callsFor(transactions: number, isBulk: boolean): number {
  return (isBulk ? Math.ceil(transactions * pagesEach) : transactions) + endingCalls;
}

const dayMs = 86_400_000;
/** Reading and committing one transaction. */
const ownMsEach = 3;
const assumedConcurrency = 10;

interface Estimate {
  /** Transactions still to be read. */
  readonly remaining: number;
  readonly callLatencyMs: number | null;
  /** Null before the first call. */
  readonly pace: Pace | null;
  readonly resumesAt: Date | null;
  readonly now: Date;
}

/**
 * Whole seconds to the end: the wait that is known, then the slower of the calls' own time and the rate at which this account
 * gets calls beside the others. What today's calls do not suffice for goes on at 00:00 UTC, on as many days as it takes.
 */
export function estimateSeconds({ remaining, callLatencyMs, pace, resumesAt, now }: Estimate): number {
  const calls = Math.ceil(remaining / (pace?.transactionsPerCall ?? 1)) + endingCalls;
  const nowMs = now.getTime();
  const waitMs = Math.max(0, (resumesAt?.getTime() ?? nowMs) - nowMs);
  const ownMs = (some: number) => (some * (callLatencyMs ?? 200)) / assumedConcurrency;
  if (pace === null) return Math.ceil((waitMs + ownMs(calls)) / 1000);
  const { callsAtOnce, callsPerSecond, callsToday, callsADay, transactionsPerCall } = pace;
  // Beside the calls, where each brings one.
  const workMs = transactionsPerCall === undefined ? 0 : remaining * ownMsEach;
  const rateMs = (some: number) => (Math.max(0, some) * 1000) / Math.max(0.001, callsPerSecond);
  if (calls <= callsToday) {
    // What comes in while it waits is there when it goes on.
    const endMs = Math.max(waitMs + ownMs(calls), rateMs(calls - callsAtOnce), waitMs + workMs);
    return Math.ceil(endMs / 1000);
  }
  const wholeDays = Math.ceil((calls - callsToday) / Math.max(1, callsADay)) - 1;
  const last = calls - callsToday - wholeDays * callsADay;
  const dayEndsMs = Math.max(waitMs, dayMs - (nowMs % dayMs));
  return Math.ceil((dayEndsMs + wholeDays * dayMs + Math.max(ownMs(last), rateMs(last))) / 1000);
}
