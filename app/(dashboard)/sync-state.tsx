import { CircleAlert, Hourglass, LoaderCircle } from "lucide-react";
import type { Wallet } from "@/lib/contract/wallet";
import type { Job } from "@/lib/contract/job";
import { Moment } from "@/app/ui/moment";
import { ProgressBar } from "@/app/ui/progress-bar";
import { errorWords } from "@/app/words/error-words";
import { countText, isRunning, stageText } from "@/app/words/sync-words";

interface SyncStateProps {
  readonly sync: Wallet["sync"];
  /** What is known of it since. */
  readonly job: Job | null;
}

/** Where a wallet's sync stands, in one line. */
export function SyncState({ sync, job }: SyncStateProps) {
  const state = job ?? sync;
  if (isRunning(state.status)) {
    return (
      <div className="min-w-0 text-sm text-muted">
        <p className="flex items-center gap-1.5">
          {state.status === "waiting" ? (
            <Hourglass aria-hidden className="size-3.5 shrink-0" />
          ) : (
            <LoaderCircle aria-hidden className="size-3.5 shrink-0 animate-spin" />
          )}
          {job?.status === "waiting" ? stageText(job) : countText(state.processed, state.total)}
        </p>
        {(state.status !== "waiting" || state.percent !== null) && (
          <ProgressBar percent={state.percent} label="Sync" isThin className="mt-1.5" />
        )}
      </div>
    );
  }
  if (state.error !== null) {
    return (
      <p className="flex items-start gap-1.5 text-sm text-bad">
        <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        {errorWords[state.error.code].title}
      </p>
    );
  }
  return (
    <p className="text-sm text-muted">
      {sync.lastSyncedAt === null ? (
        "Never synced"
      ) : (
        <>
          Synced <Moment at={sync.lastSyncedAt} />
        </>
      )}
    </p>
  );
}
