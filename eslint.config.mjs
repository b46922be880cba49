import { readFileSync } from "node:fs";
import next from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";

/** The folders of `lib/` as data flows: each may import from itself and from those before it, never from one after it. */
const ladder = JSON.parse(readFileSync(new URL("lib/ladder.json", import.meta.url), "utf8"))
  .flatMap(({ folders }) => folders)
  .map((folder) => `./lib/${folder}`);

const zones = [
  ...ladder.map((target, rung) => ({
    target,
    from: ladder.slice(rung + 1),
    message: "Imports go down the ladder (lib/ladder.json).",
  })),
  { target: "./lib", from: ["./app", "./dev", "./tests", "./bench"] },
  { target: "./app", from: ["./lib/db.ts", "./lib/redis.ts", "./lib/blockfrost", "./dev", "./tests"] },
  { target: ["./app/words", "./app/browser"], from: "./lib", except: ["./cardano", "./contract"] },
  { target: "./dev", from: ["./app", "./lib"] },
];

/** Each holds a function that is one SQL statement: cut into pieces, nobody could read or run it. */
const oneStatement = [
  "lib/auth/merge-accounts.ts",
  "lib/corrections/{apply-corrections,correct-transaction}.ts",
  "lib/sync/told-again.ts",
  "lib/relabel/commit-page.ts",
  "lib/sync/{commit-step,complete-sync,rewind}.ts",
];

export default tseslint.config(
  { ignores: [".next/**", ".next-*/**", "lib/generated/**", "next-env.d.ts", ".data/**", "coverage/**"] },
  ...next,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ["*.mjs"] }, tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    rules: {
      "import/no-restricted-paths": [
        "error",
        {
          basePath: import.meta.dirname,
          zones,
        },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // 8.73.0 throws on overloads with type parameters.
      "@typescript-eslint/unified-signatures": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrorsIgnorePattern: "^_" },
      ],
      "max-lines": ["error", { max: 400 }],
    },
  },
  {
    files: ["{app,bench,dev,lib}/**/*.{ts,tsx}"],
    ignores: oneStatement,
    rules: { "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ["lib/**/*.ts", "app/**/*.ts", "app/**/*.tsx"],
    ignores: ["lib/env.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Read the environment in lib/env.ts only." },
      ],
    },
  },
  {
    files: ["lib/**/*.ts"],
    ignores: ["lib/outbound.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "Use outboundFetch: it calls configured hosts only." },
      ],
    },
  },
  {
    // `db()` sees everybody's rows. Only here is nobody's id known yet, or is what is read shared by all.
    files: ["lib/**/*.ts"],
    ignores: [
      "lib/db.ts",
      "lib/stake-pools/{lookup-pools,lookup-retirements,pool-epochs}.ts",
      "lib/auth/**",
      "lib/{budget/budget,blockfrost/raw-store}.ts",
      "lib/corrections/run-corrections.ts",
      "lib/gains/run-fold.ts",
      "lib/sync/run-retelling.ts",
      "lib/market/{flush-market,kept-units,pool-store,save-points,token-store}.ts",
      "lib/operator/check-health.ts",
      "lib/prices/{pool-births,price-changes,price-months,read-points,read-series,valuation-store}.ts",
      "lib/operator/{close-shared-tables,read-operations,sweep-guests,sweep-rows}.ts",
      "lib/rates/{fill-store,read-evidence,read-fills,source-states,want-hours}.ts",
      "lib/refresh/{accept-webhook,due-wallets}.ts",
      "lib/relabel/relabel-store.ts",
      "lib/sync/{dispatch,fail-sync,sync-job-store,watchdog}.ts",
      "lib/tokens/{lookup-token-rows,store,token-lookup}.ts",
      "lib/wallets/finish-removals.ts",
    ],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "CallExpression[callee.name='db']", message: "Use userDb(userId): db() sees everybody's rows." },
      ],
    },
  },
  {
    // A wallet extension gives its icon as a data URL, and our own route a token's picture as small as it is shown: there is
    // nothing to optimise, and Next's own element would weigh on every page.
    files: ["app/ui/{asset-logo,found-wallets}.tsx"],
    rules: { "@next/next/no-img-element": "off" },
  },
  { files: ["**/*.mjs"], extends: [tseslint.configs.disableTypeChecked] },
);
