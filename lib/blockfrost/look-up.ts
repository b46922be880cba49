import "server-only";
import { personAsking } from "@/lib/budget/budget";
import { CallWindow, WindowClosed } from "@/lib/budget/call-window";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/** A reader waits for these: none begins after this time, none is waited for after the other. */
const closesAfterMs = 2_000;
const endsAfterMs = 4_000;

/**
 * What a page asks the chain for beside what is stored, from the same budget as everything else. What could not be asked
 * or made no sense is left out of the map, so that a page shows less and never fails for it.
 */
export async function lookUp<K, T>(
  userId: string,
  keys: readonly K[],
  ask: (key: K, window: CallWindow) => Promise<T>,
): Promise<Map<K, T>> {
  const found = new Map<K, T>();
  if (keys.length === 0) return found;
  const asker = await personAsking(userId);
  const startedAt = Date.now();
  const window = new CallWindow({
    concurrency: env().SYNC_CONCURRENCY,
    closesAt: startedAt + closesAfterMs,
    endsAt: startedAt + endsAfterMs,
    callLatencyMs: 200,
    now: Date.now,
    asker,
  });
  const logged = (what: string) => (error: unknown) => {
    if (!(error instanceof WindowClosed)) log.warn("lookup.failed", { what, error });
  };
  await Promise.all(
    keys.map((key) => ask(key, window).then((answer) => void found.set(key, answer), logged(String(key)))),
  );
  await window.close().catch(logged("giving back"));
  return found;
}
