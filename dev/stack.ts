import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { startChain } from "@/dev/chain/server";
import { maintenanceMark } from "@/dev/postgres/keep-analyzed";
import { startPostgres } from "@/dev/postgres/server";
import { startQstash } from "@/dev/qstash/server";
import { startRates } from "@/dev/rates/server";
import { startRedis } from "@/dev/redis/server";

type Env = Readonly<Record<string, string | undefined>>;

/** More often than a server does it, since a local sync fills an empty database in less than a server's minute. */
const analyzeEveryMs = 10_000;

interface Part {
  /** What it sets in the app's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** One line for a person: what it is and where. */
  readonly about: string;
  close(): Promise<void>;
}

export interface Stack {
  /** Everything that the app needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly about: readonly string[];
  close(): Promise<void>;
}

export interface StackOptions {
  /** Where the app will answer; messages are signed for it. */
  readonly appUrl: string;
  /** Null keeps everything in memory. */
  readonly dataDir: string | null;
  /** The parts take the next five ports, or free ones where these are taken. */
  readonly basePort: number;
  readonly env: Env;
}

/** Starts each part of the cloud that the environment does not replace by a real one. */
export async function startStack({ appUrl, dataDir, basePort, env }: StackOptions): Promise<Stack> {
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true });
  const parts: Part[] = [];
  try {
    parts.push(await database(env, dataDir, basePort + 1));
    parts.push(await cache(env, basePort + 2));
    parts.push(await queue(env, dataDir, basePort + 3));
    parts.push(await chain(env, dataDir, basePort + 4));
    parts.push(await rates(env, basePort + 5));
  } catch (error) {
    await closeAll(parts);
    throw error;
  }
  return {
    env: Object.assign({ APP_URL: appUrl }, ...parts.map((part) => part.env)) as Record<string, string>,
    about: parts.map((part) => part.about),
    close: () => closeAll(parts),
  };
}

async function closeAll(parts: readonly Part[]): Promise<void> {
  for (const part of [...parts].reverse()) await part.close();
}

const real = (env: Readonly<Record<string, string>>, about: string): Part => ({
  env,
  about,
  close: () => Promise.resolve(),
});

async function database(env: Env, dataDir: string | null, port: number): Promise<Part> {
  const url = env.DATABASE_URL;
  if (url !== undefined && /\.neon\.tech$/.test(new URL(url).hostname))
    return real({ DATABASE_URL: url }, "Neon, as DATABASE_URL says");
  const postgres = await startPostgres({
    port: await freePort(port),
    migrationsDir: "prisma/migrations",
    ...(env.LOCAL_ANALYZE === "off" ? {} : { analyzeEveryMs }),
    ...(env.LOCAL_LOG_STATEMENTS === "on" ? { onStatement: logStatement } : {}),
    ...(url === undefined ? {} : { databaseUrl: url }),
    ...(dataDir === null || url !== undefined ? {} : { dataDir: join(dataDir, "postgres") }),
  });
  return {
    env: { DATABASE_URL: postgres.databaseUrl, DATABASE_WS_PROXY: postgres.wsProxy },
    about: url === undefined ? "embedded PostgreSQL (PGlite)" : "PostgreSQL, as DATABASE_URL says",
    close: () => postgres.close(),
  };
}

/** For who measures: one line a statement, in which two of the same text are alike. */
function logStatement(sql: string, ms: number): void {
  if (sql === "" || sql.startsWith(maintenanceMark)) return;
  const text = sql.replace(/\s+/g, " ").trim();
  console.log(JSON.stringify({ event: "db.statement", ms: Math.round(ms * 10) / 10, sql: text.slice(0, 1_500) }));
}

async function cache(env: Env, port: number): Promise<Part> {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL } = env;
  if (url !== undefined && token !== undefined)
    return real({ UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token }, "Upstash Redis");
  const redis = await startRedis({ port: await freePort(port), token: "local", redisUrl: REDIS_URL });
  return {
    env: { UPSTASH_REDIS_REST_URL: redis.url, UPSTASH_REDIS_REST_TOKEN: redis.token },
    about: REDIS_URL === undefined ? "embedded Redis" : "Redis, as REDIS_URL says",
    close: () => redis.close(),
  };
}

