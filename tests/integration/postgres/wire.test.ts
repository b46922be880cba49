import type { Pool } from "@neondatabase/serverless";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LocalPostgres } from "@/dev/postgres/server";
import { backends, neonPool, sockets } from "@/tests/integration/postgres/backends";

const clients = 30;
const rounds = 8;

for (const { name, skip, start } of backends) {
  describe.skipIf(skip !== "")(`Neon's driver on ${name}${skip && ` (skipped: ${skip})`}`, () => {
    let postgres: LocalPostgres;
    let pool: Pool;

    beforeAll(async () => {
      postgres = await start();
      pool = neonPool(postgres, clients);
      await pool.query(
        "CREATE TABLE ledger (client int, round int, amount numeric NOT NULL, PRIMARY KEY (client, round))",
      );
    });
    afterAll(async () => {
      await pool.end();
      await postgres.close();
    });

    /** Plain queries, a transaction, an error within one, a rollback: everything carries the client's own number. */
    async function work(client: number, round: number): Promise<unknown[]> {
      const mark = client * 1000 + round;
      const plain = await pool.query<{ mark: number }>("SELECT $1::int AS mark, pg_sleep(0.001)", [mark]);
      const connection = await pool.connect();
      try {
        await connection.query("BEGIN");
        await connection.query("INSERT INTO ledger VALUES ($1, $2, $3)", [client, round, `${mark}`]);
        const own = await connection.query<{ amount: string }>(
          "SELECT amount::text FROM ledger WHERE client = $1 AND round = $2",
          [client, round],
        );
        if (round % 4 === 3) {
          const failure = await connection
            .query("SELECT 1 / ($1::int - $1::int)", [mark])
            .catch((error: unknown) => error);
          await connection.query("ROLLBACK");
          return [plain.rows[0]?.mark, own.rows[0]?.amount, (failure as pg.DatabaseError).code];
        }
        await connection.query(round % 4 === 2 ? "ROLLBACK" : "COMMIT");
        return [plain.rows[0]?.mark, own.rows[0]?.amount, "fine"];
      } finally {
        connection.release();
      }
    }

    test(`${clients} clients at once never see each other's results or open transactions`, async () => {
      const seen = await Promise.all(
        Array.from({ length: clients }, async (_, client) => {
          const results = [];
          for (let round = 0; round < rounds; round++) results.push(await work(client, round));
          return results;
        }),
      );
      const expected = Array.from({ length: clients }, (_, client) =>
        Array.from({ length: rounds }, (_, round) => [
          client * 1000 + round,
          `${client * 1000 + round}`,
          round % 4 === 3 ? "22012" : "fine",
        ]),
      );
      expect(seen).toEqual(expected);
      const { rows } = await pool.query("SELECT count(*)::int AS committed, sum(round)::int AS rounds FROM ledger");
      expect(rows).toEqual([{ committed: clients * 4, rounds: clients * (0 + 1 + 4 + 5) }]);
    });

    test("an error spoils its transaction only, and the connection serves on", async () => {
      const connection = await pool.connect();
      await connection.query("BEGIN");
      const codes: (string | undefined)[] = [];
      for (const sql of ["SELECT * FROM no_such_table", "SELECT 1"]) {
        await connection.query(sql).catch((error: unknown) => codes.push((error as pg.DatabaseError).code));
      }
      const end = await connection.query("COMMIT");
      const after = await connection.query("SELECT 'well' AS state");
      connection.release();
      expect({ codes, end: end.command, after: after.rows }).toEqual({
        codes: ["42P01", "25P02"],
        end: "ROLLBACK",
        after: [{ state: "well" }],
      });
    });

    test("what a vanished client left open is rolled back and blocks nobody", async () => {
      const vanishing = neonPool(postgres, 1);
      const connection = await vanishing.connect();
      connection.on("error", () => undefined);
      await connection.query("BEGIN");
      await connection.query("INSERT INTO ledger VALUES (-1, -1, 1)");
      const pending = pool.query("SELECT count(*)::int AS left_over FROM ledger WHERE client = -1");
      sockets.at(-1)?.terminate();
      expect((await pending).rows).toEqual([{ left_over: 0 }]);
    });

    test("a client that dies while it waits for its turn leaves the queue", async () => {
      const holder = await pool.connect();
      await holder.query("BEGIN");
      await holder.query("INSERT INTO ledger VALUES (-2, 0, 1)");
      const impatient = neonPool(postgres, 1);
      const connection = await impatient.connect();
      connection.on("error", () => undefined);
      const lost = connection
        .query("INSERT INTO ledger VALUES (-2, 1, pg_sleep(0)::text::numeric)")
        .catch(() => "lost");
      const next = pool.query("SELECT 'served' AS state");
      sockets.at(-1)?.terminate();
      await holder.query("ROLLBACK");
      holder.release();
      expect([await lost, (await next).rows]).toEqual(["lost", [{ state: "served" }]]);
    });

    test("a thousand rows go in with one statement, by unnest and by jsonb", async () => {
      await pool.query("CREATE TABLE flow (id int PRIMARY KEY, unit text, amount numeric, detail jsonb)");
      const ids = Array.from({ length: 1000 }, (_, id) => id);
      const amounts = ids.map((id) => `${10n ** 30n + BigInt(id)}`);
      const byUnnest = await pool.query(
        `INSERT INTO flow SELECT id, 'lovelace', amount, NULL FROM unnest($1::int[], $2::numeric[]) AS row(id, amount)`,
        [ids, amounts],
      );
      const rows = ids.map((id) => ({ id: id + 500, unit: "x".repeat(500), amount: amounts[id], detail: { id } }));
      const byJson = await pool.query(
        `INSERT INTO flow SELECT * FROM jsonb_to_recordset($1::jsonb) AS row(id int, unit text, amount numeric, detail jsonb)
         ON CONFLICT DO NOTHING`,
        [JSON.stringify(rows)],
      );
      const sum = await pool.query("SELECT count(*)::int, sum(amount)::text, max(detail->>'id') AS detail FROM flow");
      expect([byUnnest.rowCount, byJson.rowCount, sum.rows]).toEqual([
        1000,
        500,
        [{ count: 1500, sum: `${1500n * 10n ** 30n + 499500n + 374750n}`, detail: "999" }],
      ]);
    });

    test("an answer of several megabytes arrives whole", async () => {
      const { rows } = await pool.query<{ md5: string; text: string }>(
        "SELECT text, md5(text) FROM (SELECT string_agg(n::text, ',') AS text FROM generate_series(1, 700000) AS n) AS t",
      );
      const text = Array.from({ length: 700_000 }, (_, index) => index + 1).join(",");
      expect([rows.length, rows[0]?.text === text]).toEqual([1, true]);
    });
  });
}
