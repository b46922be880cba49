import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { MigrationDatabase } from "@/dev/postgres/apply-migrations";
import { extensions } from "@/dev/postgres/extensions";
import { createOwnDatabase, onServer } from "@/tests/support/database";

export interface OwnedDatabase extends MigrationDatabase {
  query(sql: string, parameters?: string[]): Promise<{ rows: unknown[] }>;
  close(): Promise<void>;
}

/**
 * An empty database as a hoster gives it, embedded or on the server that TEST_DATABASE_URL names: its owner, as whom all
 * statements run, may make roles and is no superuser. It has nothing of the roles that it is a member of before it takes one,
 * so that row-level security shows it no row.
 */
export async function createOwnedDatabase(): Promise<OwnedDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  const owner = `cda_owner_${Math.random().toString(36).slice(2, 10)}`;
  const db = server === undefined ? await embed() : await connect(server, owner);
  await db.exec(`CREATE ROLE ${owner} CREATEROLE NOINHERIT; ALTER SCHEMA public OWNER TO ${owner};
    DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO ${owner}', current_database()); END $$;
    SET SESSION AUTHORIZATION ${owner}`);
  return db;
}

async function embed(): Promise<OwnedDatabase> {
  const db = await PGlite.create({ extensions });
  return {
    exec: (sql) => db.exec(sql),
    query: (sql, parameters) => db.query(sql, parameters),
    close: () => db.close(),
  };
}

async function connect(server: string, owner: string): Promise<OwnedDatabase> {
  const own = await createOwnDatabase(server);
  const client = new pg.Client({ connectionString: own.url });
  await client.connect();
  return {
    exec: (sql) => client.query(sql),
    query: (sql, parameters) => client.query<Record<string, unknown>>(sql, parameters),
    close: async () => {
      await client.end();
      await own.drop();
      await onServer(server, `DROP ROLE ${owner}`);
    },
  };
}
