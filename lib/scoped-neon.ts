import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { Client, DatabaseError, type Pool, type Query, type QueryArrayConfig } from "@neondatabase/serverless";
import { PrismaNeon } from "@prisma/adapter-neon";
import { log } from "@/lib/log";
import { processWide } from "@/lib/process-wide";

/** Whose rows a statement may see: one user's, or everybody's. */
export type Scope = { readonly role: "cda_user"; readonly userId: string } | { readonly role: "cda_system" };

/** The driver's types export it, its modules do not: as in node-postgres, it stands on the client. */
const { Query: DriverQuery } = Client as typeof Client & { readonly Query: typeof Query };

const scopes = processWide("scopes", () => new AsyncLocalStorage<Scope>());
/** Sees no row that belongs to anybody. */
const nobody: Scope = { role: "cda_user", userId: "" };

/** Runs a database call with its statements held to `scope`; without one they see nobody's rows. */
export function inScope<T>(scope: Scope, call: () => Promise<T>): Promise<T> {
  return scopes.run(scope, call);
}

/**
 * Role and user, and neither parallel workers nor compilation: a page's statement is over before they have begun. All
 * settings end with the transaction, so that nothing stays on a connection which the next statement shares.
 */
const enterScope = (role: string, userId: string) =>
  `SELECT WHERE set_config('role', ${role}, true) IS NULL OR set_config('app.user_id', ${userId}, true) IS NULL
    OR set_config('max_parallel_workers_per_gather', '0', true) IS NULL OR set_config('jit', 'off', true) IS NULL`;

/**
 * Prisma's Neon adapter whose every statement first takes the role and the user of its scope. Both travel in one flight
 * and one implicit transaction (no Sync between them), so the second lock costs no round trip, also behind a pooler.
 */
export class ScopedNeon extends PrismaNeon {
  override async connect(): ReturnType<PrismaNeon["connect"]> {
    const adapter = await super.connect();
    const pool = adapter.underlyingDriver();
    pool.on("connect", scopeConnection);
    // The pool's own `query` calls back in the context of whoever gave the connection free.
    Object.assign(pool, { query: (config: QueryArrayConfig, values: unknown[]) => run(pool, config, values) });
    return adapter;
  }
}

async function run(pool: Pool, config: QueryArrayConfig, values: unknown[]): Promise<unknown> {
  const client = await pool.connect().catch((error: unknown) => {
    throw withoutEvent(error);
  });
  try {
    const result = await client.query(config, values);
    client.release();
    return result;
  } catch (error) {
    // A refused statement leaves a sound connection; whatever else fails, a connection that the server ends among it, may not.
    client.release(!(error instanceof DatabaseError && error.severity === "ERROR"));
    throw withoutEvent(error);
  }
}

/** The socket's own word for why it failed is an event, which no page can hand to the browser with the error that it caused. */
function withoutEvent(error: unknown): Error {
  const { message } = error as { readonly message?: unknown };
  const plain = error instanceof Error ? error : new Error(typeof message === "string" ? message : "Connection lost");
  if (!(plain.cause instanceof Error)) delete plain.cause;
  return plain;
}

/** Also in a transaction, which asks its connection directly. */
function scopeConnection(client: Client): void {
  // A cut connection refuses its statement, and tells so by an event as well, which ends the process where nobody hears it.
  client.on("error", (error) => log.warn("database.connection_lost", { error }));
  const submit = client.query.bind(client);
  Object.assign(client, {
    query: (config: QueryArrayConfig, values: unknown[]) => {
      const query = scopedQuery(client, config, values);
      submit(query);
      return answerOf(query);
    },
  });
}

/** The driver sends a statement without values by the simple protocol, where several make one transaction as well. */
function scopedQuery(client: Client, config: QueryArrayConfig, values: unknown[]): Query {
  const scope = scopes.getStore() ?? nobody;
  const userId = scope.role === "cda_user" ? scope.userId : "";
  if (values.length === 0) {
    const enter = enterScope(client.escapeLiteral(scope.role), client.escapeLiteral(userId));
    return new DriverQuery({ ...config, text: `${enter}; ${config.text}` });
  }
  const query = new DriverQuery(config, values);
  const submit = query.submit.bind(query);
  query.submit = (connection) => {
    connection.parse({ name: "", text: enterScope("$1", "$2"), types: [] }, true);
    connection.bind({ values: [scope.role, userId] }, true);
    connection.execute({}, true);
    submit(connection);
  };
  return query;
}

/** The driver gives one result for each statement of the flight: the last is the query's own. */
function answerOf(query: Query): Promise<unknown> {
  return new Promise((resolve, reject) => {
    query.once("error", reject);
    query.once("end", (results: unknown[]) => resolve(results.at(-1)));
  });
}
