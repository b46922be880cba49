import { exportFormats, type ExportFormat } from "@/lib/contract/exports";

/** What a format is called, and what is to be known of it before it is imported. */
const told: Readonly<Record<ExportFormat, readonly [name: string, text: string]>> = {
  koinly: ["Koinly", "Universal CSV. Sends to somebody unknown count as sales there until you label them."],
  cointracker: ["CoinTracker", "CSV with at most eight decimals; it has no column for what a token truly is."],
  coinledger: ["CoinLedger", "Universal CSV. Do not open it in a spreadsheet first: times would change."],
  blockpit: ["Blockpit", "Excel file. What is not labelled counts as sold or as free of cost there."],
  cointracking: ["CoinTracking", "CSV. Tokens carry a number behind their name: tell it once which coin is meant."],
  summ: ["Summ", "CSV for Summ, once CryptoTaxCalculator. Choose one wallet above: it wants a file for each."],
  "form-8949": ["Form 8949", "CSV of gains for the United States, a line for each lot."],
  generic: ["Generic CSV", "Every column that we have, units by their full names."],
  beancount: ["Beancount", "A journal for plain-text accounting."],
  json: ["JSON", "Every row, exact, for programs."],
};

export const exportChoices = exportFormats.map((format) => ({ format, name: told[format][0], text: told[format][1] }));

/** Where a file is had: of a tax year or all of them, of all wallets or one. */
export function exportPath(format: ExportFormat, year: number | "all", wallet: string | undefined): string {
  return withParams(`/api/export/${format}`, { year: year === "all" ? undefined : String(year), wallet });
}

export const reportPath = (year: number, wallet: string | undefined): string =>
  withParams(`/api/reports/${String(year)}`, { wallet });

function withParams(path: string, params: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(params).filter((param): param is [string, string] => param[1] !== undefined);
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said).toString()}`;
}
