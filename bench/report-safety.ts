import { measureSafety, type SafetyRun } from "./measure-safety";

const transactions = 300;
const pairs = 7;
/** A delivery's replay check is one round trip to Redis, which the simulated queue leaves out. */
const replayCheckMs = 4;
const shareAllowed = 0.1;

/** What a sync costs with its safeties, beside what it costs without them; false where they cost too much. */
export async function reportSafety(): Promise<boolean> {
  const runs = await measureSafety(transactions, pairs);
  const medianOf = (isSafe: boolean, figure: (run: SafetyRun) => number) => {
    const values = runs.filter((run) => run.isSafe === isSafe).map(figure);
    return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  };
  const extra = (figure: (run: SafetyRun) => number) => medianOf(true, figure) - medianOf(false, figure);
  console.log(`\nsafety: ${String(transactions)} transactions on a virtual clock, medians of ${String(pairs)} pairs`);
  const line = (name: string, figure: (run: SafetyRun) => number) =>
    console.log(`  ${name}: ${medianOf(true, figure).toFixed(0)} with, ${medianOf(false, figure).toFixed(0)} without`);
  line("waiting for calls and round trips, ms", ({ waitedMs }) => waitedMs);
  line("computing, the whole stack's, ms", ({ computedMs }) => computedMs);
  line("statements", ({ statements }) => statements);
  line("messages", ({ messages }) => messages);
  line("requests to Redis", ({ redisRequests }) => redisRequests);
  const replayChecksMs = medianOf(true, ({ deliveries }) => deliveries) * replayCheckMs;
  const costMs =
    extra(({ waitedMs }) => waitedMs) +
    Math.max(
      0,
      extra(({ computedMs }) => computedMs),
    ) +
    replayChecksMs;
  const share = costMs / medianOf(true, ({ waitedMs }) => waitedMs);
  const unproven = runs.filter(({ proof }) => proof !== "proven").length;
  const holds = share <= shareAllowed && unproven === 0;
  console.log(
    `  ${holds ? "holds " : "BROKEN"}  safety: ${costMs.toFixed(0)} ms (of it ${replayChecksMs.toFixed(0)} replay checks), ` +
      `${share.toFixed(3)} of the wall time (at most ${String(shareAllowed)})`,
  );
  if (unproven > 0) console.log(`  BROKEN  not proven: ${String(unproven)} of ${String(runs.length)}`);
  return holds;
}
