import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyMigrations } from "@/dev/postgres/apply-migrations";
import { migrationsDir } from "@/tests/support/database-template";
import { createOwnedDatabase, type OwnedDatabase } from "@/tests/support/owned-database";
import { idOf, rowsOfBefore, script, token } from "@/tests/support/rows-of-before";

/** With whom the version before had begun, and whom it adds while the new version is being deployed. */
const [early, late] = [1, 2];
const folder = mkdtempSync(path.join(tmpdir(), "migrations-before-"));
let db: OwnedDatabase;
let tablesOfBefore: string[];
/** What the schema of the version before lets do, and asks for. */
let offered: string[];
let bound: string[];

beforeAll(async () => {
  db = await createOwnedDatabase();
  for (const each of readdirSync(migrationsDir).filter((entry) => entry < "20261128"))
    cpSync(path.join(migrationsDir, each), path.join(folder, each), { recursive: true });
  await applyMigrations(db, folder);
  tablesOfBefore = await read<string>(`
    SELECT relname::text AS value FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations' ORDER BY 1`);
  offered = await offers();
  bound = await bonds();
  await write(rowsOfBefore(early));
  await applyMigrations(db, migrationsDir);
  await write(rowsOfBefore(late));
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await db.close();
});

/** As the app does it: the owner sees no row. */
const write = (sql: string) => db.exec(`SET ROLE cda_system; ${sql}; RESET ROLE`);

async function read<T>(sql: string): Promise<T[]> {
  await db.exec("SET ROLE cda_system");
  const { rows } = await db.query(sql).finally(() => db.exec("RESET ROLE"));
  return (rows as { value: T }[]).map(({ value }) => value);
}

/** The app's own search, as the person. */
async function found(person: number, words: string): Promise<unknown[]> {
  await db.exec(`SET app.user_id = '${idOf("user", person)}'; SET ROLE cda_user`);
  const { rows } = await db
    .query(
      `SELECT t.block_height AS height FROM search_transactions($1, 10) AS f(id) JOIN transaction t USING (id) ORDER BY 1`,
      [words],
    )
    .finally(() => db.exec("RESET ROLE; RESET app.user_id"));
  return rows.map((row) => (row as { height: number }).height);
}

/** What the database makes of a person's rows by itself. */
async function madeOf(person: number) {
  const all = (columns: string, from: string) =>
    read<unknown>(
      `SELECT jsonb_build_array(${columns}) AS value FROM ${from} WHERE x.user_id = '${idOf("user", person)}' ORDER BY 1`,
    );
  return {
    balances: await all("unit, place, credential, quantity::text", "balance x"),
    wallet: await all("withdrawn, deposited, transaction_count, rewind_to, unread_lists", "wallet x"),
    scripts: await all(
      "t.block_height, x.credential, x.tx_timestamp = t.tx_timestamp",
      "transaction_script x JOIN transaction t ON t.id = x.transaction_id",
    ),
    words: await all("block_height, words", "transaction x"),
    orders: await all("ref, is_open", "order_opening x"),
    published: await all("x.published_seq, j.published_seq", "relabel x JOIN sync_job j USING (user_id)"),
    orphaned: await all("orphaned_at > now() - interval '1 hour'", "orphaned_edit x"),
    events: await all("id", "transaction_event x"),
    removed: await all("removed_at", "removed_wallet x"),
    found: [await found(person, "rent"), await found(person, "market"), await found(person, token.slice(0, 8))],
  };
}

const wordsAt = (height: number) => [height, `placed   for ada\nrent\nhome\naddr${String(height)}`];
const made = {
  balances: [
    [token, "contract", script, "0"],
    ["lovelace", "unverified", "aa", "7"],
    ["lovelace", "wallet", "", "15"],
  ],
  wallet: [[6, 6, 3, null, []]],
  scripts: [[2, script, true]],
  words: [1, 2, 3].map(wordsAt),
  orders: [
    ["closed#0", false],
    ["open#0", true],
  ],
  published: [[-1, -1]],
  orphaned: [[true]],
  events: [],
  removed: [],
  found: [[1, 2, 3], [2], [1, 3]],
};

/** What the schema lets its user do, a line each. */
const offers = () =>
  read<string>(`
    SELECT line AS value FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped, LATERAL (VALUES
      (concat_ws(' ', 'column', relname, attname, format_type(atttypid, atttypmod))),
      (CASE WHEN NOT attnotnull THEN concat_ws(' ', 'may be null', relname, attname) END),
      (CASE WHEN NOT attnotnull OR atthasdef THEN concat_ws(' ', 'may be left out', relname, attname) END)) l(line)
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND line IS NOT NULL
    UNION ALL SELECT concat_ws(' ', grantee, 'may', privilege_type, table_name) FROM information_schema.role_table_grants WHERE grantee LIKE 'cda\\_%'
    UNION ALL SELECT concat_ws(' ', 'function', oid::regprocedure, pg_get_function_result(oid)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ORDER BY 1`);

