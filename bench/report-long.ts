import { loadavg } from "node:os";
import { startChainProcess } from "./chain-process";
import { printFigures, type FigureRow } from "./figure-table";
import { measureLong, type LongFigures } from "./measure-long";
import { dropDatabase, openDatabase } from "./own-database";
import type { Options } from "./options";
import { lastOverFirst, median } from "./step-costs";

const shownStatements = 8;
const shownText = 230;

/** One wallet of very many transactions, synced to its end on each database; false where a limit is broken. */
export async function reportLong(options: Options): Promise<boolean> {
  const chain = await startChainProcess(options.latencyMs);
  try {
    const columns: string[] = [];
    const all: LongFigures[] = [];
    for (const database of options.databases) {
      console.log(`\nlong: ${String(options.transactions)} transactions on ${database} …`);
      const figures = await onDatabase(database, options, (place) => measureLong(chain, place, options));
      printDetails(figures);
      columns.push(database);
      all.push(figures);
    }
    console.log(
      `\nlong: ${String(options.transactions)} transactions, ${String(options.latencyMs)} ms a call, no limit of calls; ${machine()}`,
    );
    return printFigures(columns, rowsOf(all));
  } finally {
    chain.close();
  }
}

async function onDatabase(
  database: Options["databases"][number],
  { server }: Options,
  measure: (place: Parameters<typeof measureLong>[1]) => Promise<LongFigures>,
): Promise<LongFigures> {
  if (database === "embedded") return measure({ kind: "embedded", dataDir: null });
  const name = `cda_long_${String(process.pid)}`;
  try {
    return await measure({ kind: "postgres", databaseUrl: await openDatabase(server, name) });
  } finally {
    await dropDatabase(server, name);
  }
}

function rowsOf(all: readonly LongFigures[]): FigureRow[] {
  const row = (figure: string, of: (figures: LongFigures) => number | string, bounds: Partial<FigureRow> = {}) => ({
    figure,
    values: all.map(of),
    ...bounds,
  });
  const ends = all.map(({ steps }) => lastOverFirst(steps));
  const end = (figures: LongFigures) => ends[all.indexOf(figures)];
  return [
    row("outcome", ({ proof }) => proof, { wanted: "proven" }),
    row("transactions covered", ({ job }) => String(job.processed)),
    row("wall time, s", ({ wallSeconds }) => wallSeconds),
    row("of it after the last transaction, s", ({ endingSeconds }) => endingSeconds),
    row("transactions a second", ({ job, wallSeconds }) => job.processed / wallSeconds),
    row("steps", ({ steps }) => steps.length),
    row("longest function, s", (figures) => longest(figures) / 1_000, { most: 10 }),
    row("slowest statement, s", ({ statements }) => Math.max(...statements.map(({ maxMs }) => maxMs)) / 1_000, {
      most: 1,
    }),
    row("first full steps, ms a transaction", (figures) => end(figures)?.first ?? NaN),
    row("last full steps, ms a transaction", (figures) => end(figures)?.last ?? NaN),
    row("last over first", (figures) => end(figures)?.ratio ?? NaN, { least: 0.5, most: 1.5 }),
    row("CPU of the app's process, ms a transaction", ({ cpuMsEach }) => cpuMsEach, { most: 4 }),
    row("statements, ms a transaction", ({ statements, job }) => total(statements) / job.processed),
    row("300 transactions of another, alone, s", ({ aloneSeconds }) => median(aloneSeconds)),
    row("the same beside it, s", ({ besideSeconds }) => median(besideSeconds)),
    row("beside over alone", (figures) => median(figures.besideSeconds) / median(figures.aloneSeconds), { most: 2 }),
  ];
}

const total = (statements: LongFigures["statements"]) => statements.reduce((sum, { totalMs }) => sum + totalMs, 0);
const longest = ({ functions }: LongFigures) => Math.max(...functions.map(({ ms }) => ms));

/** Where the time goes: the longest functions, the costliest statements, the steps along the history. */
function printDetails(figures: LongFigures): void {
  const { job, functions, statements, steps, aloneSeconds, besideSeconds, warnings } = figures;
  if (job.status !== "completed") console.log(`  the sync did not complete: ${JSON.stringify(job)}`);
  for (const name of new Set(functions.map((call) => call.name))) {
    const calls = functions.filter((call) => call.name === name);
    const ms = calls.map((call) => call.ms);
    const failed = calls.filter((call) => call.failed).length;
    console.log(
      `  ${name}: ${String(calls.length)} calls, ${String(failed)} failed, median ${seconds(median(ms))}, longest ${seconds(Math.max(...ms))}`,
    );
  }
  const all = (values: readonly number[]) => values.map((value) => value.toFixed(1)).join(", ");
  console.log(`  300 transactions of another: alone ${all(aloneSeconds)} s, beside it ${all(besideSeconds)} s`);
  for (const text of new Set(warnings))
    console.log(
      `  warned ${String(warnings.filter((each) => each === text).length)} times: ${text.slice(0, shownText)}`,
    );
  console.log("  statements by their time in all:");
  for (const { sql, calls, totalMs, maxMs } of statements.slice(0, shownStatements))
    console.log(
      `    ${seconds(totalMs).padStart(9)} in ${String(calls)}, longest ${seconds(maxMs)}: ${sql.slice(0, shownText)}`,
    );
  const tenth = Math.max(1, Math.ceil(steps.length / 10));
  console.log("  each tenth of the steps: transactions, then ms and CPU ms of one");
  for (let at = 0; at < steps.length; at += tenth) {
    const some = steps.slice(at, at + tenth);
    const count = some.reduce((sum, { transactions }) => sum + transactions, 0);
    const [ms, cpuMs] = [some.map(({ msEach }) => msEach), some.map(({ cpuMsEach }) => cpuMsEach)].map(median);
    console.log(`    ${String(count).padStart(7)} ${ms?.toFixed(2) ?? ""} ${cpuMs?.toFixed(2) ?? ""}`);
  }
}

/** What else ran: beside it, only ratios and CPU times mean anything. */
export const machine = () =>
  `load average ${loadavg()
    .map((load) => load.toFixed(1))
    .join(" ")}`;

const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
