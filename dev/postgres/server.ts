import { mkdirSync } from "node:fs";
import pg from "pg";
import { PGlite } from "@electric-sql/pglite";
import { applyMigrations } from "@/dev/postgres/apply-migrations";
import { lockDataDir } from "@/dev/postgres/data-dir-lock";
import { extensions } from "@/dev/postgres/extensions";
import { openGateway } from "@/dev/postgres/gateway";
import { keepAnalyzed } from "@/dev/postgres/keep-analyzed";
import { createPgliteBackend } from "@/dev/postgres/pglite-wire";
import { clocked, statementText, type OnStatement } from "@/dev/postgres/statement-clock";
import { createTunnelBackend } from "@/dev/postgres/tunnel";

export interface LocalPostgres {
  /** postgresql://…; plain PostgreSQL clients can use it as it is */
  databaseUrl: string;
  /** host:port of the WebSocket proxy for the Neon driver */
  wsProxy: string;
  /** names of the migrations that this start applied */
  applied: string[];
  close(): Promise<void>;
}

export interface PostgresOptions {
  /** 0 or absent: a free one */
  port?: number;
  /** PGlite's folder; absent: in memory. One process may own it. */
  dataDir?: string;
  /** A dump of PGlite's folder to start from, for a database in memory */
  template?: Blob;
  /** A real server: nothing is embedded, the proxy leads to it */
  databaseUrl?: string;
  /** Applied at start; absent: none */
  migrationsDir?: string;
  /** Told how long the database itself took for each statement; absent: nobody asks */
  onStatement?: OnStatement;
  /** How often tables that changed are analyzed, where the server has no autovacuum; absent: never */
  analyzeEveryMs?: number;
}

const loopback = "127.0.0.1";

/** Runs on a connection to the server itself. */
async function onServer<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function migrateServer(databaseUrl: string, migrationsDir: string): Promise<string[]> {
  return onServer(databaseUrl, (client) => {
    const db = {
      exec: (sql: string) => client.query(sql),
      query: (sql: string, parameters: string[]) => client.query<Record<string, unknown>>(sql, parameters),
    };
    return applyMigrations(db, migrationsDir);
  });
}

/** PGlite says that it has autovacuum as well, and nobody runs it. */
async function hasAutovacuum(databaseUrl: string): Promise<boolean> {
  const said = await onServer(databaseUrl, (client) => client.query<{ autovacuum: string }>("SHOW autovacuum"));
  return said.rows[0]?.autovacuum === "on";
}

/** The adapter writes times without an offset. Neon's sessions are in UTC; a server of one's own may be anywhere. */
function inUtc(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("options", "-c timezone=UTC");
  return url.href;
}

async function tunnelTo(databaseUrl: string, options: PostgresOptions): Promise<LocalPostgres> {
  const { port, migrationsDir, onStatement, analyzeEveryMs } = options;
  const applied = migrationsDir === undefined ? [] : await migrateServer(databaseUrl, migrationsDir);
  const tunnel = createTunnelBackend(databaseUrl);
  const gateway = await openGateway(port ?? 0, onStatement === undefined ? tunnel : clocked(tunnel, onStatement));
  const wsProxy = `${loopback}:${gateway.port}`;
  const isKept = analyzeEveryMs === undefined || (await hasAutovacuum(databaseUrl));
  const stop = isKept ? () => Promise.resolve() : keepAnalyzed(databaseUrl, analyzeEveryMs);
  return { databaseUrl: inUtc(databaseUrl), wsProxy, applied, close: () => stop().then(() => gateway.close()) };
}

async function openPglite({ dataDir, template }: PostgresOptions): Promise<{ db: PGlite; close: () => Promise<void> }> {
  if (dataDir === undefined) {
    const db = await PGlite.create({ extensions, ...(template !== undefined && { loadDataDir: template }) });
    return { db, close: () => db.close() };
  }
  const unlock = lockDataDir(dataDir);
  try {
    mkdirSync(dataDir, { recursive: true });
    const db = await PGlite.create(dataDir, { extensions });
    return { db, close: () => db.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The embedded database has one session: its clock starts when a statement's turn has come. */
function session(db: PGlite, onStatement: OnStatement | undefined): Pick<PGlite, "execProtocolRaw"> {
  if (onStatement === undefined) return db;
  return {
    execProtocolRaw: async (batch) => {
      const startedAt = performance.now();
      const told = () => onStatement(statementText(batch), performance.now() - startedAt);
      return db.execProtocolRaw(batch).finally(told);
    },
  };
}

async function embed(options: PostgresOptions): Promise<LocalPostgres> {
  const { port, migrationsDir, onStatement, analyzeEveryMs } = options;
  const { db, close } = await openPglite(options);
  try {
    const applied = migrationsDir === undefined ? [] : await applyMigrations(db, migrationsDir);
    const gateway = await openGateway(port ?? 0, await createPgliteBackend(session(db, onStatement)));
    const wsProxy = `${loopback}:${gateway.port}`;
    const databaseUrl = `postgresql://postgres:postgres@${wsProxy}/postgres`;
    const stop = analyzeEveryMs === undefined ? () => Promise.resolve() : keepAnalyzed(databaseUrl, analyzeEveryMs);
    return {
      databaseUrl,
      wsProxy,
      applied,
      close: () =>
        stop()
          .then(() => gateway.close())
          .then(close),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * PostgreSQL for development and tests, reached as Neon is in production: embedded (PGlite), or the server that
 * `databaseUrl` names. Rejects when the port or the data folder is taken, or a migration fails.
 */
export function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  return options.databaseUrl === undefined ? embed(options) : tunnelTo(options.databaseUrl, options);
}
