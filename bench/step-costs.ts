/** One step of the large wallet's sync as it was seen from outside. */
export interface StepSample {
  /** Transactions covered when it had ended. */
  readonly processed: number;
  /** The function's own time. */
  readonly ms: number;
  /** CPU of the app's process until then. */
  readonly cpuMs: number;
}

export interface StepCost {
  readonly transactions: number;
  readonly msEach: number;
  readonly cpuMsEach: number;
}

/** Steps at either end that are taken together, so that one noisy step decides nothing. */
const mostAtAnEnd = 5;

/** What each step took for one of its transactions; steps that covered nothing are left out. */
export function stepCosts(samples: readonly StepSample[]): StepCost[] {
  const costs: StepCost[] = [];
  let before = samples[0];
  if (before === undefined) return [];
  for (const sample of samples.slice(1)) {
    const transactions = sample.processed - before.processed;
    if (transactions <= 0) continue;
    const cpuMsEach = (sample.cpuMs - before.cpuMs) / transactions;
    costs.push({ transactions, msEach: sample.ms / transactions, cpuMsEach });
    before = sample;
  }
  return costs;
}

/** The median cost of the last full steps over that of the first ones. A full step ended by its time and not by the list's end. */
export function lastOverFirst(costs: readonly StepCost[]): { first: number; last: number; ratio: number } {
  const most = Math.max(...costs.map(({ transactions }) => transactions));
  const full = costs.filter(({ transactions }) => transactions * 2 >= most);
  const count = Math.max(1, Math.min(mostAtAnEnd, Math.floor(full.length / 2)));
  const [first, last] = [full.slice(0, count), full.slice(-count)].map((some) =>
    median(some.map(({ msEach }) => msEach)),
  );
  return { first: first ?? NaN, last: last ?? NaN, ratio: (last ?? NaN) / (first ?? NaN) };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN;
}
