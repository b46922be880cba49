"use client";
import { Hourglass, LoaderCircle } from "lucide-react";
import type { Job } from "@/lib/contract/job";
import type { Wallet } from "@/lib/contract/wallet";
import { useJob } from "@/app/browser/use-job";
import { useProgressRefresh } from "@/app/browser/use-progress-refresh";
import { Card } from "@/app/ui/card";
import { Notice } from "@/app/ui/notice";
import { ProgressBar } from "@/app/ui/progress-bar";
import { errorWords } from "@/app/words/error-words";
import { countText, etaText, isRunning, stageText, waitText } from "@/app/words/sync-words";
import { clockText } from "@/app/words/time-text";

/** The sync as it goes on: how many, how long, what it waits for; or why it stopped and what to do. */
export function SyncPanel({ sync }: { readonly sync: Wallet["sync"] }) {
  const job = useJob(sync);
  const state = job ?? sync;
  const running = isRunning(state.status);
  useProgressRefresh(running, state.processed);
  // The end is known before the page with its result has come; until then the panel stays.
  const ending = state.status === "completed" && isRunning(sync.status);
  if (running || ending) return <Running state={state} job={job} />;
  if (state.error === null) return null;
  const { title, next } = errorWords[state.error.code];
  return (
    <Notice tone="bad" title={title} className="mb-5">
      <p>{state.error.detail}</p>
      <p className="mt-1">{next}</p>
    </Notice>
  );
}

interface RunningProps {
  readonly state: Pick<Job, "status" | "processed" | "total" | "percent" | "etaSeconds">;
  readonly job: Job | null;
}

function Running({ state, job }: RunningProps) {
  const { status, processed, total, percent } = state;
  const stage = job === null ? firstWords[status === "waiting" ? "waiting" : "running"] : runningText(job);
  const eta = status === "waiting" || status === "completed" ? null : etaText(state.etaSeconds);
  const announced = percent === null ? stage : `${stage}, ${Math.floor(percent / 10) * 10} percent`;
  return (
    <Card className="mb-5 p-4 sm:p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="flex items-center gap-2 font-semibold">
          {status === "waiting" ? (
            <Hourglass aria-hidden className="size-4 shrink-0 text-warn" />
          ) : (
            <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-accent" />
          )}
          {stage}
        </h2>
        <p className="text-2xl font-semibold">{percent === null ? "" : `${Math.floor(percent)} %`}</p>
      </div>
      {(status !== "waiting" || percent !== null) && (
        <>
          <ProgressBar percent={percent} label="Sync progress" className="mt-3" />
          <p className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm text-muted">
            <span>{countText(processed, total)}</span>
            {eta !== null && <span>{eta}</span>}
          </p>
        </>
      )}
      {status === "waiting" && job !== null && <p className="mt-2 text-sm">{waitText(job, clockText)}</p>}
      <p aria-live="polite" className="sr-only">
        {announced}
      </p>
    </Card>
  );
}

/** The page's figures are still those of before. */
const runningText = (job: Job) => (job.status === "completed" ? "All is read. Now showing it" : stageText(job));

/** Before the job itself is known. */
const firstWords = { waiting: "Waiting", running: "Reading the chain" } as const;
