/** Safeties that can be switched off in the simulation only, to prove that it would notice. */
export const mutants = ["fence", "outbox", "epoch", "quarantine"] as const;
export type Mutant = (typeof mutants)[number];

/** The statement without the safety. A parameter that is compared no more must still be used. */
export function withoutSafety(mutant: Mutant | null, sql: string): string {
  switch (mutant) {
    case "fence":
      return sql.replace(/AND j\.(fence|seq|epoch) = (\$\d+)/g, (whole, _column: string, parameter: string) =>
        sql.includes("lease_until = NULL") ? `AND ${parameter}::int IS NOT NULL` : whole,
      );
    case "outbox":
      return sql.replace(
        /INSERT INTO outbox_message([\s\S]*?)FROM job( WHERE)?/,
        (_, columns: string, where?: string) =>
          `INSERT INTO outbox_message${columns}FROM job WHERE false${where === undefined ? "" : " AND"}`,
      );
    case "quarantine":
      return sql.replace(
        /(AS q\(tx_hash text[^)]*\))\s+ON CONFLICT/,
        (_, table: string) => `${table} WHERE false ON CONFLICT`,
      );
    case "epoch":
    case null:
      return sql;
  }
}

/** What QStash takes for the same message: with the epoch left out, a revived step is taken for the one that was lost. */
export function identityOf(mutant: Mutant | null) {
  return (dedupId: string, body: string, name: string): string => {
    if (mutant !== "epoch" || name !== "sync-wallet") return dedupId;
    const { jobId, seq } = JSON.parse(body) as { jobId: string; seq: number };
    return `${jobId}/${String(seq)}`;
  };
}
