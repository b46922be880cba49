"use client";
import type { Wallet } from "@/lib/contract/wallet";
import { useJob } from "@/app/browser/use-job";
import { SyncState } from "./sync-state";

/** A line that moves with the sync. */
export function RunningSync({ sync }: { readonly sync: Wallet["sync"] }) {
  return <SyncState sync={sync} job={useJob(sync)} />;
}
