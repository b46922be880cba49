import pg from "pg";
import { startPostgres } from "@/dev/postgres/server";
import { startRedis } from "@/dev/redis/server";
import { db } from "@/lib/db";
import { flushWhenDue } from "@/lib/market/flush-market";
import { dirtyKey, ingestPools } from "@/lib/market/ingest-pools";
import { scoreHotWhenDue } from "@/lib/market/score-hot";
import { redisKey, withRedis } from "@/lib/redis";
import { setEnvironment } from "@/tests/support/environment";
import { madeTokenPool } from "@/tests/support/made-token-pools";
import { dropDatabase, openDatabase } from "./own-database";

/** What happens in an hour. */
export interface MarketLoad {
  readonly name: string;
  readonly swaps: number;
  /** Tokens with a hot score, and tokens whose market data is kept. */
  readonly hot: number;
  readonly market: number;
  /** Tokens that are traded in the hour. */
  readonly traded: number;
}

/** What Postgres did: the server counts for its database, and WAL for all of its databases. */
export interface Writes {
  readonly rowVersions: number;
  readonly commits: number;
  readonly walBytes: number;
}

export interface MarketFigures {
  readonly load: MarketLoad;
  readonly old: Writes;
  readonly now: Writes;
  /** Once more for an hour in which nothing changed that is worth keeping. */
  readonly quiet: Writes;
  readonly flushes: number;
  /** Tokens that were traded in a window, over all windows. */
  readonly tradedInWindows: number;
}

const windows = 12;
const windowMs = 300_000;
/** Every 90 seconds. */
const marketRounds = 40;

/** Both ways on one server, one after the other, each with the server's own counters before and after. */
export async function measureMarket(server: string, loads: readonly MarketLoad[]): Promise<MarketFigures[]> {
  const name = `cda_bench_market_${String(process.pid)}`;
  const url = await openDatabase(server, name);
  const postgres = await startPostgres({ migrationsDir: "prisma/migrations", databaseUrl: url });
  const redis = await startRedis({ token: "bench" });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    setEnvironment({
      DATABASE_URL: postgres.databaseUrl,
      DATABASE_WS_PROXY: postgres.wsProxy,
      UPSTASH_REDIS_REST_URL: redis.url,
      UPSTASH_REDIS_REST_TOKEN: redis.token,
      MARKET: "on",
      RATE_SOURCES: "none",
    });
    const figures: MarketFigures[] = [];
    for (const load of loads) figures.push(await measureLoad(client, load));
    return figures;
  } finally {
    await client.end();
    await db().$disconnect();
    await redis.close();
    await postgres.close();
    await dropDatabase(server, name);
  }
}

async function measureLoad(client: pg.Client, load: MarketLoad): Promise<MarketFigures> {
  await client.query("TRUNCATE market_token");
  await withRedis(1, (redis) => redis.flushdb());
  const old = await counted(client, () => oldHour(client, load));
  const hour = new NewHour(load);
  await hour.warmUp();
  const now = await counted(client, () => hour.play());
  const { flushes, tradedInWindows } = hour;
  await hour.warmUpQuiet();
  const quiet = await counted(client, () => hour.playQuiet());
  return { load, old, now, quiet, flushes, tradedInWindows };
}

/** Two updates a swap, a hot score a hot token every five minutes, market data a market token every 90 seconds; a commit each. */
async function oldHour(client: pg.Client, { swaps, hot, market, traded }: MarketLoad): Promise<void> {
  await client.query("SET synchronous_commit = off");
  const updates = (times: number, id: string, column: string) => `
    FOR at IN 0 .. ${times - 1} LOOP UPDATE old_token SET ${column} = ${column} + 1 WHERE id = ${id}; COMMIT; END LOOP;`;
  await client.query(`DO $$ BEGIN
    ${updates(swaps, `at % ${traded}`, "price")}
    ${updates(swaps, `at % ${traded}`, "volume")}
    ${updates(hot * windows, `at % ${hot}`, "hot")}
    ${updates(market * marketRounds, `at % ${market}`, "market")}
  END $$`);
}

const quietToken = (at: number) => 1_000_000 + (at % 3);

