import { measureLoad, type RefreshFigures } from "./measure-load";

const wallets = 1_000;
/** Of so many wallets the state comes from a sync; the others follow the same ones for other users. */
const distinct = 20;
const transactions = 200;

/** What it takes to refresh a small community; false where something is lost, doubled or unequal. */
export async function reportLoad(): Promise<boolean> {
  const figures = await measureLoad(wallets, distinct, transactions);
  console.log(`\nload: ${String(wallets)} wallets, ${String(figures.transactionsStored)} transactions, virtual clock`);
  printRefresh("everybody at once, every fifth wallet with a new transaction", figures.atOnce);
  printRefresh("by the hourly schedule of the free plan", figures.bySchedule);
  const rounds = [figures.atOnce, figures.bySchedule];
  const checks: [string, boolean][] = [
    ["every refresh completed", rounds.every(({ notCompleted }) => notCompleted === 0)],
    ["every wallet refreshed", rounds.every((round) => round.wallets === wallets)],
    [`rows equal a fresh sync (${String(figures.unequal)} do not)`, figures.unequal === 0],
    [`never beyond burst + rate · time ${figures.violations.join("; ")}`, figures.violations.length === 0],
  ];
  for (const [what, holds] of checks) console.log(`  ${holds ? "holds " : "BROKEN"}  ${what}`);
  return checks.every(([, holds]) => holds);
}

function printRefresh(title: string, figures: RefreshFigures): void {
  const each = (total: number) => (total / figures.wallets).toFixed(2);
  const { seconds, p50Seconds, p95Seconds } = figures;
  console.log(`  ${title}: ${String(figures.wallets)} wallets in ${seconds.toFixed(0)} s`);
  console.log(`    one refresh: p50 ${p50Seconds.toFixed(1)} s, p95 ${p95Seconds.toFixed(1)} s`);
  console.log(
    `    for each wallet: ${each(figures.blockfrostCalls)} Blockfrost calls, ${each(figures.messages)} messages, ` +
      `${each(figures.redisCommands)} Redis commands, ${each(figures.dbStatements)} statements`,
  );
  console.log(`    most calls ahead of 10 a second: ${String(figures.mostAhead)}`);
}
