import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { generateRulesSource } from "./dev/rules-source";

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
    // Each file has a database, ports and a process of its own. The browser's files, which start the whole app, come last and alone.
    maxWorkers: "100%",
    projects: [
      {
        resolve: { alias },
        test: { name: "unit", include: ["tests/unit/**/*.test.ts"], environment: "node", testTimeout: 60_000 },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/database-template.ts"],
          environment: "node",
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "simulation",
          include: ["tests/simulation/**/*.test.ts"],
          globalSetup: ["tests/support/database-template.ts"],
          environment: "node",
          testTimeout: 240_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          environment: "node",
          testTimeout: 120_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
