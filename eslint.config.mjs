import next from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";

/**
 * Imports go one way: app → verbs and jobs → stores and clients → pure code → cardano.
 * Each line: the files of `target` may import nothing of `from`, but for `except` (relative to `from`).
 */
const verbs = [
  "auth",
  "corrections",
  "issues",
  "operator",
  "pools",
  "portfolio",
  "realtime",
  "refresh",
  "relabel",
  "sync",
  "tokens",
  "wallets",
].map((folder) => `./lib/${folder}`);
/** The HTTP contract's words and forms, which all may use. */
const contracts = [
  "contract",
  "contract-corrections",
  "contract-detail",
  "contract-operations",
  "contract-positions",
  "contract-relabel",
  "contract-staking",
];
const layers = [
  { target: "./lib/cardano", from: "./lib", except: ["./cardano"] },
  { target: "./lib/protocols", from: "./lib", except: ["./protocols", "./cardano"] },
  { target: "./lib/ledger", from: "./lib", except: ["./ledger", "./protocols", "./cardano"] },
  { target: "./lib/blockfrost", from: [...verbs, "./lib/jobs", "./lib/http"] },
  { target: "./lib/sync", from: ["./lib/wallets", "./lib/portfolio", "./lib/auth"] },
  // The contract's words and forms belong to all; requests and answers do not.
  {
    target: verbs,
    from: "./lib/http",
    except: [...contracts.map((name) => `./${name}.ts`), "./known-id.ts", "./as-app-error.ts", "./to-json.ts"],
  },
  { target: "./lib/cache", from: [...verbs, "./lib/jobs", "./lib/blockfrost"] },
  {
    target: verbs,
    from: "./lib/jobs",
    except: ["./publish.ts", "./define-job.ts", "./qstash.ts", "./function-times.ts"],
  },
  { target: "./lib", from: ["./app", "./dev", "./tests", "./bench"] },
  { target: "./app", from: ["./lib/db.ts", "./lib/redis.ts", "./lib/blockfrost", "./dev", "./tests"] },
  {
    target: ["./app/words", "./app/browser"],
    from: "./lib",
    except: ["./cardano", ...contracts.map((name) => `./http/${name}.ts`), "./errors.ts"],
  },
  { target: "./dev", from: ["./app", "./lib"] },
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
          zones: layers,
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
      "lib/auth/**",
      "lib/blockfrost/{budget,raw-store}.ts",
      "lib/http/check-health.ts",
      "lib/operator/read-operations.ts",
      "lib/refresh/{accept-webhook,least-recently-refreshed}.ts",
      "lib/relabel/relabel-store.ts",
      "lib/sync/{fail-sync,outbox,sync-job-store,watchdog}.ts",
      "lib/tokens/{lookup-token-rows,store}.ts",
    ],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "CallExpression[callee.name='db']", message: "Use userDb(userId): db() sees everybody's rows." },
      ],
    },
  },
  { files: ["**/*.mjs"], extends: [tseslint.configs.disableTypeChecked] },
);
