import { measureDashboards, type Answers } from "./measure-dashboards";
import { percentile } from "./percentile";

const dashboards = 50;
const openings = 5;
const withinMs = 50_000;

/** How dashboards are answered side by side, as multiples of one by itself; false where a call fails. */
export async function reportDashboards(): Promise<boolean> {
  const { alone, spread, atOnce } = await measureDashboards(dashboards, openings, withinMs);
  console.log(`\n${String(dashboards)} dashboards, each of a user with a wallet of 80 transactions and an open stream`);
  const rounds: [string, Answers][] = [
    ["one alone", alone],
    [`all, ${String(openings)} times each within ${String(withinMs / 1000)} s`, spread],
    ["all at the same moment", atOnce],
  ];
  for (const [name, answers] of rounds) {
    console.log(`  ${name}: ${String(answers.ms.length)} answers, ${String(answers.errors.length)} errors`);
    console.log(`    each answer: ${percentiles(answers.ms, alone.ms)}`);
    console.log(`    the whole dashboard: ${percentiles(answers.dashboardMs, alone.dashboardMs)}`);
  }
  const errors = rounds.flatMap(([, answers]) => answers.errors);
  console.log(
    `  ${errors.length === 0 ? "holds " : "BROKEN"}  no errors ${[...new Set(errors)].slice(0, 5).join("; ")}`,
  );
  return errors.length === 0;
}

function percentiles(ms: readonly number[], alone: readonly number[]): string {
  return [0.5, 0.95, 0.99]
    .map((share) => {
      const [here, there] = [percentile(ms, share), percentile(alone, share)];
      return `p${String(share * 100)} ${here.toFixed(0)} ms (${(here / there).toFixed(1)} ×)`;
    })
    .join(", ");
}
