import { setTimeout as sleep } from "node:timers/promises";
import { startProductionApp } from "@/tests/support/app-process";
import { AppClient } from "./app-client";
import { addChainWallet } from "./chain-control";

/** What a dashboard asks for when it opens, side by side, beside its stream of events. */
const paths = ["/api/session", "/api/wallets", "/api/holdings", "/api/transactions", "/api/positions"] as const;
const transactions = 80;

export interface Answers {
  /** Milliseconds of each answer. */
  readonly ms: number[];
  /** Milliseconds until everything that a dashboard needs was there. */
  readonly dashboardMs: number[];
  /** Statuses that were not 200, and calls that got no answer. */
  readonly errors: string[];
}

export interface DashboardFigures {
  /** One dashboard by itself, opened again and again. */
  readonly alone: Answers;
  /** All of them, each opened at moments of its own within the time. */
  readonly spread: Answers;
  /** All of them at the same moment. */
  readonly atOnce: Answers;
}

/** Opens `dashboards` dashboards, each of a user of its own with a synced wallet, against the production build. */
export async function measureDashboards(
  dashboards: number,
  openings: number,
  withinMs: number,
): Promise<DashboardFigures> {
  const app = await startProductionApp(5);
  try {
    const address = await addChainWallet(app.chainUrl, "dashboards", transactions);
    const clients: AppClient[] = [];
    for (let index = 0; index < dashboards; index += 1) {
      const client = await AppClient.asGuest(app.url, `10.0.0.${String(index)}`);
      const { jobId } = await client.addWallet(address);
      await client.completed(jobId);
      clients.push(client);
    }
    const [first] = clients;
    if (first === undefined) throw new Error("a bench of no dashboards");
    // The first ones load the code, and are not kept.
    for (let warm = 0; warm < 5; warm += 1) await open(first, nobodyAnswered());
    const alone = nobodyAnswered();
    for (let opening = 0; opening < 30; opening += 1) await open(first, alone);
    const spread = nobodyAnswered();
    await Promise.all(clients.map((client, index) => openNowAndThen(client, index, spread, { openings, withinMs })));
    const atOnce = nobodyAnswered();
    for (let opening = 0; opening < openings; opening += 1)
      await Promise.all(clients.map((client) => open(client, atOnce)));
    return { alone, spread, atOnce };
  } finally {
    await app.close();
  }
}

const nobodyAnswered = (): Answers => ({ ms: [], dashboardMs: [], errors: [] });

/** Evenly spread over the time, each client a little after the one before it. */
async function openNowAndThen(
  client: AppClient,
  index: number,
  answers: Answers,
  { openings, withinMs }: { readonly openings: number; readonly withinMs: number },
): Promise<void> {
  const everyMs = withinMs / openings;
  await sleep((index * 997) % everyMs);
  for (let opening = 0; opening < openings; opening += 1) {
    const startedAt = performance.now();
    await open(client, answers);
    await sleep(Math.max(0, everyMs - (performance.now() - startedAt)));
  }
}

/** One dashboard: everything that it asks for at once, with its stream open all the while. */
async function open(client: AppClient, { ms, dashboardMs, errors }: Answers): Promise<void> {
  const leave = new AbortController();
  const startedAt = performance.now();
  const note = async (what: string, call: Promise<{ ms: number; status: number }>) => {
    try {
      const answer = await call;
      ms.push(answer.ms);
      if (answer.status !== 200) errors.push(`${what}: ${String(answer.status)}`);
    } catch (error) {
      errors.push(`${what}: ${String(error)}`);
    }
  };
  await Promise.all([
    note("/api/events", client.openEvents(leave.signal)),
    ...paths.map((path) => note(path, client.timed(path))),
  ]);
  dashboardMs.push(performance.now() - startedAt);
  leave.abort();
}
