import { db } from "@/lib/db";

/** Gives each wallet that there is to `copies` more users, with all rows of its synced state. A plain insert: what the sync itself costs is measured elsewhere. */
export async function copyWallets(copies: number): Promise<void> {
  await run(`CREATE TEMP TABLE copy AS
    SELECT w.id AS source, gen_random_uuid() AS user_id, gen_random_uuid() AS wallet_id
    FROM wallet w CROSS JOIN generate_series(1, ${String(copies)})`);
  await run(`INSERT INTO "user" (id, kind, created_at) SELECT user_id, 'guest', now() FROM copy`);
  await copyRows("wallet", "s.id = c.source", { id: "c.wallet_id" });
  await copyRows("transaction", "s.wallet_id = c.source");
  await run(`CREATE TEMP TABLE twin AS SELECT c.wallet_id, o.id AS old, n.id AS new FROM copy c
    JOIN transaction o ON o.wallet_id = c.source JOIN transaction n ON n.wallet_id = c.wallet_id AND n.tx_hash = o.tx_hash`);
  await run("CREATE INDEX ON twin (wallet_id, old)");
  await run("ANALYZE");
  const done = ["wallet", "transaction", "outbox_message", "orphaned_edit"];
  for (const table of await ownedTables()) if (!done.includes(table)) await copyRows(table, "s.wallet_id = c.source");
  await run("DROP TABLE copy");
  await run("DROP TABLE twin");
  await run("ANALYZE");
}

/** Every column as it is, but for the user, the wallet and the transaction, which are the copy's; ids are new. */
async function copyRows(table: string, join: string, given: Readonly<Record<string, string>> = {}): Promise<void> {
  const columns = await names(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '${table}' AND is_generated = 'NEVER'`,
  );
  const sources: Readonly<Record<string, string>> = {
    user_id: "c.user_id",
    wallet_id: "c.wallet_id",
    transaction_id: "twin.new",
    ...given,
  };
  const copied = columns.filter((column) => column !== "id" || given.id !== undefined);
  const twins = columns.includes("transaction_id")
    ? "JOIN twin ON twin.wallet_id = c.wallet_id AND twin.old = s.transaction_id"
    : "";
  await run(
    `INSERT INTO "${table}" (${copied.join(", ")}) SELECT ${copied.map((column) => sources[column] ?? `s.${column}`).join(", ")}
     FROM copy c JOIN "${table}" s ON ${join} ${twins}`,
  );
}

const ownedTables = () =>
  names(
    "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'wallet_id'",
  );

async function names(sql: string): Promise<string[]> {
  return (await db().$queryRawUnsafe<{ name: string }[]>(sql)).map(({ name }) => name);
}

const run = (sql: string) => db().$executeRawUnsafe(sql);
