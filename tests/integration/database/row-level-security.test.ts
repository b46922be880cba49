import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { db, openDatabase, userDb } from "@/lib/db";
import { ScopedNeon } from "@/lib/scoped-neon";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

withDatabase();
beforeEach(emptyTables);

async function twoUsers() {
  const [mine, theirs] = [await addUser(), await addUser()];
  const [myWallet, theirWallet] = [await addWallet(mine), await addWallet(theirs)];
  const flows = [{ unit: "lovelace", netChange: "5" }];
  await addTransaction(mine, myWallet, { txHash: "a", blockHeight: 1, flows });
  await addTransaction(theirs, theirWallet, { txHash: "b", blockHeight: 1, flows });
  return { mine, theirs, myWallet, theirWallet };
}

interface TableLock {
  readonly table: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly policies: string[];
}

describe("every table", () => {
  test("whose rows belong to a user is locked, for its owner too, and no other holds a user id", async () => {
    const tables = await db().$queryRaw<TableLock[]>`
      SELECT c.relname::text AS table, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
        ARRAY(SELECT p.polname::text FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY 1) AS policies
      FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`;
    const rates = ["ada_close", "fiat_rate", "rate_fill", "rate_source"];
    const shared = [
      "_prisma_migrations",
      "auth_challenge",
      "raw_transaction",
      "stake_pool",
      "pool_epoch",
      "token",
      "pool",
      "market_token",
      "price_pool",
      "price_point",
      "price_version",
      "price_change",
      "price_month",
      "pool_birth",
      ...rates,
    ];
    const owned = tables.filter(({ table }) => !shared.includes(table));
    expect(owned.length).toBeGreaterThanOrEqual(14);
    expect(owned).toEqual(
      owned.map(({ table }) => ({ table, enabled: true, forced: true, policies: ["all_rows", "own_rows"] })),
    );
    const strays = await db().$queryRaw<{ table: string }[]>`
      SELECT table_name::text AS table FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'user_id' AND table_name = ANY(${shared})`;
    expect(strays).toEqual([]);
  });

  test("that all users share is written by the system alone", async () => {
    const writable = await db().$queryRaw<unknown[]>`
      SELECT c.relname::text FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity
        AND has_table_privilege('cda_user', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')`;
    expect(writable).toEqual([]);
    const user = userDb(await addUser());
    for (const write of [
      () => user.$executeRaw`UPDATE token SET name = 'mine'`,
      () => user.$executeRaw`INSERT INTO raw_transaction (hash) VALUES ('mine')`,
      () => user.$executeRaw`DELETE FROM stake_pool`,
      () => user.$executeRaw`SELECT close_shared_tables()`,
    ])
      await expect(write()).rejects.toThrow("permission denied");
    await user.$executeRaw`SELECT keep_raw_transactions('[{"hash": "aa", "cbor": "00ff"}]'::jsonb)`;
    expect(await db().rawTransaction.findMany({ select: { hash: true, cbor: true } })).toEqual([
      { hash: "aa", cbor: Uint8Array.of(0, 255) },
    ]);
  });

  test("is out of reach for changes of its form, for both roles", async () => {
    const user = userDb(await addUser());
    for (const client of [db(), user]) {
      await expect(client.$executeRaw`ALTER TABLE wallet DISABLE ROW LEVEL SECURITY`).rejects.toThrow("must be owner");
      await expect(client.$executeRaw`DROP TABLE wallet`).rejects.toThrow("must be owner");
      await expect(client.$executeRaw`TRUNCATE wallet CASCADE`).rejects.toThrow("permission denied");
      await expect(client.$executeRaw`CREATE TABLE loot (id int)`).rejects.toThrow("permission denied");
    }
  });
});

test("a statement of nobody's sees nobody's rows", async () => {
  await twoUsers();
  const unscoped = openDatabase(new ScopedNeon({ connectionString: process.env.DATABASE_URL ?? "", max: 1 }));
  try {
    expect([await unscoped.wallet.count(), await unscoped.transaction.count()]).toEqual([0, 0]);
    expect(await db().wallet.count()).toBe(2);
  } finally {
    await unscoped.$disconnect();
  }
});

