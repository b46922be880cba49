import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What PGlite offers as it is, and pg after a little wrapping. */
export interface MigrationDatabase {
  /** Runs several statements as one implicit transaction. */
  exec(sql: string): Promise<unknown>;
  query(sql: string, parameters: string[]): Promise<{ rows: unknown[] }>;
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

interface AppliedMigration {
  migration_name: string;
  checksum: string;
  finished_at: unknown;
}

/** The key of the advisory lock that `prisma migrate` takes as well. */
const migrateLock = 72707369;
const createTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

function readMigrations(directory: string): Migration[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .sort()
    .map((name) => ({ name, file: join(directory, name, "migration.sql") }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => {
      const sql = readFileSync(file);
      return { name, sql: sql.toString("utf8"), checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

async function readApplied(db: MigrationDatabase): Promise<Map<string, AppliedMigration>> {
  const { rows } = await db.query(
    `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
    [],
  );
  return new Map((rows as AppliedMigration[]).map((row) => [row.migration_name, row]));
}

function isPending(migration: Migration, applied: AppliedMigration | undefined): boolean {
  if (applied === undefined) return true;
  if (applied.finished_at === null) {
    throw new Error(`migration ${migration.name} failed earlier; start with a fresh database`);
  }
  if (applied.checksum !== migration.checksum) {
    throw new Error(`migration ${migration.name} was edited after it was applied; start with a fresh database`);
  }
  return false;
}

async function applyOne(db: MigrationDatabase, migration: Migration): Promise<void> {
  const id = randomUUID();
  await db.query(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)`, [
    id,
    migration.checksum,
    migration.name,
  ]);
  try {
    await db.exec(migration.sql);
  } catch (error) {
    await db.query(`UPDATE "_prisma_migrations" SET logs = $2 WHERE id = $1`, [id, String(error)]);
    throw new Error(`migration ${migration.name} failed: ${String(error)}`, { cause: error });
  }
  await db.query(`UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1`, [id]);
}

/**
 * Brings a database up to date without the Prisma CLI, with the rows that `prisma migrate deploy` would write.
 * @param directory prisma/migrations; a missing one holds no migrations
 * @returns the names applied now, in order. Throws when one fails, failed earlier or was edited since.
 */
export async function applyMigrations(db: MigrationDatabase, directory: string): Promise<string[]> {
  await db.exec(`SELECT pg_advisory_lock(${migrateLock})`);
  try {
    await db.exec(createTable);
    const applied = await readApplied(db);
    const pending = readMigrations(directory).filter((migration) => isPending(migration, applied.get(migration.name)));
    for (const migration of pending) await applyOne(db, migration);
    return pending.map(({ name }) => name);
  } finally {
    await db.exec(`SELECT pg_advisory_unlock(${migrateLock})`);
  }
}
