import { startChainProcess, type ChainProcess } from "./chain-process";
import { measureScale, smallTransactions, type PageTimes, type ScaleFigures } from "./measure-scale";
import { machine } from "./report-long";
import type { Options } from "./options";
import { percentile } from "./percentile";

const mostRatio = 1.5;
const mostMs = 400;
const nameWidth = 34;
const valueWidth = 10;
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
  const heads = [smallTransactions, transactions].flatMap((count) => [`${short(count)} p50`, `${short(count)} p95`]);
  console.log(`\n  ${"ms, nothing cached".padEnd(nameWidth)}${[...heads, "p50 ×", "p95 ×"].map(right).join("")}`);
  const broken = pages.filter((page) => !printPage(page));
  console.log(
    `  ${String(pages.length - broken.length)} of ${String(pages.length)} hold: p95 at most ${String(mostRatio)} × and ${String(mostMs)} ms; ${machine()}`,
  );
  return broken.length === 0 && made.every(({ status }) => status === "completed");
}

function printPage({ name, smallMs, largeMs, errors }: PageTimes): boolean {
  const [small50, small95] = [percentile(smallMs, 0.5), percentile(smallMs, 0.95)];
  const [large50, large95] = [percentile(largeMs, 0.5), percentile(largeMs, 0.95)];
  const ratio = large95 / small95;
  const holds = errors.length === 0 && ratio <= mostRatio && large95 <= mostMs;
  const values = [small50, small95, large50, large95].map((ms) => ms.toFixed(0));
  const ratios = [large50 / small50, ratio].map((each) => each.toFixed(2));
  const verdict = holds ? "  holds" : `  BROKEN ${[...new Set(errors)].join(" ")}`;
  console.log(`  ${name.padEnd(nameWidth)}${[...values, ...ratios].map(right).join("")}${verdict}`);
  return holds;
}

const right = (text: string) => text.padStart(valueWidth);
const short = (count: number) => (count >= 1_000 ? `${String(count / 1_000)}k` : String(count));
