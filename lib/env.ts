import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { networkNames } from "@/lib/cardano/network";
import { rateSources, type RateSource } from "@/lib/contract/rates";

const flag = <const T extends [string, ...string[]]>(values: T) => z.enum(values).default(values[0] as T[number]);
const text = z.string().trim().min(1);
const count = (fallback: number) => z.coerce.number().int().positive().default(fallback);

/** Words separated by commas; none by default. */
const list = z
  .string()
  .default("")
  .transform((words) => words.split(",").map((word) => word.trim()))
  .transform((words) => words.filter((word) => word !== ""));

/** Names of sources, separated by commas; `none` for none of them, since an empty value is an absent one. */
const sourceList = z
  .string()
  .default(rateSources.join())
  .transform((list) => (list.trim() === "none" ? [] : list.split(",").map((name) => name.trim())))
  .pipe(z.array(z.enum(rateSources)));

const variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  APP_URL: z.url().optional(),
  VERCEL: text.optional(),
  VERCEL_URL: text.optional(),
  VERCEL_ENV: text.optional(),
  VERCEL_GIT_COMMIT_SHA: text.optional(),
  VERCEL_AUTOMATION_BYPASS_SECRET: text.optional(),

  DATABASE_URL: text,
  DATABASE_WS_PROXY: text.optional(),

  UPSTASH_REDIS_REST_URL: z.url(),
  UPSTASH_REDIS_REST_TOKEN: text,

  QSTASH_URL: z.url().default("https://qstash.upstash.io"),
  QSTASH_TOKEN: text,
  QSTASH_CURRENT_SIGNING_KEY: text,
  QSTASH_NEXT_SIGNING_KEY: text,

  CRON_SECRET: text.optional(),

  CARDANO_NETWORK: z.enum(networkNames).default("mainnet"),
  BLOCKFROST_PROJECT_ID: text,
  BLOCKFROST_BASE_URL: z.url().optional(),
  BLOCKFROST_RPS: count(10),
  BLOCKFROST_BURST: count(500),
  BLOCKFROST_DAILY_QUOTA: count(50_000),
  SYNC_CONCURRENCY: count(10),

  KOIOS_BASE_URL: z.url().optional(),
  KOIOS_TOKEN: text.optional(),
  KOIOS_BURST: count(100),
  KOIOS_DAILY_QUOTA: z.coerce.number().int().positive().optional(),

  RATE_SOURCES: sourceList,
  COINBASE_BASE_URL: z.url().default("https://api.exchange.coinbase.com"),
  BINANCE_BASE_URL: z.url().default("https://data-api.binance.vision"),
  KRAKEN_BASE_URL: z.url().default("https://api.kraken.com"),
  FRANKFURTER_BASE_URL: z.url().default("https://api.frankfurter.dev"),

  MAX_WALLET_TRANSACTIONS: count(100_000),
  MAX_WALLETS_PER_USER: count(200),
  MAX_WALLETS_PER_GUEST: count(50),
  MAX_GUESTS_PER_DAY: count(100),
  TRUSTED_PROXY: z.enum(["off", "on", "1", "true"]).default("off"),

  BLOCKFROST_WEBHOOK_SECRET: text.optional(),
  BLOCKFROST_MARKET_WEBHOOK_SECRETS: list.pipe(z.array(text).max(8)),
  QSTASH_DAILY_MESSAGES: count(1_000),

  IPFS_GATEWAY: z.url().optional(),

  DEMO_ADDRESS: text.optional(),
  CALL_PLAN: flag(["cbor", "full"]),
  BYTES: flag(["koios", "blockfrost"]),
  LIVE_UPDATES: flag(["sse", "poll"]),
  BACKGROUND_REFRESH: flag(["on", "off"]),
  CACHE: flag(["upstash", "off"]),
  MARKET: flag(["on", "off"]),
  MARKET_TICK_SECONDS: count(300),
  MARKET_IDLE_TICK_SECONDS: count(3_600),

  OPERATOR_USER_IDS: list.transform((ids) => ids.map((id) => id.toLowerCase())),
});

/** The shared bucket is smaller than the burst by what refills while a granted call may still be on its way: two seconds. */
const schema = variables.refine((value) => value.BLOCKFROST_BURST > 2 * value.BLOCKFROST_RPS, {
  path: ["BLOCKFROST_BURST"],
  message: "must be more than twice BLOCKFROST_RPS, or no calls are left to hand out; the free plan has 500 and 10",
});

/** Where the bytes of transactions come from, many in one call. */
export interface KoiosSource {
  /** Without a trailing slash. */
  readonly url: string;
  readonly token: string | null;
  /** Hashes that fit into the body of a request. */
  readonly transactionsPerCall: number;
  /** Calls in any ten seconds. */
  readonly burst: number;
  readonly dailyQuota: number;
}

