import "server-only";
import { brotliDecompressSync } from "node:zlib";
import Fraction from "fraction.js";
import { dayMs } from "@/lib/rates/instants";
import type { FiatTable } from "@/lib/rates/fiat-rate";

let loaded: Promise<FiatTable> | undefined;

/**
 * The European Central Bank's reference rates from 2017 to the release, which the program brings along. Read at first use:
 * no cold start pays for it.
 */
export function ecbTable(): Promise<FiatTable> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<FiatTable> {
  const { ecbTableData } = await import("@/lib/rates/ecb-table-data");
  const [days = "", ...lines] = brotliDecompressSync(Buffer.from(ecbTableData, "base64")).toString().split("\n");
  const columns = new Map(
    lines.map((line) => {
      const [currency = "", decimals = "", steps = ""] = line.split(" ");
      return [currency, { scale: 10n ** BigInt(decimals), values: sums(steps) }] as const;
    }),
  );
  return {
    days: sums(days).map((day) => Number(day) * dayMs),
    perEuro: (index, currency) => {
      const { scale = 1n, values = [] } = columns.get(currency) ?? {};
      const value = values[index];
      return value === undefined ? null : new Fraction(value, scale);
    },
  };
}

function sums(steps: string): bigint[] {
  let sum = 0n;
  return steps.split(",").map((step) => (sum += BigInt(step)));
}
