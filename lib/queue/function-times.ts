import "server-only";
import { raise } from "@/lib/counters";

/** Upper bounds in milliseconds; a function is gone before 10 s. */
const boundsMs = [50, 100, 250, 500, 1_000, 2_000, 4_000, 6_000, 8_000, 10_000] as const;
const prefix = "time:";

export interface FunctionTimes {
  readonly name: string;
  readonly count: number;
  /** The bound that half, and that 95 % of today's runs stayed within; null for more than the last one. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/** A function near its end must not wait for a Redis that hangs. */
const patienceMs = 250;

/** Counts one run of a job; one command. Without an answer it goes on, and the run may be missing. */
export async function countTime(name: string, ms: number): Promise<void> {
  const bucket = boundsMs.findIndex((bound) => ms <= bound);
  const counted = raise(`${prefix}${name}:${bucket === -1 ? boundsMs.length : bucket}`);
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<void>((resolve) => (timer = setTimeout(resolve, patienceMs)));
  await Promise.race([counted, tooLate]).finally(() => clearTimeout(timer));
}

/** What a day's counters tell of each job's times, by name. */
export function functionTimes(counters: ReadonlyMap<string, number>): FunctionTimes[] {
  const byName = new Map<string, number[]>();
  for (const [counter, runs] of counters) {
    if (!counter.startsWith(prefix)) continue;
    const [name = "", bucket = ""] = counter.slice(prefix.length).split(":");
    const histogram = byName.get(name) ?? Array.from({ length: boundsMs.length + 1 }, () => 0);
    histogram[Number(bucket)] = runs;
    byName.set(name, histogram);
  }
  return [...byName]
    .map(([name, histogram]) => ({
      name,
      count: histogram.reduce((sum, runs) => sum + runs, 0),
      p50Ms: boundOf(histogram, 0.5),
      p95Ms: boundOf(histogram, 0.95),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

function boundOf(histogram: readonly number[], share: number): number | null {
  const wanted = histogram.reduce((sum, runs) => sum + runs, 0) * share;
  let seen = 0;
  const bucket = histogram.findIndex((runs) => (seen += runs) >= wanted);
  return boundsMs[bucket] ?? null;
}
