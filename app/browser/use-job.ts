"use client";
import { useEffect } from "react";
import useSWR from "swr";
import type { Job } from "@/lib/contract/job";
import type { Wallet } from "@/lib/contract/wallet";
import { isRunning } from "@/app/words/sync-words";
import { jobPath } from "./keep-job";
import { useLiveUpdates } from "./live-updates";
import { get } from "./request";

const pollMs = 2_000;
/** While events stream, a rare look makes up for one that got lost. */
const safetyPollMs = 10_000;

/** The sync of a wallet as it goes on; null until it is known. Reads the page anew from the server when it ends. */
export function useJob(sync: Wallet["sync"]): Job | null {
  const { jobId } = sync;
  const { streaming, watch, readAnew } = useLiveUpdates();
  const { data } = useSWR<Job>(jobId !== null && isRunning(sync.status) ? jobPath(jobId) : null, get, {
    refreshInterval: (job) => (job !== undefined && !isRunning(job.status) ? 0 : streaming ? safetyPollMs : pollMs),
    revalidateOnFocus: true,
    dedupingInterval: 1_000,
  });
  const running = isRunning(data?.status ?? sync.status);
  useEffect(() => (running ? watch() : undefined), [running, watch]);

  // The page was made while it ran, and what is known since says that it does not any more.
  const isBehind = isRunning(sync.status) && !running;
  useEffect(() => {
    if (isBehind) readAnew();
  }, [isBehind, sync, readAnew]);
  return data ?? null;
}
