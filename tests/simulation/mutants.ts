/** Safeties that can be switched off, and truths that can be bent, in the simulation only, to prove that it would notice. */
export const mutants = [
  ...(["fence", "published-seq", "epoch", "quarantine", "flow", "proven", "due"] as const),
  ...(["fold-fence", "fold-cut", "fold-round", "fold-told"] as const),
  ...(["hash", "commitments", "flag"] as const),
];
export type Mutant = (typeof mutants)[number];

/** What is done to what the program says to the outside: how safeties are switched off. */
export interface Tampering {
  /** Null: the statement is left out. */
  readonly statement: (sql: string) => string | null;
  /** The body of a request to cache or queue; null: it is answered with nothing done. */
  readonly request: (body: string) => string | null;
  /** What QStash takes for the same message. */
  readonly identity: (dedupId: string, body: string, name: string) => string;
}

export function tamperingOf(mutant: Mutant | null): Tampering {
  return {
    statement: (sql) => withoutSafety(mutant, sql),
    request: (body) => body,
    identity: identityOf(mutant),
  };
}

/** The statement without the safety. A parameter that is compared no more must still be used. */
function withoutSafety(mutant: Mutant | null, sql: string): string {
  switch (mutant) {
    case "fence":
      return sql.replace(/AND j\.(fence|seq|epoch) = (\$\d+)/g, (whole, _column: string, parameter: string) =>
        /lease_until = (?:NULL|CASE)/.test(sql) ? `AND ${parameter}::int IS NOT NULL` : whole,
      );
    case "published-seq":
      return sql.replaceAll("j.published_seq < j.seq", "false");
    case "quarantine":
      return sql.replace(
        /(AS q\(tx_hash text[^)]*\))\s+ON CONFLICT/,
        (_, table: string) => `${table} WHERE false ON CONFLICT`,
      );
    case "flow":
      // Of each commit one flow is lost.
      return sql.replace(
        /(INSERT INTO asset_flow[\s\S]*?JOIN transactions t ON t\.tx_hash = f\.tx_hash)/,
        (whole: string) => `${whole} OFFSET 1`,
      );
    case "proven":
      return sql.replace("d #>> '{proof,status}'", "'proven'");
    case "due":
      // What a wallet shares with another of the same person is not told again.
      return sql.replaceAll("AS r(user_id, wallet_id, scope, height)", "$& WHERE false");
    case "fold-fence":
      // Who tells gains may write on after somebody else has begun to.
      return sql.includes("gains_fold") ? sql.replace(/AND fence = (\$\d+)/g, "AND $1::int IS NOT NULL") : sql;
    case "fold-cut":
      return sql.replace(/(DELETE FROM gains_row [^)]*)\)/, "$1 AND false)");
    case "epoch":
    case "fold-round":
    case "fold-told":
    case "hash":
    case "commitments":
    case "flag":
    case null:
      return sql;
  }
}

/** With the epoch left out, a revived step is taken for the one that was lost; with the round, the next for the one before. */
function identityOf(mutant: Mutant | null) {
  return (dedupId: string, body: string, name: string): string => {
    if (mutant === "fold-round" && name === "fold-gains") return (JSON.parse(body) as { run: string }).run;
    if (mutant !== "epoch" || name !== "sync-wallet") return dedupId;
    const { jobId, seq } = JSON.parse(body) as { jobId: string; seq: number };
    return `${jobId}/${String(seq)}`;
  };
}
