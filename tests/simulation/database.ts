import { createHash } from "node:crypto";
import pg from "pg";
import { PrismaPg } from "@prisma/adapter-pg";
import { openDatabase } from "@/lib/db";
import { processWide } from "@/lib/process-wide";

/** What stands between the program and the real Postgres; the harness puts a world of its own there for each story. */
export interface DatabaseGate {
  /** Time of the database, in ms since the epoch. */
  readonly now: () => number;
  /** Lets a statement through, late or never. */
  readonly pass: (run: () => Promise<pg.QueryResult>) => Promise<pg.QueryResult>;
  /** Rewrites a statement, or leaves it out (null): how a safety is switched off to prove that it is missed. */
  readonly rewrite: (sql: string) => string | null;
  readonly executed: (sql: string, result: pg.QueryResult) => void;
}

const nothingDone: pg.QueryResult = { rows: [], rowCount: 0, fields: [], command: "", oid: 0 };

interface Statement {
  readonly text: string;
  readonly values?: unknown[];
}

/** One connection, since a story is to be told the same way each time. `now()` in a statement is the story's time. */
class GatedPool extends pg.Pool {
  /** After one the pool's connection is another, and in the embedded database all names of the one before stay taken. */
  private failures = 0;

  constructor(
    connectionString: string,
    private readonly gate: () => DatabaseGate,
  ) {
    super({ connectionString, max: 1, idleTimeoutMillis: 0 });
  }

  // Prisma's adapter calls it with one statement and waits for its promise, the only form that is kept here.
  override query = ((statement: Statement) => {
    const gate = this.gate();
    const rewritten = gate.rewrite(statement.text);
    if (rewritten === null) return Promise.resolve(nothingDone);
    const run = async () => {
      const { text, values } = atTime(gate.now(), rewritten, statement.values ?? []);
      // Named, so that the server plans a statement once and not each time: most of a story's time went there.
      const name = `${createHash("sha1").update(text).digest("hex")} ${String(this.failures)}`;
      const result = await super.query({ ...statement, name, text, values }).catch((error: unknown) => {
        this.failures += 1;
        throw error;
      });
      gate.executed(statement.text, result);
      return result;
    };
    return gate.pass(run);
  }) as unknown as pg.Pool["query"];
}

/** The statement with the story's time in the place of `now()`. */
function atTime(now: number, sql: string, given: readonly unknown[]): { text: string; values: unknown[] } {
  const text = sql.replaceAll("now()", `$${String(given.length + 1)}::timestamptz`);
  return { text, values: text === sql ? [...given] : [...given, new Date(now).toISOString()] };
}

/** Makes a Prisma client that goes through the gate the program's own, before anything has asked for one. */
export function installDatabase(url: string, gate: () => DatabaseGate): { close: () => Promise<void> } {
  const pool = new GatedPool(url, gate);
  processWide("database", () => openDatabase(new PrismaPg(pool)));
  return { close: () => pool.end() };
}

/** A connection that broke: before the statement or after it, nobody can tell. */
export function connectionLost(): Error {
  return Object.assign(new Error("Connection terminated unexpectedly"), { code: "ECONNRESET" });
}
