import "server-only";
import { koiosBudget, type Asker, type Pace } from "@/lib/budget/budget";
import { CallWindow } from "@/lib/budget/call-window";
import { env } from "@/lib/env";
import { bulkCbor } from "@/lib/koios/tx-cbor";
import { BulkBytes, notWorthWaiting } from "@/lib/sync/bulk-bytes";
import { callsFor, bytesCloseAfterMs, bytesEndAfterMs, stepClosesAfterMs, stepEndsAfterMs } from "@/lib/sync/plan";

/** What one step may ask: the chain, which is the truth, and whoever has bytes in bulk; null where nobody is to be asked. */
export interface Sources {
  readonly window: CallWindow;
  readonly bulk: BulkBytes | null;
}

interface Given {
  readonly startedAt: number;
  readonly asker: Asker;
  readonly callLatencyMs: number;
}

/** Answers of many transactions that are in memory at once. */
const bulkConcurrency = { small: 10, large: 4 } as const;

/** A refresh has few new transactions, and those of many wallets fit into one call. */
const sharesForMs = { background: 400, person: 20 } as const;

export function openSources({ startedAt, asker, callLatencyMs }: Given): Sources {
  const { koios, CALL_PLAN, SYNC_CONCURRENCY } = env();
  const shared = { callLatencyMs, now: Date.now, asker };
  const window = new CallWindow({
    ...shared,
    concurrency: SYNC_CONCURRENCY,
    closesAt: startedAt + stepClosesAfterMs,
    endsAt: startedAt + stepEndsAfterMs,
  });
  if (koios === null || CALL_PLAN === "full") return { window, bulk: null };
  const perCall = koios.transactionsPerCall;
  const bulkWindow = new CallWindow({
    ...shared,
    budget: koiosBudget,
    concurrency: Math.min(SYNC_CONCURRENCY, bulkConcurrency[perCall > 20 ? "large" : "small"]),
    closesAt: startedAt + bytesCloseAfterMs,
    endsAt: startedAt + bytesEndAfterMs,
    waitsAbove: notWorthWaiting / perCall,
  });
  const bulk = new BulkBytes({
    window: bulkWindow,
    perCall,
    ask: bulkCbor,
    sharesForMs: sharesForMs[asker.isBackground ? "background" : "person"],
    endsAt: startedAt + bytesEndAfterMs,
  });
  return { window, bulk };
}

export async function closeSources({ window, bulk }: Sources): Promise<void> {
  await Promise.all([window.close(), bulk?.close()]);
}

/** Tells each source how much the work still takes of it, further steps included: small work goes before large. */
export function expect({ window, bulk }: Sources, transactions: number): void {
  window.expect(callsFor(transactions, bulk !== null));
  bulk?.expect(transactions);
}

/** How transactions come: by the source that brings them. */
export function paceOf({ window, bulk }: Sources): Pace | null {
  if (bulk?.isOn !== true || bulk.pace === null) return window.pace;
  return { ...bulk.pace, transactionsPerCall: bulk.perCall };
}
