import { parseArgs } from "node:util";
import { startPostgres } from "@/dev/postgres/server";
import { openBench } from "./bench";
import { shrink } from "./shrink";
import { storyOf } from "./story";
import { mutants, type Mutant } from "./mutants";
import { isInSource } from "./source-mutants";

/** `npm run simulate -- --seeds 1000 [--first N] [--mutant fence] [--verbose]`: plays stories, prints the shortest of those that fail. */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "100" },
    first: { type: "string", default: "1" },
    mutant: { type: "string" },
    verbose: { type: "boolean", default: false },
    stop: { type: "boolean", default: false },
  },
});
const mutant: Mutant | null = mutants.find((name) => name === values.mutant) ?? null;
if (mutant !== null && isInSource(mutant))
  throw new Error(`${mutant} is in what vitest loads only: see mutants.test.ts`);
const databaseUrl = process.env.TEST_DATABASE_URL;
const migrationsDir = "prisma/migrations";
const postgres = await startPostgres(databaseUrl === undefined ? { migrationsDir } : { migrationsDir, databaseUrl });
const bench = await openBench(postgres.databaseUrl, { verbose: values.verbose });
const startedAt = performance.now();
const first = Number(values.first);
let failed = 0;
for (let seed = first; seed < first + Number(values.seeds); seed += 1) {
  if (seed > first && (seed - first) % 50 === 0) console.log(`${String(seed - first)} stories told`);
  const { violations } = await bench.tell(storyOf(seed), mutant);
  if (violations.length === 0) continue;
  failed += 1;
  const shortest = values.verbose ? storyOf(seed) : await shrink(bench, storyOf(seed), mutant);
  console.log(`seed ${String(seed)}: ${violations.join("; ")}\n${JSON.stringify(shortest)}\n`);
  if (values.stop) break;
}
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(`${String(Number(values.seeds) - failed)} stories held, ${String(failed)} did not (${seconds} s)`);
await bench.close();
await postgres.close();
process.exitCode = failed === 0 ? 0 : 1;
