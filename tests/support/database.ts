import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { startPostgres } from "@/dev/postgres/server";
import { db } from "@/lib/db";
import { migrationsDir } from "@/tests/support/database-template";
import { setEnvironment } from "@/tests/support/environment";

interface TestDatabase {
  /** What leads the app to it. */
  readonly environment: Readonly<Record<"DATABASE_URL" | "DATABASE_WS_PROXY", string>>;
  /** Ends it and leaves nothing behind. */
  close(): Promise<void>;
}

/** A migrated database without rows: embedded, or one of its own on the server that TEST_DATABASE_URL names. */
export async function startDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  const own = server === undefined ? undefined : await createOwnDatabase(server);
  const start = own === undefined ? { template: readTemplate() } : { databaseUrl: own.url };
  const postgres = await startPostgres({ migrationsDir, ...start });
  return {
    environment: { DATABASE_URL: postgres.databaseUrl, DATABASE_WS_PROXY: postgres.wsProxy },
    close: async () => {
      await db().$disconnect();
      await postgres.close();
      await own?.drop();
    },
  };
}

const held = globalThis as { testDatabase?: Promise<TestDatabase> };

/**
 * The embedded one that all files of this thread take in turn, as it was at first; it ends with the thread. Beside a real
 * server one of the file's own, since the app's keys in a Redis that files share bear the database's name.
 */
export async function sharedDatabase(): Promise<TestDatabase> {
  const { TEST_DATABASE_URL, TEST_REDIS_URL } = process.env;
  if (TEST_DATABASE_URL !== undefined || TEST_REDIS_URL !== undefined) return startDatabase();
  if (held.testDatabase !== undefined)
    await onServer((await held.testDatabase).environment.DATABASE_URL, "DISCARD ALL", truncateAll);
  held.testDatabase ??= startDatabase();
  return { ...(await held.testDatabase), close: () => db().$disconnect() };
}

const truncateAll = `DO $$ BEGIN EXECUTE (
  SELECT 'TRUNCATE ' || string_agg(format('%I.%I', schemaname, tablename), ', ') || ' RESTART IDENTITY CASCADE'
  FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
); END $$`;

/** Gives the test file a database behind `db()`, without rows, which the files of a thread take in turn. */
export function withDatabase(environment: () => Readonly<Record<string, string>> = () => ({})): void {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await sharedDatabase();
    setEnvironment({ ...environment(), ...database.environment });
  });
  afterAll(() => database?.close());
}

/** Empties every table that a test writes to. */
export async function emptyTables(): Promise<void> {
  await db().user.deleteMany();
  await db().token.deleteMany();
  await db().stakePool.deleteMany();
  await db().poolEpoch.deleteMany();
  await db().rawTransaction.deleteMany();
  await db().authChallenge.deleteMany();
  await db().adaClose.deleteMany();
  await db().fiatRate.deleteMany();
  await db().rateFill.deleteMany();
  await db().rateSource.deleteMany();
}

const readTemplate = () => new HeldBytes(readFileSync(inject("databaseTemplate")));

/** A blob gives its bytes out in many small pieces, which takes a second for a database; this one gives them as they are. */
class HeldBytes extends Blob {
  readonly #held;

  constructor(held: Buffer<ArrayBuffer>) {
    super();
    this.#held = held;
  }

  override get size() {
    return this.#held.byteLength;
  }

  override arrayBuffer() {
    const { buffer, byteOffset, byteLength } = this.#held;
    return Promise.resolve(buffer.slice(byteOffset, byteOffset + byteLength));
  }
}

/** An empty database on a server, of a name that nobody has. */
export async function createOwnDatabase(server: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `cda_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await onServer(server, `CREATE DATABASE ${name}`, `ALTER DATABASE ${name} SET timezone TO 'UTC'`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

export async function onServer(server: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
