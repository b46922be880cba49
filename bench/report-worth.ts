import { measureWorth, type WorthFigures, type WorthTimes } from "./measure-worth";
import type { Options } from "./options";
import { percentile } from "./percentile";
import { machine } from "./report-long";

const nameWidth = 40;
const valueWidth = 9;
/**
 * Prices may add so many to those that a page waits for, but for the market's own pages, which are there for nothing else. What is
 * measured is a time, and no whole number.
 */
const mostAdded = 1;
const measuredWithin = 0.4;

/** What pages and calls cost that show what things are worth; false where one takes too long, or waits too often. */
export async function reportWorth(options: Options): Promise<boolean> {
  if (options.server === "") {
    console.log("\nworth: needs a PostgreSQL in TEST_DATABASE_URL, as an embedded one answers one after the other");
    return false;
  }
  return print(await measureWorth(options), options);
}

function print({ tokens, pages, yardstickMs }: WorthFigures, { transactions }: Options): boolean {
  console.log(`\nworth: a market of ${String(tokens)} tokens, a history of ${String(transactions)} transactions`);
  const heads = ["best", "p50", "p95", "p95/most", "DB", "off", "Redis", "off", "in turn", "off", "added"];
  console.log(`  ${"ms; round trips with the market on and off".padEnd(nameWidth)}${heads.map(right).join("")}`);
  const broken = pages.filter((page) => !printPage(page));
  const yardstick = [0.05, 0.5, 0.95].map((share) => percentile(yardstickMs, share).toFixed(1)).join(", ");
  console.log(
    `  ${String(pages.length - broken.length)} of ${String(pages.length)} hold; one statement of always the same work took p5, p50, p95 of ${yardstick} ms; ${machine()}`,
  );
  return broken.length === 0;
}

function printPage({ page: { name, path, mostMs }, ms, errors, on, off }: WorthTimes): boolean {
  const p95 = percentile(ms, 0.95);
  const added = on.inTurn - off.inTurn;
  const isInTime = mostMs === null || p95 <= mostMs;
  const isOfMarket = /^\/(api\/)?market\b/.test(path);
  const holds = errors.length === 0 && isInTime && (isOfMarket || added <= mostAdded + measuredWithin);
  const values = [
    ...[Math.min(...ms), percentile(ms, 0.5), p95].map((each) => each.toFixed(0)),
    mostMs === null ? "" : (p95 / mostMs).toFixed(2),
    ...[on.statements, off.statements, on.redisCalls, off.redisCalls].map(String),
    ...[on.inTurn, off.inTurn, added].map((each) => each.toFixed(1)),
  ];
  const verdict = holds ? "  holds" : `  BROKEN ${[...new Set(errors)].join(" ")}`;
  console.log(`  ${name.padEnd(nameWidth)}${values.map(right).join("")}${verdict}`);
  return holds;
}

const right = (text: string) => text.padStart(valueWidth);
