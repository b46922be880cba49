import "server-only";
import type { Stop } from "@/lib/budget/call-window";
import type { Job } from "@/lib/contract/job";
import { env } from "@/lib/env";
import type { Usage } from "@/lib/meter";
import type { NextState, StepRows } from "@/lib/sync/commit-step";
import { noRows } from "@/lib/sync/commit-step";
import type { FinishFacts } from "@/lib/sync/finish-facts";
import type { StoredSums } from "@/lib/sync/complete-sync";
import type { Comparison } from "@/lib/sync/prove";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";
import type { Sources } from "@/lib/sync/sources";
import { whatNext, type Next, type StepFacts } from "@/lib/sync/what-next";

/** One step at work. */
export interface Step {
  /** As it was claimed; moves on where rows are kept before the step is over. */
  job: ClaimedJob;
  readonly sources: Sources;
  /** Milliseconds since the epoch: what is fetched and not read by then is left to the next step. */
  readonly readsUntil: number;
  readonly usage: Usage;
}

/** What a step has come to, whatever went wrong on the way: failures are values. */
export interface Findings extends Pick<StepFacts, "rewindTo" | "history" | "gained" | "failure" | "callsLeft"> {
  /** Parts of a large step that are to be committed before the rest, in chain order. */
  readonly earlier: readonly {
    readonly rows: StepRows;
    readonly covered: number;
    readonly cursor: NextState["cursor"];
  }[];
  /** Fetched while the step reads and commits. */
  readonly late: Promise<StepRows["raws"]>;
  /** Fetched or covered, and not committed yet. */
  readonly rows: StepRows;
  /** Transactions that the rows cover. */
  readonly covered: number;
  /** Transactions still to come; null where nobody knows. */
  readonly remaining: number | null;
  readonly cursor: NextState["cursor"];
  readonly tip: NextState["tip"];
  readonly stage: Job["stage"];
  readonly facts: FinishFacts | null;
  readonly proof: { readonly comparison: Comparison; readonly sums: StoredSums } | null;
}

/** Of a step that has come to nothing. */
export function nothingFound({ job }: Step, failure: Error | null): Findings {
  return {
    rewindTo: null,
    history: "incomplete",
    gained: 0,
    failure,
    callsLeft: Infinity,
    earlier: [],
    late: Promise.resolve([]),
    rows: noRows,
    covered: 0,
    remaining: null,
    cursor: null,
    tip: null,
    stage: job.stage,
    facts: null,
    proof: null,
  };
}

/** How the chain of steps goes on from here. */
export function decide({ job, sources }: Step, { proof, facts, ...found }: Findings): Next {
  const { window, bulk } = sources;
  return whatNext({
    ...found,
    hasEnding: facts !== null,
    proof: proof === null ? null : outcomeOfProof(proof),
    proofChecks: found.covered > 0 ? 0 : job.proofChecks,
    attempts: job.attempts,
    stop: stopOf(window.stop, bulk?.stop),
    tokensLeft: window.tokensLeft,
    callsPerSecond: window.pace?.callsPerSecond ?? env().BLOCKFROST_RPS,
  });
}

function outcomeOfProof({ comparison, sums }: NonNullable<Findings["proof"]>): StepFacts["proof"] {
  if (comparison.proven) return "proven";
  return sums.quarantined > 0 ? "excused" : "differs";
}

/** What keeps the rest waiting: the chain itself where it gives nothing more, else the source of the bytes. */
function stopOf(chain: Stop | undefined, bulk: Stop | undefined): Stop | null {
  return (chain === undefined || chain.reason === "time" ? (bulk ?? chain) : chain) ?? null;
}
