import type { Stop } from "@/lib/budget/call-window";
import { refusalWords, shareWords } from "@/lib/blockfrost/refusal-words";
import { AppError } from "@/lib/contract/app-error";
import type { ProblemCode } from "@/lib/contract/problem";
import { retryDelaySeconds, secondsUntilTokens } from "@/lib/sync/plan";

/** Everything that decides how a chain of steps goes on after one of them; what failed is among it. */
export interface StepFacts {
  /** Height above which everything is to be read again; null where what is stored stands. */
  readonly rewindTo: number | null;
  /** `unchanged`: nothing is new and the last proof stands. */
  readonly history: "incomplete" | "complete" | "unchanged";
  /** Whether the chain has told what the proof is compared with. */
  readonly hasEnding: boolean;
  /** How the comparison with the chain came out; null before it. `excused`: what lies in quarantine is missing from the sums. */
  readonly proof: "proven" | "differs" | "excused" | null;
  readonly proofChecks: number;
  /** Transactions that this step covered, or fetched for a later one. */
  readonly gained: number;
  /** Tries of this step, the one that is decided on among them. */
  readonly attempts: number;
  /** The first failure that is not merely the end of the step's calls. */
  readonly failure: Error | null;
  /** Why the step could make no more calls, if so. */
  readonly stop: Stop | null;
  /** Calls that the rest is going to take; Infinity where nobody knows. */
  readonly callsLeft: number;
  readonly tokensLeft: number;
  /** Calls that this account gets in a second beside the others. */
  readonly callsPerSecond: number;
}

interface StepError {
  readonly code: ProblemCode;
  readonly detail: string;
}

/** The next step, at once or after a wait. */
export interface Onward {
  readonly status: "running" | "waiting";
  readonly waitMs: number | null;
  readonly waitingFor: "rate_limit" | "daily_quota" | "retry" | null;
  readonly error: StepError | null;
  readonly attempts: number;
  readonly proofChecks: number;
}

export type Next =
  | { readonly kind: "rewind"; readonly to: number }
  | { readonly kind: "complete-quietly" }
  | { readonly kind: "prove" }
  | { readonly kind: "complete" }
  | ({ readonly kind: "hand-on" } & Onward)
  | { readonly kind: "fail"; readonly error: StepError; readonly attempts: number };

/** How often a difference is looked at again before it is called one: a wallet that moved meanwhile is synced on. */
const proofChecksAllowed = 2;

export const givenUp =
  "The sync failed again and again and was given up. Nothing that it had stored is lost: start it again to go on from there.";

const unknown: StepError = {
  code: "internal_error",
  detail: "Something went wrong that nobody expected. Syncing goes on by itself in a moment.",
};
const nothingGained: StepError = {
  code: "chain_unavailable",
  detail: "Blockfrost answers so slowly, or this wallet's list is so long, that a step could not read anything new.",
};

const onward: Onward = {
  status: "running",
  waitMs: null,
  waitingFor: null,
  error: null,
  attempts: 0,
  proofChecks: 0,
};

/** What comes after a step, in order of precedence. What it covered and fetched is committed whichever it is. */
export function whatNext(facts: StepFacts): Next {
  if (facts.rewindTo !== null) return { kind: "rewind", to: facts.rewindTo };
  if (facts.failure !== null) return afterFailure(facts, facts.failure);
  if (facts.history === "unchanged") return { kind: "complete-quietly" };
  if (facts.history === "complete" && facts.hasEnding) return afterProof(facts);
  return afterStop(facts);
}

function afterProof({ proof, proofChecks }: StepFacts): Next {
  if (proof === null) return { kind: "prove" };
  if (proof !== "differs" || proofChecks >= proofChecksAllowed) return { kind: "complete" };
  return { kind: "hand-on", ...onward, waitMs: 2_000 * (proofChecks + 1), proofChecks: proofChecks + 1 };
}

function afterFailure(facts: StepFacts, failure: Error): Next {
  // What this step gained counts: the next one has fewer things left that can fail.
  const attempts = facts.gained > 0 ? 1 : facts.attempts;
  if (!(failure instanceof AppError))
    return tryAgain(facts, attempts, unknown, { code: unknown.code, detail: givenUp });
  const error = { code: failure.code, detail: failure.message };
  if (!failure.retryable) return { kind: "fail", error, attempts };
  return tryAgain(facts, attempts, error, error, failure.retryAfterSeconds);
}

/** A step that covered nothing is a try that failed, unless something beyond our power kept it from the chain. */
function afterStop(facts: StepFacts): Next {
  const { stop, proofChecks } = facts;
  const waitMs = stopMs(facts);
  if (stop !== null && waitMs > 0)
    return { kind: "hand-on", ...onward, status: "waiting", waitMs, ...stopWords[stop.reason], proofChecks };
  if (facts.gained > 0) return { kind: "hand-on", ...onward, proofChecks };
  return tryAgain(facts, facts.attempts, nothingGained, nothingGained);
}

function tryAgain(facts: StepFacts, attempts: number, error: StepError, inTheEnd: StepError, askedFor?: number): Next {
  const delaySeconds = retryDelaySeconds(attempts, askedFor);
  if (delaySeconds === null) return { kind: "fail", error: inTheEnd, attempts };
  const waitMs = Math.max(delaySeconds * 1000, stopMs(facts));
  const { proofChecks } = facts;
  return { kind: "hand-on", status: "waiting", waitMs, waitingFor: "retry", error, attempts, proofChecks };
}

const stopWords = {
  time: { waitingFor: null, error: null },
  rate_limit: { waitingFor: "rate_limit", error: null },
  daily_quota: { waitingFor: "daily_quota", error: refusalWords[402] },
  daily_share: { waitingFor: "daily_quota", error: shareWords },
  background_quota: { waitingFor: "daily_quota", error: null },
  held: { waitingFor: "rate_limit", error: refusalWords[429] },
} as const satisfies Record<Stop["reason"], Pick<Onward, "waitingFor" | "error">>;

/** Until calls may go on; 0 where only the step's own time was over. */
function stopMs({ stop, gained, callsLeft, tokensLeft, callsPerSecond }: StepFacts): number {
  if (stop === null) return 0;
  switch (stop.reason) {
    case "time":
      return 0;
    case "rate_limit":
      if (stop.retryInMs === 0) return secondsUntilTokens(callsLeft, tokensLeft, callsPerSecond) * 1000;
      // A source that counts its calls says when some are worth a wait. The queue waits whole seconds, the step for the rest.
      return gained > 0 ? Math.floor(stop.retryInMs / 1000) * 1000 : stop.retryInMs;
    case "daily_quota":
    case "daily_share":
    case "background_quota":
    case "held":
      return stop.retryInMs + 1_000;
  }
}
