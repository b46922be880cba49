import { measureMarket, type MarketFigures, type MarketLoad, type Writes } from "./measure-market";
import type { Options } from "./options";
import { reportMarketDay } from "./report-market-day";

/** The load that the promise is of comes first. */
const loads: readonly MarketLoad[] = [
  { name: "the old system's", swaps: 60_000, hot: 2_000, market: 50, traded: 79 },
  { name: "the same with 500 traded tokens", swaps: 60_000, hot: 2_000, market: 50, traded: 500 },
  { name: "a tenth of the swaps", swaps: 6_000, hot: 2_000, market: 50, traded: 200 },
  { name: "a quiet chain", swaps: 60, hot: 117, market: 50, traded: 117 },
];
const leastSaved = 0.94;
const flushesAnHour = 12;

/** Writes of the old way and of ours, side by side on one PostgreSQL, and what a day costs; false where a promise is broken. */
export async function reportMarket({ server }: Options): Promise<boolean> {
  if (server === "") {
    console.log("\nmarket: needs a PostgreSQL in TEST_DATABASE_URL, whose counters tell what was written");
    return false;
  }
  const held: boolean[] = [];
  for (const [index, figures] of (await measureMarket(server, loads)).entries()) held.push(print(figures, index === 0));
  held.push(await reportMarketDay(server));
  return !held.includes(false);
}

function print({ load, old, now, quiet, flushes, tradedInWindows }: MarketFigures, isPromised: boolean): boolean {
  const { name, swaps, hot, market, traded } = load;
  const saved = 1 - now.rowVersions / old.rowVersions;
  console.log(`\nmarket, an hour: ${name} (${swaps} swaps, ${hot} hot, ${market} market, ${traded} traded tokens)`);
  console.log(`  old    ${text(old)}`);
  console.log(`  new    ${text(now)}; ${(saved * 100).toFixed(1)} % fewer row versions`);
  console.log(`  quiet  ${text(quiet)}`);
  const checks = [
    ...(isPromised ? [{ figure: "row versions saved of 94 %", isHeld: saved >= leastSaved }] : []),
    { figure: `flushes an hour: ${flushes}, at most ${flushesAnHour}`, isHeld: flushes <= flushesAnHour },
    {
      figure: `rows ${now.rowVersions}, at most the ${tradedInWindows} tokens traded in the windows`,
      isHeld: now.rowVersions <= tradedInWindows,
    },
    {
      figure: "no rows and no commits where nothing changed that is worth keeping",
      isHeld: quiet.rowVersions === 0 && quiet.commits <= 0,
    },
  ];
  for (const { figure, isHeld } of checks) console.log(`  ${isHeld ? "holds " : "BROKEN"}  ${figure}`);
  return checks.every(({ isHeld }) => isHeld);
}

const text = ({ rowVersions, commits, walBytes }: Writes) =>
  `${rowVersions} row versions, ${commits} commits, ${(walBytes / 1_000_000).toFixed(1)} MB of WAL (of the whole server)`;
