/** The most calls by which any window of time was ahead of the sustained rate: a bucket of that size would have been enough. */
export function mostAheadOf(rps: number, timestampsMs: readonly number[]): number {
  let level = 0;
  let most = 0;
  let previous = timestampsMs[0] ?? 0;
  for (const at of [...timestampsMs].sort((a, b) => a - b)) {
    level = Math.max(0, level - ((at - previous) / 1000) * rps) + 1;
    most = Math.max(most, level);
    previous = at;
  }
  return Math.ceil(most);
}
