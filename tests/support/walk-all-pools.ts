import { CallWindow } from "@/lib/budget/call-window";
import { noteWalk, noteWalkEnd } from "@/lib/market/keep-market-going";
import { lookedAtScripts, pollPools } from "@/lib/market/poll-pools";
import { savePools } from "@/lib/market/pool-store";

/** Keeps the pools of the newest page of each script, as the day's walk does, but as a person who does not wait. */
export async function walkAllPools(): Promise<void> {
  const startedAt = Date.now();
  await noteWalk();
  const window = new CallWindow({
    concurrency: 4,
    closesAt: startedAt + 20_000,
    endsAt: startedAt + 30_000,
    callLatencyMs: 50,
    now: Date.now,
    asker: { userId: crypto.randomUUID(), isGuest: false, isBackground: false },
  });
  const pages = await Promise.all(lookedAtScripts.map((script) => pollPools(script, 1, window)));
  await window.close();
  await savePools(pages.flatMap(({ pools }) => pools));
  await noteWalkEnd();
}
