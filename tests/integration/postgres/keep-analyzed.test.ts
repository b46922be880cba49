import pg from "pg";
import { expect, test, vi } from "vitest";
import { startPostgres } from "@/dev/postgres/server";

test("an embedded database knows how large a table has become, as a server with autovacuum does", async () => {
  const postgres = await startPostgres({ analyzeEveryMs: 50 });
  const client = new pg.Client({ connectionString: postgres.databaseUrl });
  await client.connect();
  const known = async () =>
    (await client.query<{ reltuples: number }>("SELECT reltuples FROM pg_class WHERE relname = 'flow'")).rows[0]
      ?.reltuples;
  try {
    await client.query("CREATE TABLE flow (id int)");
    expect(await known()).toBe(-1);
    await client.query("INSERT INTO flow SELECT generate_series(1, 5000)");
    await vi.waitFor(async () => expect(await known()).toBe(5_000), { timeout: 5_000 });
    await client.query("INSERT INTO flow SELECT generate_series(1, 5000)");
    await vi.waitFor(async () => expect(await known()).toBe(10_000), { timeout: 5_000 });
  } finally {
    await client.end();
    await postgres.close();
  }
});
