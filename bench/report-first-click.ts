import { printFigures } from "./figure-table";
import { measureFirstClick, type FirstClick } from "./measure-first-click";
import { percentile } from "./percentile";

const rounds = 3;
const mostSeconds = 5;

/** A newcomer's first minute, each time from nothing; false where the demo wallet takes too long. */
export async function reportFirstClick(): Promise<boolean> {
  const all: FirstClick[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await measureFirstClick());
  const row = (figure: string, of: (times: FirstClick) => number) => {
    const values = all.map(of);
    return { figure, values: [percentile(values, 0.5), Math.max(...values)] };
  };
  console.log(`\nfirst click: \`npm run dev\` with nothing compiled, s, ${String(rounds)} times`);
  return printFigures(
    ["median", "worst"],
    [
      row("from the command to the address that it prints", ({ untilReady }) => untilReady),
      row("from there to the front page", ({ untilFrontPage }) => untilFrontPage),
      { ...row("from the click to the demo wallet's proof", ({ untilProven }) => untilProven), most: mostSeconds },
    ],
  );
}
