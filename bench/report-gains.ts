import { measureGains } from "./measure-gains";
import type { Options } from "./options";
import { percentile } from "./percentile";
import { machine } from "./report-long";

const most = { firstMs: 60_000, stepMs: 10_000, appendedMs: 1_000, taxPageMs: 300 } as const;
const nameWidth = 44;

/** What telling the gains of a long history costs; false where it takes longer than it may. */
export async function reportGains(options: Options): Promise<boolean> {
  if (options.server === "") {
    console.log("\ngains: needs a PostgreSQL in TEST_DATABASE_URL, as an embedded one answers one after the other");
    return false;
  }
  const { events, lots, firstMs, steps, appended, taxPage, totals, yardstick, warnings } = await measureGains(options);
  console.log(
    `\ngains: ${String(events)} events of ${String(options.transactions)} transactions, ${String(lots)} lots left`,
  );
  const checks: readonly (readonly [string, number, number | null])[] = [
    ["first fold, until all is told", firstMs, most.firstMs],
    [`longest of ${String(steps.length)} messages and looks`, Math.max(...steps), most.stepMs],
    ["after one more transaction, p50", percentile(appended, 0.5), most.appendedMs],
    ["after one more transaction, p95", percentile(appended, 0.95), most.appendedMs],
    ["tax page, p50", percentile(taxPage, 0.5), null],
    ["tax page, p95", percentile(taxPage, 0.95), most.taxPageMs],
    ["totals, p95", percentile(totals, 0.95), null],
  ];
  for (const [name, ms, limit] of checks) {
    const verdict = limit === null ? "" : ms <= limit ? `holds (${(ms / limit).toFixed(2)} of the most)` : "BROKEN";
    console.log(`  ${name.padEnd(nameWidth)}${ms.toFixed(0).padStart(8)} ms  ${verdict}`);
  }
  const [p5, p50, p95] = [0.05, 0.5, 0.95].map((share) => percentile(yardstick, share).toFixed(1));
  console.log(
    `  one statement of always the same work took p5, p50, p95 of ${String(p5)}, ${String(p50)}, ${String(p95)} ms; ${machine()}`,
  );
  for (const warning of new Set(warnings)) console.log(`  said: ${warning}`);
  return checks.every(([, ms, limit]) => limit === null || ms <= limit);
}