async function queue(env: Env, dataDir: string | null, port: number): Promise<Part> {
  const { QSTASH_URL, QSTASH_TOKEN, QSTASH_CURRENT_SIGNING_KEY, QSTASH_NEXT_SIGNING_KEY } = env;
  if (QSTASH_TOKEN !== undefined && QSTASH_CURRENT_SIGNING_KEY !== undefined && QSTASH_NEXT_SIGNING_KEY !== undefined) {
    const url = QSTASH_URL === undefined ? {} : { QSTASH_URL };
    return real({ ...url, QSTASH_TOKEN, QSTASH_CURRENT_SIGNING_KEY, QSTASH_NEXT_SIGNING_KEY }, "Upstash QStash");
  }
  const qstash = await startQstash({
    port: await freePort(port),
    token: "local",
    currentSigningKey: "sig_local_current",
    nextSigningKey: "sig_local_next",
    ...(dataDir === null ? {} : { dataFile: join(dataDir, "qstash.jsonl") }),
  });
  return {
    env: {
      QSTASH_URL: qstash.url,
      QSTASH_TOKEN: qstash.token,
      QSTASH_CURRENT_SIGNING_KEY: qstash.currentSigningKey,
      QSTASH_NEXT_SIGNING_KEY: qstash.nextSigningKey,
    },
    about: `local QStash, console at ${qstash.url}`,
    close: () => qstash.close(),
  };
}

async function chain(env: Env, dataDir: string | null, port: number): Promise<Part> {
  const { BLOCKFROST_PROJECT_ID: projectId, BLOCKFROST_BASE_URL, CARDANO_NETWORK, KOIOS_TOKEN } = env;
  if (projectId !== undefined) {
    const network = CARDANO_NETWORK ?? /^(mainnet|preprod|preview)/.exec(projectId)?.[0] ?? "mainnet";
    const url = BLOCKFROST_BASE_URL === undefined ? {} : { BLOCKFROST_BASE_URL };
    return real({ ...url, BLOCKFROST_PROJECT_ID: projectId, CARDANO_NETWORK: network }, `Blockfrost, ${network}`);
  }
  const simulated = await startChain({
    port: await freePort(port),
    latencyMs: Number(env.CHAIN_LATENCY_MS ?? 200),
    anchor: anchorOf(dataDir),
    marketTokens: Number(env.MARKET_TOKENS ?? 0),
    live: env.CHAIN_CLOCK !== "off",
    ...(KOIOS_TOKEN === undefined ? {} : { koiosToken: KOIOS_TOKEN }),
  });
  const hasKoios = env.BYTES !== "blockfrost";
  const koios = `, its bytes also at ${simulated.koiosUrl}${KOIOS_TOKEN === undefined ? "" : " with KOIOS_TOKEN"}`;
  return {
    env: {
      BLOCKFROST_PROJECT_ID: simulated.projectId,
      BLOCKFROST_BASE_URL: simulated.url,
      // Empty where there is none: another chain's Koios knows nothing of this one.
      KOIOS_BASE_URL: hasKoios ? simulated.koiosUrl : "",
      IPFS_GATEWAY: env.IPFS_GATEWAY ?? new URL(simulated.url).origin,
      CARDANO_NETWORK: "mainnet",
      DEMO_ADDRESS: simulated.demoAddress,
    },
    about: `simulated Cardano chain at ${simulated.url} (set BLOCKFROST_PROJECT_ID for the real one)${hasKoios ? koios : ""}`,
    close: () => simulated.close(),
  };
}

/** Beside the real chain the real market, whose prices a simulated one does not have. */
async function rates(env: Env, port: number): Promise<Part> {
  if (env.BLOCKFROST_PROJECT_ID !== undefined || env.RATE_SOURCES === "none")
    return real({}, `prices of ${env.RATE_SOURCES ?? "Coinbase, Binance, Kraken and Frankfurter"}`);
  const market = await startRates({
    port: await freePort(port),
    ...(env.RATES_DAILY_FILE === undefined ? {} : { dailyFile: env.RATES_DAILY_FILE }),
  });
  const { urls } = market;
  return {
    env: {
      COINBASE_BASE_URL: env.COINBASE_BASE_URL ?? urls.coinbase,
      BINANCE_BASE_URL: env.BINANCE_BASE_URL ?? urls.binance,
      KRAKEN_BASE_URL: env.KRAKEN_BASE_URL ?? urls.kraken,
      FRANKFURTER_BASE_URL: env.FRANKFURTER_BASE_URL ?? urls.frankfurter,
    },
    about: `a made-up market of ada at ${new URL(urls.coinbase).origin}`,
    close: () => market.close(),
  };
}

/** The simulated tip's time, kept so that a restart finds the same chain. */
function anchorOf(dataDir: string | null): number {
  if (dataDir === null) return Date.now();
  const file = join(dataDir, "chain-anchor");
  if (!existsSync(file)) writeFileSync(file, String(Date.now()));
  return Number(readFileSync(file, "utf8"));
}

/** The wanted port where nobody listens on it, else any free one. */
async function freePort(wanted: number): Promise<number> {
  return (await canListen(wanted)) ? wanted : 0;
}

export function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
