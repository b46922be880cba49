import { loadavg } from "node:os";
import { printFigures, type FigureRow } from "./figure-table";
import { chain, measureSync, type sources, type SyncFigures } from "./measure-sync";

type Source = keyof typeof sources;
type Limits = Readonly<Partial<Record<Source, number>>>;

interface Case {
  readonly transactions: number;
  readonly asked: readonly Source[];
  readonly mostSeconds: Limits;
  readonly mostCallsEach: number;
  readonly mostMessages: number;
}

const cases: readonly Case[] = [
  {
    transactions: 80,
    asked: ["koios", "blockfrost"],
    mostSeconds: { koios: 3 },
    mostCallsEach: Infinity,
    mostMessages: 5,
  },
  {
    transactions: 1_000,
    asked: ["koios", "koios with a token", "blockfrost"],
    mostSeconds: { koios: 8, "koios with a token": 6 },
    mostCallsEach: 0.05,
    mostMessages: 10,
  },
  {
    transactions: 10_000,
    asked: ["koios", "koios with a token"],
    mostSeconds: { koios: 90, "koios with a token": 45 },
    mostCallsEach: 0.05,
    mostMessages: 40,
  },
];

/** First syncs of the same wallet with bytes from either source, in one run; false where a limit is broken. */
export async function reportBytes(): Promise<boolean> {
  const held: boolean[] = [];
  for (const { transactions, asked, mostSeconds, mostCallsEach, mostMessages } of cases) {
    const all: SyncFigures[] = [];
    for (const source of asked) all.push(await measureSync(transactions, 1, source));
    console.log(
      `\nbytes: ${String(transactions)} transactions, ${String(chain.latencyMs)} ms a call, full buckets; load ${loadavg()[0]?.toFixed(1) ?? ""}`,
    );
    const row = (figure: string, of: (figures: SyncFigures) => number | string, bounds: Partial<FigureRow> = {}) => ({
      figure,
      values: all.map(of),
      ...bounds,
    });
    held.push(
      printFigures(asked, [
        row("outcome", ({ proven }) => (proven ? "proven" : "not proven"), { wanted: "proven" }),
        row("wall time, s", ({ wallSeconds }) => wallSeconds),
        row("bound by Blockfrost: calls ÷ rate, latency ÷ concurrency, s", ({ boundSeconds }) => boundSeconds),
        row("bound by Koios: calls ÷ rate, latency ÷ concurrency, s", ({ koiosBoundSeconds }) => koiosBoundSeconds),
        row("the app's CPU, s", ({ appCpuSeconds }) => appCpuSeconds),
        row("the stack's CPU (database, queue, chain), s", ({ stackCpuSeconds }) => stackCpuSeconds),
        row("the app's CPU a transaction, ms", ({ appCpuSeconds }) => (appCpuSeconds * 1_000) / transactions),
        row("Blockfrost calls", ({ calls }) => calls),
        row("Koios calls", ({ koiosCalls }) => koiosCalls),
        row("refused by either (429, 418)", ({ refusedCalls }) => refusedCalls, { most: 0 }),
        row("messages", ({ messages }) => messages, { most: mostMessages }),
        row("Redis commands", ({ redisCommands }) => redisCommands),
        row("database round trips", ({ dbStatements }) => dbStatements),
        row("longest function, s", ({ longestFunctionMs }) => longestFunctionMs / 1_000, { most: 10 }),
        row("the app's peak memory, MB", ({ peakMb }) => peakMb),
      ]),
      ...asked.flatMap((source, index) => limitsOf(source, all[index], mostSeconds[source], mostCallsEach)),
    );
  }
  return !held.includes(false);
}

function limitsOf(
  source: Source,
  figures: SyncFigures | undefined,
  most: number | undefined,
  mostCallsEach: number,
): boolean[] {
  if (figures === undefined || most === undefined) return [];
  const { wallSeconds, calls, transactions } = figures;
  return [
    check(`${source}: wall time, s`, wallSeconds, most),
    check(`${source}: Blockfrost calls a transaction`, calls / transactions, mostCallsEach),
  ];
}

function check(figure: string, value: number, most: number): boolean {
  const holds = value <= most;
  console.log(`  ${holds ? "holds " : "BROKEN"}  ${figure}: ${value.toFixed(3)} (at most ${String(most)})`);
  return holds;
}
