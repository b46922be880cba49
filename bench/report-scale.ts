import { startChainProcess, type ChainProcess } from "./chain-process";
import { measureScale, smallTransactions, type PageTimes, type ScaleFigures } from "./measure-scale";
import { machine } from "./report-long";
import type { Options } from "./options";
import { percentile } from "./percentile";

const mostRatio = 1.5;
const mostMs = 400;
const nameWidth = 34;
const valueWidth = 9;
const shownStatements = 12;
const shownText = 230;

/** The same pages over a short and a very long history, on each database; false where a page takes too long. */
export async function reportScale(options: Options): Promise<boolean> {
  let chain: ChainProcess | undefined;
  const openChain = async () => (chain ??= await startChainProcess(options.latencyMs));
  try {
    const held: boolean[] = [];
    for (const database of options.databases) {
      console.log(`\nscale: ${String(smallTransactions)} against ${String(options.transactions)} on ${database} …`);
      held.push(print(await measureScale(database, options, openChain), options));
    }
    return !held.includes(false);
  } finally {
    chain?.close();
  }
}

function print({ pages, made, statements }: ScaleFigures, { transactions }: Options): boolean {
  for (const { name, status, processed } of made)
    if (status !== "completed")
      console.log(`  BROKEN  the sync that made ${name} did not complete: ${status} at ${String(processed)}`);
  console.log("  the long history's statements, by the longest of each:");
  for (const { sql, calls, totalMs, maxMs } of statements
    .toSorted((a, b) => b.maxMs - a.maxMs)
    .slice(0, shownStatements))
    console.log(
      `    ${maxMs.toFixed(0).padStart(6)} ms, mean of ${String(calls)} ${(totalMs / calls).toFixed(0)} ms: ${sql.slice(0, shownText)}`,
    );
  const heads = [smallTransactions, transactions].flatMap((count) => [`${short(count)} best`, "p50", "p95"]);
  console.log(
    `\n  ${"ms, nothing cached".padEnd(nameWidth)}${[...heads, "best ×", "p50 ×", "p95 ×"].map(right).join("")}`,
  );
  const broken = pages.filter((page) => !printPage(page));
  console.log(
    `  ${String(pages.length - broken.length)} of ${String(pages.length)} hold: p95 at most ${String(mostRatio)} × and ${String(mostMs)} ms; ${machine()}`,
  );
  return broken.length === 0 && made.every(({ status }) => status === "completed");
}

function printPage({ name, smallMs, largeMs, errors }: PageTimes): boolean {
  const [small, large] = [smallMs, largeMs].map((ms) => [Math.min(...ms), percentile(ms, 0.5), percentile(ms, 0.95)]);
  if (small === undefined || large === undefined) return false;
  const ratios = large.map((ms, index) => ms / (small[index] ?? NaN));
  const [large95 = NaN, ratio = NaN] = [large[2], ratios[2]];
  const holds = errors.length === 0 && ratio <= mostRatio && large95 <= mostMs;
  const values = [...small, ...large].map((ms) => ms.toFixed(0));
  const verdict = holds ? "  holds" : `  BROKEN ${[...new Set(errors)].join(" ")}`;
  console.log(
    `  ${name.padEnd(nameWidth)}${[...values, ...ratios.map((each) => each.toFixed(2))].map(right).join("")}${verdict}`,
  );
  return holds;
}

const right = (text: string) => text.padStart(valueWidth);
const short = (count: number) => (count >= 1_000 ? `${String(count / 1_000)}k` : String(count));
