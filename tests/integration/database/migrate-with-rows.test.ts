import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, expect, test } from "vitest";
import { applyMigrations } from "@/dev/postgres/apply-migrations";
import { extensions } from "@/dev/postgres/extensions";
import { migrationsDir } from "@/tests/support/database-template";

const folder = mkdtempSync(path.join(tmpdir(), "migrations-before-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The migrations up to one, which is left out. */
function migrationsBefore(name: string): string {
  const target = path.join(folder, name);
  for (const each of readdirSync(migrationsDir).filter((entry) => entry < name))
    cpSync(path.join(migrationsDir, each), path.join(target, each), { recursive: true });
  return target;
}

const history = `
  INSERT INTO "user" (id, kind) VALUES ('00000000-0000-4000-8000-000000000001', 'guest');
  INSERT INTO wallet (id, user_id, network, kind, subject, address)
  VALUES ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000001', 'mainnet', 'account', 'stake1', 'addr1');
  INSERT INTO transaction (id, user_id, wallet_id, tx_hash, block_height, tx_index, tx_timestamp, action, direction, summary, net_lovelace, deposit, withdrawal, valid, trace)
  SELECT ('00000000-0000-4000-8000-0000000000b' || n)::uuid, '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-00000000000a',
    'hash' || n, n, 0, now(), 'receive', 'in', '', 5, 2, n, true, '{}' FROM generate_series(1, 3) n;
  INSERT INTO asset_flow (user_id, wallet_id, transaction_id, unit, place, credential, net_change)
  SELECT user_id, wallet_id, id, 'lovelace', 'wallet', CASE WHEN block_height = 2 THEN 'key' ELSE '' END, 5 FROM transaction
  UNION ALL SELECT user_id, wallet_id, id, '11', 'contract', 'aa', 2 - block_height FROM transaction WHERE block_height <> 2;`;

test("a database with rows gets their balances, and code that knows none goes on moving them", async () => {
  const db = await PGlite.create({ extensions });
  try {
    await applyMigrations(db, migrationsBefore("20261128120000_balances"));
    await db.exec(history);
    await applyMigrations(db, migrationsDir);
    const sums = async () => ({
      balances: (await db.query("SELECT unit, place, credential, quantity::text FROM balance ORDER BY unit")).rows,
      totals: (await db.query("SELECT withdrawn::text, deposited::text FROM wallet")).rows,
    });
    const lovelace = { unit: "lovelace", place: "wallet", credential: "" };
    expect(await sums()).toEqual({
      balances: [{ ...lovelace, quantity: "15" }],
      totals: [{ withdrawn: "6", deposited: "6" }],
    });
    await db.exec("SET ROLE cda_system; DELETE FROM transaction WHERE block_height > 2");
    expect(await sums()).toEqual({
      balances: [
        { unit: "11", place: "contract", credential: "aa", quantity: "1" },
        { ...lovelace, quantity: "10" },
      ],
      totals: [{ withdrawn: "3", deposited: "4" }],
    });
  } finally {
    await db.close();
  }
});
