import { measureFair } from "./measure-fair";
import { chain } from "./measure-sync";

/** A small first sync may take so many times as long beside others as alone. */
const mostTimes = 2;

/** What others cost somebody who comes with a small wallet; false where it is too much. */
export async function reportFair(): Promise<boolean> {
  const { alone, besideWhale, besideGuests, mostAhead, refusedCalls } = await measureFair();
  const own = alone.reduce((sum, each) => sum + each, 0) / alone.length;
  const seconds = (times: readonly number[]) => times.map((each) => each.toFixed(1)).join(", ");
  console.log("\nfair: a first sync of 80 transactions, in one run");
  console.log(`  alone ${seconds(alone)} s`);
  const checks = [
    { figure: `beside a whale (${seconds(besideWhale)} s) over alone`, value: Math.max(...besideWhale) / own },
    {
      figure: `beside a whale and fifteen fresh guests (${seconds(besideGuests)} s) over alone`,
      value: Math.max(...besideGuests) / own,
    },
    { figure: "most calls ahead of 10 a second", value: mostAhead, limit: chain.burst },
    { figure: "calls refused by the chain (429, 418)", value: refusedCalls, limit: 0 },
  ].map((check) => ({ limit: mostTimes, ...check }));
  for (const { figure, value, limit } of checks)
    console.log(`  ${value <= limit ? "holds " : "BROKEN"}  ${figure}: ${value.toFixed(2)} (at most ${String(limit)})`);
  return checks.every(({ value, limit }) => value <= limit);
}
