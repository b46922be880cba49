import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { readGoldenCase } from "@/lib/accounting/golden-case";
import { lotsLine } from "@/lib/accounting/lots-line";

const usage = `npm run lots -- <case.json | folder of cases> [--json]

Gains, income, shortfalls and what is left of each history of the schema golden-cost-basis/1: one JSON object a line.
Amounts are decimals, or "a/b" where no decimal is exact. A case that cannot be read is told beside, and the exit code is 1.`;

function filesOf(path: string): string[] | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith(".json"));
  return names.toSorted().map((name) => join(path, name));
}

function run(): number {
  const [path, ...others] = process.argv.slice(2).filter((word) => word !== "--json");
  const files = path === undefined || others.length > 0 ? null : filesOf(path);
  if (files === null || files.length === 0) {
    console.error(path === undefined ? usage : `No case was found at ${path}.\n\n${usage}`);
    return 2;
  }
  let failed = 0;
  for (const file of files)
    try {
      console.log(JSON.stringify(lotsLine(readGoldenCase(readFileSync(file, "utf8")))));
    } catch (error) {
      failed += 1;
      console.error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  return failed === 0 ? 0 : 1;
}

process.exitCode = run();
