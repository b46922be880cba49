import { mkdirSync } from "node:fs";
import pg from "pg";
import { PGlite } from "@electric-sql/pglite";
import { applyMigrations } from "@/dev/postgres/apply-migrations";
import { lockDataDir } from "@/dev/postgres/data-dir-lock";
import { extensions } from "@/dev/postgres/extensions";
import { openGateway } from "@/dev/postgres/gateway";
import { createPgliteBackend } from "@/dev/postgres/pglite-wire";
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
}

const loopback = "127.0.0.1";

async function migrateServer(databaseUrl: string, migrationsDir: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const db = {
      exec: (sql: string) => client.query(sql),
      query: (sql: string, parameters: string[]) => client.query<Record<string, unknown>>(sql, parameters),
    };
    return await applyMigrations(db, migrationsDir);
  } finally {
    await client.end();
  }
}

/** The adapter writes times without an offset. Neon's sessions are in UTC; a server of one's own may be anywhere. */
function inUtc(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("options", "-c timezone=UTC");
  return url.href;
}

async function tunnelTo(databaseUrl: string, { port, migrationsDir }: PostgresOptions): Promise<LocalPostgres> {
  const applied = migrationsDir === undefined ? [] : await migrateServer(databaseUrl, migrationsDir);
  const gateway = await openGateway(port ?? 0, createTunnelBackend(databaseUrl));
  const wsProxy = `${loopback}:${gateway.port}`;
  return { databaseUrl: inUtc(databaseUrl), wsProxy, applied, close: () => gateway.close() };
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

async function embed(options: PostgresOptions): Promise<LocalPostgres> {
  const { port, migrationsDir } = options;
  const { db, close } = await openPglite(options);
  try {
    const applied = migrationsDir === undefined ? [] : await applyMigrations(db, migrationsDir);
    const gateway = await openGateway(port ?? 0, await createPgliteBackend(db));
    const wsProxy = `${loopback}:${gateway.port}`;
    return {
      databaseUrl: `postgresql://postgres:postgres@${wsProxy}/postgres`,
      wsProxy,
      applied,
      close: () => gateway.close().then(close),
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