/** What rows of the tables of before owe to each other: keys, what is unique and may be named in ON CONFLICT. */
const bonds = () =>
  read<string>(`
    SELECT concat_ws(' ', relname, pg_get_constraintdef(k.oid)) AS value FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE contype IN ('p', 'u', 'f', 'x') AND relname = ANY('{${tablesOfBefore.join(",")}}')
    UNION SELECT regexp_replace(indexdef, ' INDEX .* ON ', ' ON ') FROM pg_indexes
    WHERE tablename = ANY('{${tablesOfBefore.join(",")}}') AND indexdef LIKE 'CREATE UNIQUE%' ORDER BY 1`);

describe("a database with rows of the version before, of an owner who is no superuser", () => {
  test("has rows in every table of then", async () => {
    const empty = [];
    for (const table of tablesOfBefore)
      if ((await read<number>(`SELECT count(*)::int AS value FROM "${table}"`))[0] === 0) empty.push(table);
    expect(empty).toEqual([]);
    expect((await db.query("SELECT id FROM wallet")).rows).toEqual([]);
  });

  test("gets everything that the migrations make of them", async () => {
    expect(await madeOf(early)).toEqual(made);
    expect(
      await read(`SELECT jsonb_build_array(user_id, unit, lure) AS value FROM token_mark WHERE lure IS NOT NULL`),
    ).toEqual([[idOf("user", early), token, "link_in_name"]]);
    expect(
      await read(`SELECT jsonb_build_array(user_id, scope, key, height, version) AS value FROM due_correction`),
    ).toEqual([[idOf("user", early), "wallet", idOf("wallet", early), null, 0]]);
  });
});

describe("the version before, on the new schema", () => {
  test("finds everything that it knew", async () => {
    const left = new Set(await offers());
    expect(offered.length).toBeGreaterThan(500);
    expect(offered.filter((line) => !left.has(line))).toEqual([]);
  });

  test("need not know of any column that its tables got", async () => {
    const [known, now] = [new Set(offered), await offers()];
    const added = now.flatMap((line) => {
      const [, table = "", column = ""] = /^column (\w+) (\w+)/.exec(line) ?? [];
      return tablesOfBefore.includes(table) && !known.has(line) ? [`${table} ${column}`] : [];
    });
    expect(added.length).toBeGreaterThan(5);
    expect(added.filter((column) => !now.includes(`may be left out ${column}`))).toEqual([]);
  });

  test("meets no key that it does not know of, and none that it names is gone", async () => {
    expect(bound.length).toBeGreaterThan(50);
    expect(await bonds()).toEqual(bound);
  });

  test("goes on writing, and the database makes of it what it makes of anybody's", async () => {
    expect(await madeOf(late)).toEqual(made);
  });

  test("writes what users share until it is gone, and then nobody does in a user's name", async () => {
    const asUser = (sql: string) => db.exec(`SET ROLE cda_user; ${sql}`).finally(() => db.exec("RESET ROLE"));
    const writes = [
      "INSERT INTO raw_transaction (hash) VALUES ('ff') ON CONFLICT (hash) DO UPDATE SET cbor = excluded.cbor",
      "INSERT INTO stake_pool (pool_id, fetched_at) VALUES ('pool1', now()) ON CONFLICT (pool_id) DO UPDATE SET name = excluded.name",
    ];
    for (const sql of writes) await asUser(sql);
    await write("SELECT close_shared_tables()");
    for (const sql of [...writes, "UPDATE token SET name = 'x'"]) await expect(asUser(sql)).rejects.toThrow("denied");
    await db.exec("GRANT SELECT, INSERT, UPDATE ON raw_transaction, stake_pool TO cda_user");
  });

  test("takes back a block, learns of a key, and forgets people", async () => {
    await write(
      "DELETE FROM transaction WHERE block_height > 2; UPDATE asset_flow SET place = 'wallet' WHERE place = 'unverified'",
    );
    const after = {
      ...made,
      balances: [
        [token, "contract", script, "1"],
        ["lovelace", "unverified", "aa", "0"],
        ["lovelace", "wallet", "", "17"],
      ],
      wallet: [[3, 4, 2, null, []]],
      words: [1, 2].map(wordsAt),
      orders: made.orders.map(([ref]) => [ref, true]),
      found: [[1, 2], [2], [1]],
    };
    expect([await madeOf(early), await madeOf(late)]).toEqual([after, after]);
    await write(
      `DELETE FROM wallet WHERE user_id = '${idOf("user", early)}'; DELETE FROM "user" WHERE id = '${idOf("user", late)}'`,
    );
    const left = await read<string>(
      "SELECT DISTINCT wallet_id::text AS value FROM balance UNION SELECT wallet_id::text FROM transaction_script",
    );
    expect(left).toEqual([]);
  });
});
