"use client";
import type { Wallet } from "@/lib/contract/wallet";
import { useJob } from "@/app/browser/use-job";
import { useProgressRefresh } from "@/app/browser/use-progress-refresh";
import { isRunning } from "@/app/words/sync-words";

/** Reads the page anew while a sync moves on, and once more when it ends. Shows nothing. */
export function ProgressRefresh({ sync }: { readonly sync: Wallet["sync"] }) {
  const state = useJob(sync) ?? sync;
  useProgressRefresh(isRunning(state.status), state.processed);
  return null;
}
