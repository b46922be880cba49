import { parseArgs } from "node:util";
import { statSync } from "node:fs";
import { readableTxs } from "@/lib/explain/readable-txs";
import { recordingsFor } from "@/lib/explain/recording";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { poolLine, type PoolLine } from "@/lib/market/pool-line";
import { priceSummary, priceTable } from "@/lib/market/price-table";
import { tradesInFolder } from "@/lib/market/recorded-trades";
import { tradeLine } from "@/lib/market/trade-line";
import { transactionPools, type RefusedPool } from "@/lib/market/transaction-pools";

const usage = `npm run prices -- <folder of recorded transactions> [--json] [--trades]

Reserves, fees and price of every pool that the recorded transactions made: a table and a summary, or with --json one
object a line. Prices are units of A for one unit of B, both in the smallest parts, without fee. With --trades also one
object a line for each order that a pool carried out and each swap without an order, by time.`;

function fail(message: string): number {
  console.error(message);
  return 2;
}

interface Asked {
  readonly folder: string | undefined;
  readonly json: boolean;
  readonly trades: boolean;
}

/** What was asked for; the reason in words where that cannot be understood. */
function asked(): Asked | string {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: flag, trades: flag } });
    return { folder: positionals[0], json: values.json, trades: values.trades };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** The transactions of a folder. */
function transactionsIn(folder: string): RawTx[] {
  return recordingsFor(folder).flatMap((recording) => readableTxs(recording).map(({ tx }) => tx));
}

function refusalLine(tx: RawTx, { index, reason }: RefusedPool): string {
  return `${tx.hash}#${index} is not a pool: ${reason}`;
}

/** Without `--json` a table; refusals are told beside, so that what reads the lines is not disturbed. */
function tellPools(txs: readonly RawTx[], json: boolean): void {
  const lines: PoolLine[] = [];
  const reasons: string[] = [];
  for (const tx of txs) {
    const { pools, refused } = transactionPools(tx);
    for (const refusal of refused) {
      reasons.push(refusal.reason);
      console.error(refusalLine(tx, refusal));
    }
    lines.push(...pools.flatMap((made) => poolLine(tx.hash, made) ?? []));
  }
  if (json) for (const line of lines) console.log(JSON.stringify(line));
  else console.log(`${priceTable(lines)}\n\n${priceSummary(txs.length, lines, reasons)}`);
}

function tellTrades(folder: string, json: boolean): void {
  const said = (hash: string, error: unknown) =>
    console.error(`${hash} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  const { trades, unresolved } = tradesInFolder(folder, said);
  for (const trade of trades) console.log(JSON.stringify(tradeLine(trade)));
  const left = `${String(unresolved)} could not be told for certain and are left out`;
  (json ? console.error : console.log)(`${String(trades.length)} trades; ${left}.`);
}

function run(): number {
  const wanted = asked();
  if (typeof wanted === "string") return fail(`${wanted}\n\n${usage}`);
  const { folder, json, trades } = wanted;
  if (folder === undefined) return fail(usage);
  if (!isFolder(folder)) return fail(`${folder} is no folder.`);
  const txs = transactionsIn(folder);
  if (txs.length === 0) return fail(`No recorded transaction was found in ${folder}.`);
  tellPools(txs, json);
  if (trades) tellTrades(folder, json);
  return 0;
}

process.exitCode = run();
