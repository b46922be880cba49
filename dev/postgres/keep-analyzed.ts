import pg from "pg";

/** Statements of it begin like this, so that who times an app's statements can leave them out. */
export const maintenanceMark = "/* maintenance */";

/** Autovacuum's own: a table is looked at again when so many of its rows, and so large a part of them, changed. */
const leastChanged = 50;
const partChanged = 0.1;

const changedTables = `${maintenanceMark}
  SELECT quote_ident(c.relname) AS name FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
  WHERE s.n_mod_since_analyze > ${String(leastChanged)} + ${String(partChanged)} * greatest(c.reltuples, 0)`;

/**
 * Stands in for the part of autovacuum that the planner needs, where nobody else does it: without statistics it takes every
 * table for a small one, and joins of a few thousand rows take a minute. Gives what stops it.
 */
export function keepAnalyzed(databaseUrl: string, everyMs: number): () => Promise<void> {
  let round = Promise.resolve();
  const timer = setInterval(() => {
    round = round
      .then(() => analyzeChanged(databaseUrl))
      .catch((error: unknown) => console.warn("not analyzed", error));
  }, everyMs).unref();
  return () => {
    clearInterval(timer);
    return round;
  };
}

async function analyzeChanged(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`${maintenanceMark} SELECT pg_stat_force_next_flush()`);
    const { rows } = await client.query<{ name: string }>(changedTables);
    for (const { name } of rows) await client.query(`${maintenanceMark} ANALYZE ${name}`);
  } finally {
    await client.end();
  }
}
