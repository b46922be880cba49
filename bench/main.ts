import { chain, measureSync, type SyncFigures } from "./measure-sync";
import { readOptions } from "./options";
import { reportBytes } from "./report-bytes";
import { reportClassification } from "./report-classification";
import { reportCold } from "./report-cold";
import { reportDashboards } from "./report-dashboards";
import { reportFair } from "./report-fair";
import { reportFirstClick } from "./report-first-click";
import { reportFirstLoad } from "./report-first-load";
import { reportGains } from "./report-gains";
import { reportLoad } from "./report-load";
import { reportLong } from "./report-long";
import { reportMarket } from "./report-market";
import { reportMemory } from "./report-memory";
import { reportSafety } from "./report-safety";
import { reportScale } from "./report-scale";
import { reportWorth } from "./report-worth";
import { measureSerialLoop } from "./serial-loop";

interface Check {
  readonly figure: string;
  readonly value: number;
  readonly limit: number;
}

function checksOf(figures: SyncFigures): Check[] {
  const common = [
    { figure: "wall / bound", value: figures.wallSeconds / figures.boundSeconds, limit: 1.3 },
    { figure: "Blockfrost calls per transaction", value: figures.calls / figures.transactions, limit: 1.15 },
    { figure: "calls refused by the chain (429, 418)", value: figures.refusedCalls, limit: 0 },
    { figure: "most calls ahead of 10 a second", value: figures.mostAhead, limit: chain.burst },
    { figure: "longest function, s", value: figures.longestFunctionMs / 1000, limit: 10 },
    {
      figure: "database round trips per 100 transactions",
      // One statement creates the job.
      value: (figures.dbStatements - figures.wallets) / Math.ceil(figures.transactions / 100),
      limit: 6,
    },
  ];
  if (figures.wallets > 1) return common.slice(1, 5);
  return figures.transactions <= 100
    ? [
        ...common.slice(0, 1),
        ...common.slice(2),
        { figure: "wall, s", value: figures.wallSeconds, limit: 3 },
        { figure: "job creation, ms", value: figures.creationMs, limit: 150 },
      ]
    : [
        ...common,
        { figure: "QStash messages", value: figures.messages, limit: 10 },
        { figure: "Redis commands", value: figures.redisCommands, limit: 100 },
      ];
}

function print(title: string, figures: SyncFigures, serialSeconds: number | null): boolean {
  const checks = checksOf(figures);
  console.log(`\n${title}`);
  console.log(`  ${JSON.stringify(figures)}`);
  if (serialSeconds !== null) {
    const ratio = serialSeconds / figures.wallSeconds;
    console.log(`  serial loop ${serialSeconds.toFixed(1)} s, ${ratio.toFixed(1)} × the sync's wall time`);
  }
  for (const { figure, value, limit } of checks) {
    console.log(`  ${value <= limit ? "holds " : "BROKEN"}  ${figure}: ${value.toFixed(2)} (at most ${String(limit)})`);
  }
  if (!figures.proven) console.log("  BROKEN  not proven");
  return figures.proven && checks.every(({ value, limit }) => value <= limit);
}

/**
 * The cases named on the command line: `npm run bench -- short full`; without a name all that take no more than some minutes. Only when named,
 * for they take minutes: `cold`, `fair`, `first-click`, `first-load`, `gains`, `load`, `long`, `market`, `scale`, `worth`; a real PostgreSQL in `TEST_DATABASE_URL` is measured beside the embedded one.
 */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const { names } = options;
  const wanted = (name: string) => names.length === 0 || names.includes(name);
  console.log(`${String(chain.latencyMs)} ms a call, full bucket; each case on a stack of its own`);
  const held: boolean[] = [];
  if (wanted("short")) {
    const figures = await measureSync(80, 1, "blockfrost");
    held.push(print("80 transactions by Blockfrost alone", figures, await measureSerialLoop(80, chain.latencyMs)));
  }
  if (wanted("full")) {
    const figures = await measureSync(1_000, 1, "blockfrost");
    held.push(
      print("1,000 transactions by Blockfrost alone", figures, await measureSerialLoop(1_000, chain.latencyMs)),
    );
  }
  if (wanted("bytes")) held.push(await reportBytes());
  if (wanted("three")) {
    held.push(
      print(
        "three wallets of 300 transactions at once, by Blockfrost alone",
        await measureSync(300, 3, "blockfrost"),
        null,
      ),
    );
  }
  if (wanted("classification")) held.push(reportClassification());
  if (wanted("memory")) held.push(await reportMemory());
  if (wanted("safety")) held.push(await reportSafety());
  if (names.includes("cold")) held.push(await reportCold());
  if (names.includes("fair")) held.push(await reportFair());
  if (names.includes("first-click")) held.push(await reportFirstClick());
  if (names.includes("first-load")) held.push(await reportFirstLoad());
  if (names.includes("gains")) held.push(await reportGains(options));
  if (names.includes("load")) held.push(await reportLoad());
  if (wanted("dashboards")) held.push(await reportDashboards());
  if (names.includes("long")) held.push(await reportLong(options));
  if (names.includes("market")) held.push(await reportMarket(options));
  if (names.includes("scale")) held.push(await reportScale(options));
  if (names.includes("worth")) held.push(await reportWorth(options));
  if (held.includes(false)) process.exitCode = 1;
}

await main();
