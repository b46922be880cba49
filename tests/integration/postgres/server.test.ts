import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import ws from "ws";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startPostgres, type LocalPostgres } from "@/dev/postgres/server";
import { backends } from "@/tests/integration/postgres/backends";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "local-postgres-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeMigrations(name: string, migrations: Record<string, string>): string {
  const directory = join(folder, name);
  for (const [migration, sql] of Object.entries(migrations)) {
    mkdirSync(join(directory, migration), { recursive: true });
    writeFileSync(join(directory, migration, "migration.sql"), sql);
  }
  writeFileSync(join(directory, "migration_lock.toml"), 'provider = "postgresql"\n');
  return directory;
}

async function rowsOf(postgres: LocalPostgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: postgres.databaseUrl });
  await client.connect();
  return (await client.query<Record<string, unknown>>(sql).finally(() => client.end())).rows;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const first = "CREATE TABLE wallet (id int); INSERT INTO wallet VALUES (1);";
const second = "INSERT INTO wallet VALUES (2);";
const broken = "INSERT INTO wallet VALUES (3); SELECT 1 / 0;";
const journal = `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, applied_steps_count AS steps
  FROM _prisma_migrations ORDER BY migration_name`;

describe("an embedded database in a folder", () => {
  test("applies each migration once, keeps its rows, and is owned by one process", async () => {
    const dataDir = join(folder, "pg");
    const migrationsDir = writeMigrations("kept", { "1_first": first });
    const before = await startPostgres({ dataDir, migrationsDir });
    await expect(startPostgres({ dataDir })).rejects.toThrow(`in use by process ${process.pid}`);
    await before.close();

    writeMigrations("kept", { "2_second": second });
    const after = await startPostgres({ dataDir, migrationsDir });
    const wallets = await rowsOf(after, "SELECT id FROM wallet ORDER BY id");
    const recorded = await rowsOf(after, journal);
    await after.close();
    expect({ applied: [before.applied, after.applied], wallets, recorded }).toEqual({
      applied: [["1_first"], ["2_second"]],
      wallets: [{ id: 1 }, { id: 2 }],
      recorded: [
        { migration_name: "1_first", checksum: sha256(first), finished: true, steps: 1 },
        { migration_name: "2_second", checksum: sha256(second), finished: true, steps: 1 },
      ],
    });

    writeMigrations("kept", { "1_first": `${first} -- edited` });
    await expect(startPostgres({ dataDir, migrationsDir })).rejects.toThrow(
      "migration 1_first was edited after it was applied; start with a fresh database",
    );
    // The refusal has given the folder free.
    await (await startPostgres({ dataDir })).close();
  });
});

for (const { name, skip, start } of backends) {
  describe.skipIf(skip !== "")(`a failing migration on ${name}${skip && ` (skipped: ${skip})`}`, () => {
    test("leaves nothing of itself behind but its entry, and stops every later start", async () => {
      const postgres = await start();
      const migrationsDir = writeMigrations("failing", { "1_first": first, "2_broken": broken, "3_third": second });
      const again = () => startPostgres({ databaseUrl: postgres.databaseUrl, migrationsDir });
      await expect(again()).rejects.toThrow("migration 2_broken failed: error: division by zero");
      await expect(again()).rejects.toThrow("migration 2_broken failed earlier; start with a fresh database");
      const wallets = await rowsOf(postgres, "SELECT id FROM wallet");
      const recorded = await rowsOf(postgres, journal);
      await postgres.close();
      expect({ wallets, recorded }).toEqual({
        wallets: [{ id: 1 }],
        recorded: [
          { migration_name: "1_first", checksum: sha256(first), finished: true, steps: 1 },
          { migration_name: "2_broken", checksum: sha256(broken), finished: false, steps: 0 },
        ],
      });
    });
  });
}

describe("the proxy's port", () => {
  let postgres: LocalPostgres;

  beforeAll(async () => {
    postgres = await startPostgres({});
  });
  afterAll(() => postgres.close());

  test("refuses a web page's WebSocket", async () => {
    const socket = new ws(`ws://${postgres.wsProxy}/`, { headers: { origin: "https://example.com" } });
    const refusal = await new Promise((resolve) => socket.once("error", (error) => resolve(error.message)));
    expect(refusal).toBe("Unexpected server response: 401");
  });

  test("tells a browser what it is", async () => {
    const response = await fetch(`http://${postgres.wsProxy}/`);
    expect([response.status, await response.text()]).toEqual([
      426,
      "This port speaks PostgreSQL, also over WebSocket.\n",
    ]);
  });

  test("already taken: the start fails with EADDRINUSE", async () => {
    const port = Number(postgres.wsProxy.split(":")[1]);
    await expect(startPostgres({ port, databaseUrl: postgres.databaseUrl })).rejects.toThrow("EADDRINUSE");
  });
});