/** The app's own code, on a clock of its own. */
class NewHour {
  flushes = 0;
  tradedInWindows = 0;
  private version = 1;
  private readonly startMs = Math.floor(Date.now() / 86_400_000) * 86_400_000 + 3_600_000;

  constructor(private readonly load: MarketLoad) {}

  /** All tokens are known before, and were traded so often that each change of theirs is to be kept. */
  async warmUp(): Promise<void> {
    for (let times = 0; times < 11; times += 1) await this.see(this.tokens(), this.startMs - windowMs, 400n);
    await this.flush(this.startMs - windowMs);
    this.flushes = 0;
  }

  async play(): Promise<void> {
    const { swaps, traded } = this.load;
    for (let window = 1; window <= windows; window += 1) {
      const nowMs = this.startMs + window * windowMs;
      const perWindow = swaps / windows;
      const first = Math.floor((window - 1) * perWindow);
      const touched = [...new Set(Array.from({ length: perWindow }, (_, at) => (first + at) % traded))];
      this.tradedInWindows += touched.length;
      await this.see(touched, nowMs, 400n);
      await scoreHotWhenDue(nowMs);
      await this.flush(nowMs);
    }
  }

  /** Tokens that nobody holds, which trade little and are known: those that were never seen are asked for in Postgres. */
  async warmUpQuiet(): Promise<void> {
    const nowMs = this.startMs + 3_600_000;
    for (let times = 0; times < 2; times += 1) await this.see([0, 1, 2].map(quietToken), nowMs, 1n);
    await this.flush(nowMs);
  }

  async playQuiet(): Promise<void> {
    for (let window = 1; window <= windows; window += 1) {
      const nowMs = this.startMs + 3_600_000 + window * windowMs;
      await this.see([quietToken(window)], nowMs, 1n);
      await scoreHotWhenDue(nowMs);
      await this.flush(nowMs);
    }
  }

  private tokens = () => Array.from({ length: this.load.traded }, (_, at) => at);

  private async see(tokens: readonly number[], nowMs: number, ada: bigint): Promise<void> {
    const version = this.version++;
    const reserve = 50_000n + ada * BigInt(version % 2);
    await ingestPools(
      tokens.map((token) => madeTokenPool(token, version, reserve, 10_000_000_000n - reserve, nowMs + version)),
      nowMs,
    );
  }

  private async flush(nowMs: number): Promise<void> {
    // Its five minutes are over by the clock of this hour.
    await withRedis(1, (client) => client.del(redisKey("market", "flushed")));
    const changed = await withRedis(1, (client) => client.zcard(dirtyKey()));
    await flushWhenDue(nowMs);
    if (changed > 0) this.flushes += 1;
  }
}

async function counted(client: pg.Client, work: () => Promise<void>): Promise<Writes> {
  await client.query(
    "CREATE TABLE IF NOT EXISTS old_token (id int PRIMARY KEY, price numeric DEFAULT 0, volume numeric DEFAULT 0, hot numeric DEFAULT 0, market numeric DEFAULT 0)",
  );
  await client.query("INSERT INTO old_token (id) SELECT generate_series(0, 2000) ON CONFLICT DO NOTHING");
  const before = await readWrites(client);
  await work();
  const after = await readWrites(client);
  return {
    rowVersions: after.rowVersions - before.rowVersions,
    commits: after.commits - before.commits - before.own,
    walBytes: after.walBytes - before.walBytes,
  };
}

/** A session tells the server what it did when it ends, else only after ten seconds of being idle. */
async function readWrites(client: pg.Client): Promise<Writes & { own: number }> {
  await db().$disconnect();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await client.query("SELECT pg_stat_force_next_flush()");
  const { rows } = await client.query<{ versions: string; commits: string; wal: string }>(`
    SELECT (SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables) AS versions,
      (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()) AS commits,
      pg_current_wal_lsn() - '0/0' AS wal`);
  const [row] = rows;
  if (row === undefined) throw new Error("the server told nothing");
  // Of this reading's own statements the next reading finds two: this one, and the one that has them told.
  return { rowVersions: Number(row.versions), commits: Number(row.commits), walBytes: Number(row.wal), own: 2 };
}
