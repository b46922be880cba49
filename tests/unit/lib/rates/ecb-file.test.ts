import { existsSync, readFileSync } from "node:fs";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { quotedFiats } from "@/lib/contract/rates";
import { ecbTable } from "@/lib/rates/ecb-table";
import { dateOf } from "@/lib/rates/instants";

const file = "../shared/market/data/ecb/eurofxref-hist.csv";

describe.skipIf(!existsSync(file))(`the ECB's own file (${file})`, () => {
  test("is what the program brings along, rate by rate", async () => {
    const [header = [], ...lines] = readFileSync(file, "utf8")
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(","));
    const table = await ecbTable();
    const index = new Map(table.days.map((day, place) => [dateOf(day), place]));
    const rows = lines.filter(([day = ""]) => day >= "2017-01-01");
    const different = rows.flatMap((row) =>
      quotedFiats
        .map((fiat) => [fiat, row[header.indexOf(fiat)] ?? ""] as const)
        .filter(([fiat, rate]) => !table.perEuro(index.get(row[0] ?? "") ?? -1, fiat)?.equals(new Fraction(rate)))
        .map(([fiat]) => `${fiat} ${row[0] ?? ""}`),
    );
    expect(different).toEqual([]);
    expect(rows).toHaveLength(table.days.length);
  });
});
