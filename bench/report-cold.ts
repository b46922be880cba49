import { buildIfStale } from "@/dev/build-if-stale";
import { bundleSizes } from "./bundle-sizes";
import { printFigures, type FigureRow } from "./figure-table";
import { measureCold, type ColdCall } from "./measure-cold";
import { percentile } from "./percentile";

const rounds = 5;
const limitsMs: Readonly<Record<string, number>> = {
  "POST /api/wallets": 250,
  "sync step until its first call to the chain": 200,
};
const maxBundleMB = 8;
const shownParts = 6;

/** What the first call of a fresh function costs, and how large each is; false where one is too slow or too large. */
export async function reportCold(): Promise<boolean> {
  if (!buildIfStale()) throw new Error("the build failed");
  const figures = await measureCold(rounds);
  const rowOf = (figure: string, values: readonly number[]) => ({
    figure,
    values: [percentile(values, 0.5), Math.max(...values)],
  });
  const rowsOf = (ms: (call: ColdCall) => number): FigureRow[] =>
    [...figures].map(([name, calls]) => rowOf(name, calls.map(ms)));
  const columns = ["median", "worst"];
  console.log(`\ncold: the first call of a fresh server, ms, ${String(rounds)} times`);
  const first = rowsOf(({ firstMs }) => firstMs).map((row) => {
    const most = limitsMs[row.figure];
    return most === undefined ? row : { ...row, most };
  });
  const fast = printFigures(columns, first);
  console.log("\n  the first call of a route, where the process has answered another");
  printFigures(
    columns,
    rowsOf(({ routeMs }) => routeMs),
  );
  console.log("\n  CPU of the server for the first call, a step's whole");
  printFigures(
    columns,
    rowsOf(({ firstCpuMs }) => firstCpuMs),
  );
  console.log("\n  the same call again");
  printFigures(
    columns,
    rowsOf(({ againMs }) => againMs),
  );
  const startMs = [...figures.values()].flat().map((call) => call.startMs);
  printFigures([], [rowOf("start of the process until it listens", startMs)]);
  return printBundles() && fast;
}

function printBundles(): boolean {
  const bundles = bundleSizes();
  const megabytes = (bytes: number) => bytes / 1_000_000;
  console.log(
    `\n  what a platform packs for each of ${String(bundles.length)} routes, MB; the largest, and what they consist of`,
  );
  for (const { route, bytes, parts } of [
    bundles[0],
    bundles.find(({ route: each }) => each.startsWith("/api/")),
  ].flatMap((each) => each ?? [])) {
    const shown = parts.slice(0, shownParts).map(({ name, bytes: size }) => `${name} ${megabytes(size).toFixed(2)}`);
    console.log(`    ${route} ${megabytes(bytes).toFixed(2)}: ${shown.join(", ")}`);
  }
  const sizes = bundles.map(({ bytes }) => megabytes(bytes));
  return printFigures(
    ["median", "largest"],
    [{ figure: "bundle, MB", values: [percentile(sizes, 0.5), Math.max(...sizes)], most: maxBundleMB }],
  );
}
