import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { generateRulesSource } from "./dev/rules-source";
import { sourceMutants } from "./tests/simulation/source-mutants";

/** What every file with a database begins with; see there. */
const database = {
  globalSetup: ["tests/support/database-template.ts", "tests/support/compiled-wasm.ts"],
  pool: "threads" as const,
};

const unit = {
  include: ["tests/unit/**/*.test.ts"],
  environment: "node",
  pool: "threads" as const,
  testTimeout: 60_000,
};

/** Files that change what others would see; all others share their modules, which costs half as much. */
const changing = filesWith("tests/unit", /setEnvironment|process\.env|vi\.(mock|stub|useFake)/);

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = {
  "@": root.replace(/\/$/, ""),
  // The guard that keeps server code out of browser bundles has nothing to guard in Node.
  "server-only": `${root}tests/support/server-only.ts`,
};

generateRulesSource();

export default defineConfig({
  test: {
    silent: "passed-only",
    // Each file has a database, ports and a process or thread of its own. Those of the browser come last, while the machine is quiet.
    maxWorkers: "100%",
    projects: [
      { resolve: { alias }, test: { ...unit, name: "unit", exclude: changing, isolate: false } },
      { resolve: { alias }, test: { ...unit, name: "unit-isolated", include: changing } },
      {
        resolve: { alias: { "@/lib/process-wide": `${root}tests/support/file-wide.ts`, ...alias } },
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          ...database,
          isolate: false,
          setupFiles: ["tests/support/anew.ts"],
          environment: "node",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        plugins: [sourceMutants(root)],
        resolve: { alias },
        test: {
          name: "simulation",
          include: ["tests/simulation/**/*.test.ts"],
          ...database,
          environment: "node",
          testTimeout: 600_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/support/shared-app.ts"],
          environment: "node",
          testTimeout: 120_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

function filesWith(folder: string, text: RegExp): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.ts"));
  return files.map((name) => join(folder, name)).filter((path) => text.test(readFileSync(path, "utf8")));
}