export type Env = z.infer<typeof schema> & {
  /** Null where bytes are asked of Blockfrost alone. */
  readonly koios: KoiosSource | null;
  /** Who is asked what ada and currencies cost, and where, without a trailing slash; absent: switched off. */
  readonly rates: Readonly<Partial<Record<RateSource, string>>>;
  /** Where this deployment is reached, without a trailing slash: the address that messages are signed for. */
  readonly appUrl: string;
  /** Keeps the Redis keys of two deployments apart: the environment and the identity of its database. */
  readonly keyPrefix: string;
  readonly version: string;
  readonly isOnVercel: boolean;
  /** Beside the embedded or local services of `npm run dev`, where nobody is a stranger. */
  readonly isLocalStack: boolean;
};

let parsed: Env | undefined;

/** Whether Next's development server runs this; known before the environment was read. */
export const isDevelopment = () => process.env.NODE_ENV === "development";

/** Values that must never leave the server, for whoever strikes them out; none before the environment was read. */
export function secretValues(): readonly string[] {
  if (parsed === undefined) return [];
  return [
    parsed.DATABASE_URL,
    parsed.UPSTASH_REDIS_REST_TOKEN,
    parsed.QSTASH_TOKEN,
    parsed.QSTASH_CURRENT_SIGNING_KEY,
    parsed.QSTASH_NEXT_SIGNING_KEY,
    parsed.BLOCKFROST_PROJECT_ID,
    parsed.KOIOS_TOKEN,
    parsed.BLOCKFROST_WEBHOOK_SECRET,
    ...parsed.BLOCKFROST_MARKET_WEBHOOK_SECRETS,
    parsed.CRON_SECRET,
    parsed.VERCEL_AUTOMATION_BYPASS_SECRET,
  ].filter((value) => value !== undefined);
}

/** The configuration, read once at first use so that a build needs none. Throws naming every variable that is missing or wrong. */
export function env(): Env {
  parsed ??= read();
  return parsed;
}

function read(): Env {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n");
    throw new Error(`The environment is not complete; see .env.example.\n${problems}`);
  }
  const value = result.data;
  const appUrl = value.APP_URL ?? (value.VERCEL_URL ? `https://${value.VERCEL_URL}` : "http://localhost:3000");
  return {
    ...value,
    koios: koiosOf(value),
    rates: ratesOf(value),
    appUrl: appUrl.replace(/\/+$/, ""),
    keyPrefix: `${value.VERCEL_ENV ?? "local"}:${databaseIdentity(value.DATABASE_URL)}`,
    version: value.VERCEL_GIT_COMMIT_SHA?.slice(0, 12) ?? "0.1.0",
    isOnVercel: value.VERCEL === "1" || value.VERCEL_ENV === "production" || value.VERCEL_ENV === "preview",
    isLocalStack: value.DATABASE_WS_PROXY !== undefined,
  };
}

const koiosUrls = {
  mainnet: "https://api.koios.rest/api/v1",
  preprod: "https://preprod.koios.rest/api/v1",
  preview: "https://preview.koios.rest/api/v1",
} as const satisfies Record<z.infer<typeof variables>["CARDANO_NETWORK"], string>;

/** Koios' public plan, whose requests have a body of 1 KB, and that of a free token, with 5 KB. */
const koiosPlans = {
  public: { transactionsPerCall: 14, dailyQuota: 5_000 },
  free: { transactionsPerCall: 75, dailyQuota: 50_000 },
} as const;

/** A Blockfrost of one's own may be another chain than the public Koios: beside it a Koios is asked only where one is named. */
function koiosOf(value: z.infer<typeof variables>): KoiosSource | null {
  const { BYTES, BLOCKFROST_BASE_URL, KOIOS_BASE_URL, KOIOS_TOKEN, KOIOS_BURST, KOIOS_DAILY_QUOTA } = value;
  const isOn = BYTES === "koios" && (BLOCKFROST_BASE_URL === undefined || KOIOS_BASE_URL !== undefined);
  if (!isOn) return null;
  const { transactionsPerCall, dailyQuota } = koiosPlans[KOIOS_TOKEN === undefined ? "public" : "free"];
  return {
    url: (KOIOS_BASE_URL ?? koiosUrls[value.CARDANO_NETWORK]).replace(/\/+$/, ""),
    token: KOIOS_TOKEN ?? null,
    transactionsPerCall,
    burst: KOIOS_BURST,
    dailyQuota: KOIOS_DAILY_QUOTA ?? dailyQuota,
  };
}

function ratesOf(value: z.infer<typeof variables>): Env["rates"] {
  const urls = {
    coinbase: value.COINBASE_BASE_URL,
    binance: value.BINANCE_BASE_URL,
    kraken: value.KRAKEN_BASE_URL,
    frankfurter: value.FRANKFURTER_BASE_URL,
  } as const satisfies Record<RateSource, string>;
  return Object.fromEntries(value.RATE_SOURCES.map((source) => [source, urls[source].replace(/\/+$/, "")]));
}

/** Host and database name, hashed; the pooled and the direct host of one Neon branch count as the same. */
function databaseIdentity(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  const identity = `${hostname.replace("-pooler.", ".")}:${port}${pathname}`;
  return createHash("sha256").update(identity).digest("hex").slice(0, 8);
}
