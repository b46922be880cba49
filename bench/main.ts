import { chain, measureSync, type SyncFigures } from "./measure-sync";
import { reportClassification } from "./report-classification";
import { reportDashboards } from "./report-dashboards";
import { reportLoad } from "./report-load";
import { reportSafety } from "./report-safety";
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
 * All cases, or those named on the command line: `npm run bench -- short long three classification safety dashboards`. Only when named:
 * `load`, which takes minutes, fewer on a real PostgreSQL in `TEST_DATABASE_URL`.
 */
async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const wanted = (name: string) => asked.length === 0 || asked.includes(name);
  console.log(`${String(chain.latencyMs)} ms a call, full bucket; each case on a stack of its own`);
  const held: boolean[] = [];
  if (wanted("short")) {
    const figures = await measureSync(80, 1);
    held.push(print("80 transactions", figures, await measureSerialLoop(80, chain.latencyMs)));
  }
  if (wanted("long")) {
    const figures = await measureSync(1_000, 1);
    held.push(print("1,000 transactions", figures, await measureSerialLoop(1_000, chain.latencyMs)));
  }
  if (wanted("three")) {
    held.push(print("three wallets of 300 transactions at once", await measureSync(300, 3), null));
  }
  if (wanted("classification")) held.push(reportClassification());
  if (wanted("safety")) held.push(await reportSafety());
  if (asked.includes("load")) held.push(await reportLoad());
  if (wanted("dashboards")) held.push(await reportDashboards());
  if (held.includes(false)) process.exitCode = 1;
}

await main();
