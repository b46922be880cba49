import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";

/** The rows of a whole database as text, to be put back as often as a test needs them: in one statement, not row by row. */
export interface KeptRows {
  readonly json: string;
  readonly insert: string;
}

interface Table {
  readonly name: string;
  /** Those that a row is made of; what the database computes itself is left out. */
  readonly columns: readonly string[];
}

/** What triggers make of the other rows, here as anywhere: not to be put back. */
const madeByTriggers = {
  tables: ["balance", "history_day", "transaction_script"],
  columns: ["withdrawn", "deposited", "transaction_count"],
};

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Reads every row of every table. */
export async function keepRows(): Promise<KeptRows> {
  const tables = await readTables();
  const each = tables.map(({ name }) => `SELECT '${name}' AS name, jsonb_agg(to_jsonb(t)) AS rows FROM "${name}" t`);
  const [kept] = await db().$queryRawUnsafe<{ json: string; names: string[] }[]>(
    `SELECT jsonb_object_agg(name, rows)::text AS json, array_agg(name) AS names
     FROM (${each.join(" UNION ALL ")}) each WHERE rows IS NOT NULL`,
  );
  if (kept === undefined) throw new Error("An aggregate always has a row");
  const inserts = tables
    .filter(({ name }) => kept.names.includes(name) && !madeByTriggers.tables.includes(name))
    .map(({ name, columns }) => {
      const given = columns.filter((column) => name !== "wallet" || !madeByTriggers.columns.includes(column));
      const list = given.map((column) => `"${column}"`).join(", ");
      const rows = `jsonb_populate_recordset(NULL::"${name}", given.d -> '${name}')`;
      return `"put_${name}" AS (INSERT INTO "${name}" (${list}) SELECT ${list} FROM given, ${rows})`;
    });
  return { json: kept.json, insert: `WITH given AS (SELECT $1::jsonb AS d), ${inserts.join(", ")} SELECT` };
}

/** Puts rows back into an empty database under new ids, and says what has become of an id in any text. */
export async function putBack({ json, insert }: KeptRows): Promise<(text: string) => string> {
  const ids = new Map<string, string>();
  const renew = (text: string) =>
    text.replace(uuid, (id) => {
      const known = ids.get(id) ?? randomUUID();
      ids.set(id, known);
      return known;
    });
  await db().$executeRawUnsafe(insert, renew(json));
  return renew;
}

let ownedRows: string | undefined;

/** Every row of a user as text, to be compared. What a sign-in notes by itself is left out. */
export async function rowsOf(userId: string): Promise<string> {
  ownedRows ??= selectOwned(await readTables());
  const [{ rows } = { rows: "" }] = await db().$queryRawUnsafe<{ rows: string }[]>(ownedRows, userId);
  return rows;
}

function selectOwned(tables: readonly Table[]): string {
  const each = tables.flatMap(({ name, columns }) => {
    const owner = name === "user" ? "id" : "user_id";
    const noted = name === "session" ? "'{last_seen_at,expires_at}'" : "'{}'";
    const rows = `SELECT jsonb_build_object('${name}', to_jsonb(t) - ${noted}::text[])::text AS row FROM "${name}" t`;
    return columns.includes(owner) ? [`${rows} WHERE t."${owner}" = $1::uuid`] : [];
  });
  return `SELECT coalesce(string_agg(row, E'\\n' ORDER BY row), '') AS rows FROM (${each.join(" UNION ALL ")}) each`;
}

function readTables(): Promise<Table[]> {
  return db().$queryRaw<Table[]>`
    SELECT table_name::text AS name, array_agg(column_name::text ORDER BY ordinal_position) AS columns
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations' AND is_generated = 'NEVER'
    GROUP BY table_name ORDER BY table_name`;
}