describe("a statement that forgets the user", () => {
  test("reads nobody else's rows", async () => {
    const { mine, myWallet } = await twoUsers();
    const own = userDb(mine);
    expect(await own.wallet.findMany({ select: { id: true } })).toEqual([{ id: myWallet }]);
    expect(await own.$queryRaw`SELECT wallet_id FROM transaction`).toEqual([{ wallet_id: myWallet }]);
    expect(await own.$queryRaw`SELECT sum(net_change)::text AS sum FROM asset_flow`).toEqual([{ sum: "5" }]);
    expect(await own.user.findMany({ select: { id: true } })).toEqual([{ id: mine }]);
    expect(await db().wallet.count()).toBe(2);
  });

  test("changes and deletes nobody else's rows", async () => {
    const { mine, myWallet, theirWallet } = await twoUsers();
    const own = userDb(mine);
    expect(await own.wallet.updateMany({ data: { label: "mine" } })).toEqual({ count: 1 });
    expect(await own.wallet.deleteMany({ where: { id: theirWallet } })).toEqual({ count: 0 });
    expect(await own.$executeRaw`DELETE FROM transaction`).toBe(1);
    expect(await db().wallet.findMany({ select: { id: true, label: true }, orderBy: { label: "asc" } })).toEqual([
      { id: myWallet, label: "mine" },
      { id: theirWallet, label: null },
    ]);
    expect(await db().transaction.findMany({ select: { walletId: true } })).toEqual([{ walletId: theirWallet }]);
  });

  test("puts nothing into another's name, not even by handing a row over", async () => {
    const { mine, theirs, theirWallet } = await twoUsers();
    const own = userDb(mine);
    await expect(addForeignWallet(own, theirs)).rejects.toThrow("row-level security");
    await expect(own.wallet.updateMany({ data: { userId: theirs } })).rejects.toThrow("row-level security");
    await expect(
      own.chainBreadcrumb.create({ data: { userId: mine, walletId: theirWallet, height: 1, hash: "x" } }),
    ).rejects.toThrow("Foreign key constraint");
  });

  test("does not write how a person is known", async () => {
    const { mine } = await twoUsers();
    const own = userDb(mine);
    await expect(own.$executeRaw`UPDATE "user" SET kind = 'wallet'`).rejects.toThrow("permission denied");
    await expect(
      own.$executeRaw`INSERT INTO session (user_id, token_hash, expires_at) VALUES (${mine}::uuid, 'x', now())`,
    ).rejects.toThrow("permission denied");
    await expect(own.$queryRaw`SELECT * FROM auth_challenge`).rejects.toThrow("permission denied");
  });
});

function addForeignWallet(own: ReturnType<typeof userDb>, userId: string) {
  return own.wallet.create({ data: { userId, network: "mainnet", kind: "account", subject: "s", address: "a" } });
}

describe("the scope", () => {
  test("is nobody's for a user who does not exist", async () => {
    await twoUsers();
    expect(await userDb(randomUUID()).wallet.count()).toBe(0);
  });

  test("of many users at once is never mixed up, on more calls than connections", async () => {
    const { mine, theirs, myWallet, theirWallet } = await twoUsers();
    const calls = Array.from({ length: 120 }, (_, index) => index % 3);
    const seen = await Promise.all(
      calls.map(async (who) => {
        const client = who === 0 ? userDb(mine) : who === 1 ? userDb(theirs) : db();
        const rows = await client.$queryRaw<{ id: string }[]>`SELECT id FROM wallet ORDER BY id`;
        return rows.map(({ id }) => id);
      }),
    );
    const expected = [[myWallet], [theirWallet], [myWallet, theirWallet].sort()];
    expect(seen).toEqual(calls.map((who) => expected[who]));
  });

  test("holds in a transaction, and ends with it", async () => {
    const { mine, myWallet } = await twoUsers();
    const [wallets, count] = await userDb(mine).$transaction([
      userDb(mine).wallet.findMany({ select: { id: true } }),
      userDb(mine).transaction.count(),
    ]);
    expect([wallets, count]).toEqual([[{ id: myWallet }], 1]);
    const interactive = await userDb(mine).$transaction(async (tx) => [await tx.wallet.count(), await tx.user.count()]);
    expect(interactive).toEqual([1, 1]);
    expect(await db().wallet.count()).toBe(2);
  });

  test("leaves the connection sound after a refused statement", async () => {
    const { mine } = await twoUsers();
    await expect(userDb(mine).$queryRaw`SELECT nonsense`).rejects.toThrow("nonsense");
    expect(await userDb(mine).wallet.count()).toBe(1);
    expect(await db().wallet.count()).toBe(2);
  });
});
