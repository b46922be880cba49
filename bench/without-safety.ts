/**
 * The program as it would be without its safeties, for the bench only: statements lose what they write for an accident
 * that may come, calls that serve nothing else do not happen. What is left still syncs, and is still proven.
 */

/** Written in case a function dies, an answer is lost, a transaction cannot be read, or the chain is rolled back. */
const safetyParts = ["breadcrumb", "final_breadcrumbs", "quarantine"] as const;

/** Null for a statement that exists for safety alone. */
export function statementWithoutSafety(sql: string): string | null {
  const parted = safetyParts.reduce((text, name) => replacePart(text, new RegExp(`\\b${name} AS \\(`), "SELECT"), sql);
  return withoutFence(withoutRollbackCheck(parted));
}

/** The body of a request to cache or queue without what exists for safety alone; null where nothing is left. */
export function requestWithoutSafety(body: string): string | null {
  if (!body.includes("/api/jobs/sync-watchdog")) return body;
  const messages = JSON.parse(body) as { readonly destination: string }[];
  const left = messages.filter(({ destination }) => !destination.endsWith("/sync-watchdog"));
  return left.length === 0 ? null : JSON.stringify(left);
}

/** Compare-and-set on the fence, the step and the epoch. */
function withoutFence(sql: string): string {
  return sql.replace(/AND j\.(?:fence|seq|epoch) = (\$\d+)/g, "AND $1::int IS NOT NULL");
}

/** The next list begins at the cursor, and not at the first transaction that a rollback could take. */
function withoutRollbackCheck(sql: string): string {
  const cursor = "coalesce(w.cursor_height, 0) AS height, coalesce(w.cursor_height, 0) AS from_height";
  return replacePart(
    sql,
    /CROSS JOIN LATERAL \((?=\s*SELECT tip\.height)/,
    `SELECT ${cursor}, coalesce(w.cursor_tx_index, 0) AS from_index,`,
  );
}

/** Puts `select` in the place of what stands between the bracket that `opening` ends with and its partner; keeps its parameters. */
function replacePart(sql: string, opening: RegExp, select: string): string {
  const found = opening.exec(sql);
  if (found === null) return sql;
  const start = found.index + found[0].length;
  let depth = 1;
  let end = start;
  for (; depth > 0; end += 1) depth += sql[end] === "(" ? 1 : sql[end] === ")" ? -1 : 0;
  const parameters = new Set(sql.slice(start, end - 1).match(/\$\d+::\w+/g));
  return `${sql.slice(0, start)}${select} ${[...parameters, "1"].join(", ")}${sql.slice(end - 1)}`;
}
