import type { Wallet } from "@/lib/contract/wallet";
import { isRunning } from "@/app/words/sync-words";
import { LaterRunningSync } from "./later-sync";
import { SyncState } from "./sync-state";

/** Where a wallet's sync stands, in one line; moves while it runs. */
export function SyncLine({ sync }: { readonly sync: Wallet["sync"] }) {
  return isRunning(sync.status) ? <LaterRunningSync sync={sync} /> : <SyncState sync={sync} job={null} />;
}
