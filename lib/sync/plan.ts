/** How a sync spreads over steps: pure arithmetic on tokens, time and failures. */

/** No call starts later than this after a step began. */
export const stepClosesAfterMs = 7_000;
/** A call that has not answered by then is given up, so that the commit still fits into the function's 10 s. */
export const stepEndsAfterMs = 8_200;

/** A step lists no further page then: reading and committing so many still fits behind its calls. */
export const transactionsPerStep = 600;

/** Calls that a waiting step should find: enough to be worth a message, few enough to show progress. */
const tokensWorthWaitingFor = 150;
const retryDelaysSeconds = [2, 5, 10, 20, 40, 60, 120, 300];
/** Tries of one step, those too that were killed before they could say why; more than there are delays. */
export const attemptsAllowed = 12;

/** Seconds until the bucket holds what the next step can use. */
export function secondsUntilTokens(remainingCalls: number, tokensLeft: number, rps: number): number {
  const wanted = Math.min(Math.max(1, remainingCalls), tokensWorthWaitingFor);
  return Math.max(1, Math.ceil((wanted - tokensLeft) / rps));
}

/** Delay before the next try after `attempts` failures in a row (1, 2, …); null when it is time to give up. */
export function retryDelaySeconds(attempts: number, askedFor: number | undefined): number | null {
  const delay = retryDelaysSeconds[attempts - 1];
  return delay === undefined ? null : Math.max(delay, askedFor ?? 0);
}

interface Estimate {
  readonly remaining: number;
  readonly callLatencyMs: number | null;
  readonly resumesAt: Date | null;
  readonly now: Date;
}

const assumedConcurrency = 10;
const assumedRps = 10;
const burstStep = 400;

/** Whole seconds to the end: the wait that is known, then the slower of the calls' own time and the sustained rate. */
export function estimateSeconds({ remaining, callLatencyMs, resumesAt, now }: Estimate): number {
  const waitMs = resumesAt === null ? 0 : Math.max(0, resumesAt.getTime() - now.getTime());
  const callsMs = (remaining * (callLatencyMs ?? 200)) / assumedConcurrency;
  const rateMs =
    resumesAt === null
      ? (Math.max(0, remaining - burstStep) * 1000) / assumedRps
      : (Math.max(0, remaining - 150) * 1000) / assumedRps;
  return Math.ceil((waitMs + Math.max(callsMs, rateMs)) / 1000);
}
