import "server-only";
import { createHash } from "node:crypto";
import { raise } from "@/lib/counters";
import { log } from "@/lib/log";

/** A page is to be there within 400 ms: what takes longer than this alone is a fault. */
const slowAfterMs = 1_000;
const prefix = "slow:";

export interface Statement {
  readonly model?: string | undefined;
  readonly operation: string;
  /** Of a raw statement: its text in parts, without the values. */
  readonly args: unknown;
}

/** Runs a statement. One that takes more than a second, waiting for a connection included, is logged and counted by its name. */
export async function timeStatement<T>(statement: Statement, run: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    return await run();
  } finally {
    const ms = Math.round(performance.now() - startedAt);
    if (ms > slowAfterMs) await tell(statement, ms);
  }
}

async function tell(statement: Statement, ms: number): Promise<void> {
  const name = statementName(statement);
  log.warn("db.slow_statement", { name, ms, text: textOf(statement.args)?.slice(0, 400) });
  await raise(`${prefix}${name}`);
}

/** `Transaction.count`, or of a raw statement its verb, its first table and what tells it from others: `UPDATE sync_job (3fa2c1)`. */
export function statementName({ model, operation, args }: Statement): string {
  const text = textOf(args);
  if (text === null) return model === undefined ? operation : `${model}.${operation}`;
  const [, verb = operation, table = ""] =
    /\b(UPDATE|INSERT INTO|DELETE FROM)\s+"?(\w+)/i.exec(text) ?? /\b(SELECT)\b.*?\bFROM\s+"?(\w+)/i.exec(text) ?? [];
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 6);
  return `${[verb.toUpperCase(), table].filter(Boolean).join(" ")} (${digest})`;
}

function textOf(args: unknown): string | null {
  const { strings } = (args ?? {}) as { readonly strings?: unknown };
  return Array.isArray(strings) ? strings.join("?").replace(/\s+/g, " ").trim() : null;
}

/** What a day's counters tell of slow statements, most often slow first. */
export function slowStatements(counters: ReadonlyMap<string, number>): { name: string; count: number }[] {
  return [...counters]
    .filter(([counter]) => counter.startsWith(prefix))
    .map(([counter, count]) => ({ name: counter.slice(prefix.length), count }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, "en"));
}
