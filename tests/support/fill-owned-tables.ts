import { randomUUID } from "node:crypto";
import { Prisma } from "@/lib/generated/prisma/client";
import { storedWords } from "@/lib/contract/stored-words";
import { db } from "@/lib/db";
import { addUser } from "./rows";

/** Work that is under way, or how far some has come: nothing about a person. A removed wallet is out of their sight. */
const inFlight = ["outbox_message", "due_correction", "due_telling", "removed_wallet", "gains_fold"];

/** Words that closed columns take; every other required text is made up, so that it can be found again. */
const closedWords: Readonly<Record<string, readonly string[]>> = storedWords;

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly required: boolean;
}

interface ForeignKey {
  readonly table: string;
  readonly columns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

/** Every table whose rows belong to a user, as the database itself tells, parents first. */
export async function ownedTables(): Promise<readonly string[]> {
  const rows = await db().$queryRaw<{ table: string }[]>`
    SELECT table_name::text AS table FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'user_id' AND NOT table_name = ANY(${inFlight}) ORDER BY 1`;
  const waiting = new Set(rows.map(({ table }) => table));
  const keys = await foreignKeys();
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter((table) =>
      keys.every((key) => key.table !== table || key.parent === table || !waiting.has(key.parent)),
    );
    if (ready.length === 0) throw new Error(`tables that hang on each other: ${[...waiting].join(", ")}`);
    for (const table of ready) waiting.delete(table);
    ordered.push(...ready);
  }
  return ordered;
}

const foreignKeys = () => db().$queryRaw<ForeignKey[]>`
  SELECT c.conrelid::regclass::text AS table, c.confrelid::regclass::text AS parent,
    ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, i)
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY k.i) AS columns,
    ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, i)
      JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.n ORDER BY k.i) AS "parentColumns"
  FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`;

const columnsOf = (table: string) => db().$queryRaw<Column[]>`
  SELECT table_name::text AS table, column_name::text AS column, data_type::text AS type,
    is_nullable = 'NO' AND column_default IS NULL AS required
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ${table}`;

/** A value of a column's type; text is a mark that names user, table and column. */
function valueFor({ table, column, type }: Column, mark: string): unknown {
  const [closed] = closedWords[`${table}.${column}`] ?? [];
  if (closed !== undefined) return closed;
  switch (type) {
    case "text":
      return `${mark}:${table}:${column}`;
    case "jsonb":
      return { mark: `${mark}:${table}:${column}` };
    case "uuid":
      return randomUUID();
    case "boolean":
      return true;
    case "ARRAY":
      return [`${mark}:${table}:${column}`];
    case "date":
      return "2026-01-02";
    case "timestamp with time zone":
      return "2026-01-02T03:04:05Z";
    default:
      return 7;
  }
}

async function addRow(table: string, rows: ReadonlyMap<string, Row>, mark: string): Promise<Row> {
  const parents = (await foreignKeys()).filter((key) => key.table === table);
  const taken = Object.fromEntries(
    parents.flatMap(({ columns, parent, parentColumns }) =>
      columns.map((column, i) => [column, rows.get(parent)?.[parentColumns[i] ?? ""]] as const),
    ),
  );
  const free = (await columnsOf(table)).filter(({ column }) => taken[column] === undefined);
  const isOpenText = ({ column, type }: Column) =>
    (type === "text" || type === "ARRAY") && closedWords[`${table}.${column}`] === undefined;
  const required = free.filter((each) => each.required);
  // A row needs a mark to be found by.
  const markable = [...free.filter(isOpenText), ...free.filter(({ type }) => type === "jsonb")];
  const chosen = required.some(isOpenText) ? required : [...required, ...markable.slice(0, 1)];
  const made = Object.fromEntries(chosen.map((each) => [each.column, valueFor(each, mark)] as const));
  const row = JSON.stringify({ ...made, ...taken });
  const columns = Prisma.raw(Object.keys({ ...made, ...taken }).join(", "));
  const [added] = await db().$queryRaw<{ row: Row }[]>`
    INSERT INTO ${Prisma.raw(table)} AS t (${columns})
    SELECT ${columns} FROM jsonb_populate_record(NULL::${Prisma.raw(table)}, ${row}::jsonb) RETURNING to_jsonb(t) AS row`;
  if (added === undefined) throw new Error(`no row was added to ${table}`);
  return added.row;
}

/** A new user with one row in every table whose rows belong to a user; required texts begin with the mark. */
export async function fillOwnedTables(
  mark: string,
): Promise<{ readonly userId: string; readonly rows: ReadonlyMap<string, Row> }> {
  const userId = await addUser();
  const rows = new Map<string, Row>([['"user"', { id: userId }]]);
  for (const table of await ownedTables()) rows.set(table, await addRow(table, rows, mark));
  return { userId, rows };
}

/** How many rows each user has in each owned table. */
export async function countOwned(userId: string): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const table of await ownedTables()) {
    const [row] = await db().$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM ${Prisma.raw(table)} WHERE user_id = ${userId}::uuid`;
    counts[table] = row?.count ?? 0;
  }
  return counts;
}
