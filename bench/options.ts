import { parseArgs } from "node:util";

const databaseNames = ["PostgreSQL", "embedded"] as const;

/** What the two benches of large wallets are told on the command line. */
export interface Options {
  /** The benches asked for by name. */
  readonly names: readonly string[];
  readonly transactions: number;
  readonly databases: readonly (typeof databaseNames)[number][];
  /** The real PostgreSQL; empty where there is none. */
  readonly server: string;
  readonly latencyMs: number;
  readonly patienceSeconds: number;
  /** How often each page is asked for. */
  readonly rounds: number;
  /** Takes a database that other code made, rather than make one anew. */
  readonly reuse: boolean;
  /** Nobody renews the planner's statistics: as in the first minute of an empty database. */
  readonly unanalyzed: boolean;
  /** Folder for a CPU profile of the app in `long`; null for none. */
  readonly profile: string | null;
  /** File to which `long` adds all that the app and its stack print; null for none. */
  readonly log: string | null;
}

export function readOptions(args: readonly string[], server = process.env.TEST_DATABASE_URL ?? ""): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      transactions: { type: "string", default: "100000" },
      on: { type: "string" },
      latency: { type: "string", default: "20" },
      patience: { type: "string", default: "3600" },
      rounds: { type: "string", default: "40" },
      reuse: { type: "boolean", default: false },
      unanalyzed: { type: "boolean", default: false },
      log: { type: "string" },
      profile: { type: "string" },
    },
  });
  const databases = databaseNames.filter((name) =>
    values.on === undefined ? name === "embedded" || server !== "" : name.toLowerCase().startsWith(values.on),
  );
  if (databases.length === 0) throw new Error("--on is postgres or embedded");
  if (databases.includes("PostgreSQL") && server === "") throw new Error("TEST_DATABASE_URL names no server");
  return {
    names: positionals,
    transactions: wholeNumber("transactions", values.transactions),
    databases,
    server,
    latencyMs: wholeNumber("latency", values.latency),
    patienceSeconds: wholeNumber("patience", values.patience),
    rounds: wholeNumber("rounds", values.rounds),
    reuse: values.reuse,
    unanalyzed: values.unanalyzed,
    log: values.log ?? null,
    profile: values.profile ?? null,
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} is a whole number, not ${text}`);
  return Number(text);
}
