import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "@/lib/process-wide";

/** Whose request is being answered: what it hands to the queue is counted against them. */
export interface Asker {
  /** Null where nobody is signed in yet. */
  readonly account: { readonly userId: string; readonly isGuest: boolean } | null;
  /** The client's, as rate limits count it. */
  readonly address: string;
}

const askers = processWide("askers", () => new AsyncLocalStorage<Asker | null>());

/** Runs `work` as what a stranger's request brings about; null for what a schedule or the chain does for everybody. */
export function asked<T>(asker: Asker | null, work: () => Promise<T>): Promise<T> {
  return askers.run(asker, work);
}

/** Null in a message's handler, too: it goes on with what somebody was allowed to begin. */
export function currentAsker(): Asker | null {
  return askers.getStore() ?? null;
}
