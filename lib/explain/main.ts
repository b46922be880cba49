import { parseArgs } from "node:util";
import { existsSync } from "node:fs";
import { parseAddress } from "@/lib/cardano/parse-address";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { explain } from "@/lib/explain/explain";
import type { ExplainedLine } from "@/lib/explain/line";
import { readableTxs } from "@/lib/explain/readable-txs";
import { recordingsFor } from "@/lib/explain/recording";
import { summaryOf, type Summary } from "@/lib/explain/summary";
import type { RawTx } from "@/lib/ledger/raw-tx";

const usage = `npm run explain -- <txhash | folder of recorded transactions> [--wallet <stake or address>] [--json]

What each recorded transaction was, from the side of every order owner and wallet concerned or of the one asked for:
one JSON object a line, then a summary (in words, or with --json as a last line {"summary": …}).`;

/** The account of an address that has a stake key, as its transactions are told from there. */
function ownerAsked(text: string): string {
  const parsed = parseAddress(text);
  const isAccount = parsed.kind === "base" && parsed.payment.kind === "key";
  return isAccount ? stakeAddressOf(parsed.stake, parsed.network) : parsed.text;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function inWords(summary: Summary): string {
  const table = (title: string, rows: Summary["actions"]) =>
    [
      title,
      ...Object.entries(rows).map(([key, { lines, share }]) => `  ${key.padEnd(24)} ${lines} (${percent(share)})`),
    ].join("\n");
  const { transactions, lines, scriptTransactions, unclassified } = summary;
  return [
    `${transactions} transactions, ${lines} lines`,
    table("By action", summary.actions),
    table("By protocol", summary.protocols),
    `Unclassified: ${unclassified.transactions} of ${scriptTransactions} transactions with scripts (${percent(unclassified.share)})`,
  ].join("\n");
}

function run(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { wallet: { type: "string" }, json: { type: "boolean", default: false } },
  });
  const [target] = positionals;
  if (target === undefined) return fail(usage);
  const isHash = /^[0-9a-fA-F]{64}$/.test(target);
  if (!isHash && !existsSync(target)) return fail(`${target} is neither a transaction hash nor a folder.`);
  const recordings = recordingsFor(isHash ? target.toLowerCase() : target);
  if (recordings.length === 0) return fail(`No recorded transaction was found for ${target}.`);
  const asked = values.wallet === undefined ? null : ownerAsked(values.wallet);
  const txs: RawTx[] = [];
  const lines: ExplainedLine[] = [];
  for (const recording of recordings) {
    const recorded = readableTxs(recording);
    txs.push(...recorded.map(({ tx }) => tx));
    const told = explain(recorded, asked);
    lines.push(...told);
    for (const line of told) console.log(JSON.stringify(line));
  }
  const summary = summaryOf(txs, lines);
  console.log(values.json ? JSON.stringify({ summary }) : `\n${inWords(summary)}`);
  return 0;
}

function fail(message: string): number {
  console.error(message);
  return 2;
}

process.exitCode = run();
