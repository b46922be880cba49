import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

/** Makes lib/rates/ecb-table-data.ts of the ECB's own file (eurofxref-hist.csv): `npm run ecb-table -- <file>`. */

const from = "2017-01-01";
const fiats = "USD GBP JPY CHF CAD AUD SEK NOK DKK PLN CZK BRL INR KRW TRY ZAR SGD".split(" ");
const output = "lib/rates/ecb-table-data.ts";

const [header = [], ...lines] = readFileSync(process.argv[2] ?? "", "utf8")
  .trim()
  .split(/\r?\n/)
  .map((line) => line.split(","));
const rows = lines.filter(([day = ""]) => day >= from).reverse();
const days = rows.map(([day = ""]) => day);

const decimalsOf = (rate: string) => (rate.split(".")[1] ?? "").length;

/** Whole numbers are small where each is told as the step from the one before. */
function steps(values: readonly bigint[]): string {
  return values.map((value, index) => String(value - (values[index - 1] ?? 0n))).join();
}

const dayNumber = (day: string) => BigInt(Date.parse(day) / 86_400_000);

const columns = fiats.map((fiat) => {
  const column = header.indexOf(fiat);
  const rates = rows.map((row) => row[column] ?? "");
  const wrong = rates.findIndex((rate) => !/^\d+(\.\d+)?$/.test(rate));
  if (wrong !== -1) throw new Error(`${fiat} has no rate on ${days[wrong] ?? ""}`);
  const decimals = Math.max(...rates.map(decimalsOf));
  const scaled = rates.map((rate) => BigInt(rate.replace(".", "") + "0".repeat(decimals - decimalsOf(rate))));
  return [fiat, String(decimals), steps(scaled)].join(" ");
});

const text = [steps(days.map(dayNumber)), ...columns].join("\n");
const until = days.at(-1) ?? "";
const source = `// Made by dev/rates/make-ecb-table.ts. Source: European Central Bank, euro foreign exchange reference rates.
/** Brotli in base64 of steps: a line of days since 1970, then a line each of currency, decimals and rates per euro. */
export const ecbTableData =
  "${brotliCompressSync(text).toString("base64")}";
`;
writeFileSync(output, source);
writeFileSync(
  "lib/rates/ecb-table-until.ts",
  `// Made by dev/rates/make-ecb-table.ts.\n/** The last day that the program brings rates along for. */\nexport const ecbTableUntil = "${until}";\n`,
);
console.log(`${output}: ${String(days.length)} days, ${String(source.length)} bytes`);
