import { readFileSync } from "node:fs";

/** A made-up market of ada: US dollars at an instant in milliseconds, null where nobody traded. */
export type Market = (ms: number) => number | null;

const DAY_MS = 86_400_000;

/** About what ada cost, in round numbers; between them the logarithm goes straight. */
const LEVELS: readonly (readonly [string, number])[] = [
  ["2017-10-01", 0.02],
  ["2017-11-25", 0.03],
  ["2018-01-04", 1],
  ["2018-04-01", 0.16],
  ["2018-12-31", 0.04],
  ["2019-12-31", 0.035],
  ["2020-08-01", 0.14],
  ["2020-12-31", 0.18],
  ["2021-05-15", 2],
  ["2021-07-20", 1.1],
  ["2021-09-02", 3],
  ["2022-01-01", 1.3],
  ["2022-12-31", 0.25],
  ["2023-12-31", 0.6],
  ["2024-10-01", 0.35],
  ["2024-12-31", 0.85],
  ["2025-12-31", 0.5],
  ["2026-12-31", 0.7],
];
const ANCHORS = LEVELS.map(([day, usd]) => ({ at: Date.parse(day), log: Math.log(usd) }));

/** Waves of noise: each has a value of its own at every multiple of its length, and goes smoothly from one to the next. */
const WAVES = [
  { lengthMs: 23 * DAY_MS, height: 0.09 },
  { lengthMs: 5 * DAY_MS, height: 0.05 },
  { lengthMs: DAY_MS, height: 0.025 },
  { lengthMs: 3_600_000, height: 0.006 },
] as const;

/** US dollars for an ada at an instant: the same on every machine. Before 2017-10 as then, after the last level as there. */
export function adaUsdAt(ms: number): number {
  const noise = WAVES.map(({ lengthMs, height }, wave) => height * smooth(ms / lengthMs, wave));
  return Math.exp(levelAt(ms) + noise.reduce((sum, each) => sum + each, 0));
}

/** The simulated market, which begins as the real one did. */
export const simulatedMarket: Market = (ms) => (ms < (ANCHORS[0]?.at ?? 0) ? null : adaUsdAt(ms));

/** A file with a line `2017-10-18 00:00:00 UTC,0.0268,…` a day: what ada cost at that midnight. In between it goes straight. */
export function marketOfFile(path: string): Market {
  const [, ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const usd = new Map(
    lines.map((line) => {
      const [time = "", price = ""] = line.split(",");
      return [Date.parse(time.slice(0, 10)), Number(price)] as const;
    }),
  );
  return (ms) => {
    const midnight = Math.floor(ms / DAY_MS) * DAY_MS;
    const before = usd.get(midnight);
    const after = usd.get(midnight + DAY_MS);
    if (before === undefined || ms === midnight) return before ?? null;
    return after === undefined ? null : before + ((after - before) * (ms - midnight)) / DAY_MS;
  };
}

function levelAt(ms: number): number {
  const next = ANCHORS.findIndex(({ at }) => at > ms);
  const [before, after] = [ANCHORS.at(next === -1 ? -1 : next - 1), ANCHORS[next]];
  if (before === undefined || after === undefined || ms < before.at) return (next === 0 ? after : before)?.log ?? 0;
  return before.log + ((after.log - before.log) * (ms - before.at)) / (after.at - before.at);
}

/** Between -1 and 1. */
function smooth(place: number, seed: number): number {
  const index = Math.floor(place);
  const t = place - index;
  const share = t * t * (3 - 2 * t);
  return (1 - share) * chance(index, seed) + share * chance(index + 1, seed);
}

/** A number between -1 and 1 that belongs to a place and a seed. */
export function chance(index: number, seed: number): number {
  let x = (Math.imul(index, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return ((x ^ (x >>> 16)) >>> 0) / 0x8000_0000 - 1;
}
