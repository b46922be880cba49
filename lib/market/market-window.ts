import "server-only";
import { CallWindow } from "@/lib/budget/call-window";
import { env } from "@/lib/env";

/** Whoever looks at the market looks for all: its calls count as one account's, in the background of everybody's syncs. */
const asker = { userId: "00000000-0000-4000-8000-00006d61726b", isGuest: false, isBackground: true } as const;

/** The calls of one message of the market, which is over in time for a function of ten seconds. */
export function marketWindow(nowMs: number): CallWindow {
  return new CallWindow({
    concurrency: env().SYNC_CONCURRENCY,
    closesAt: nowMs + 6_000,
    endsAt: nowMs + 7_500,
    callLatencyMs: 200,
    now: Date.now,
    asker,
  });
}
