import "server-only";
import { db } from "@/lib/db";
import type { TokenRow } from "@/lib/tokens/token-row";

/** Registries gain names and decimals in a token's first weeks; all else changes seldom. */
const daysUntilAged = { incomplete: 7, complete: 30 } as const;

/** Raised when `lib/tokens/token-row.ts` reads something else in an answer than before. */
export const tokenReaderVersion = 1;

interface Due {
  readonly userId: string;
  readonly unit: string;
  readonly isKnown: boolean;
}

interface Limits {
  /** Units that nobody has looked up. */
  readonly unknown: number;
  /** Units that were looked up long ago. */
  readonly aged: number;
}

/**
 * Units of a wallet that nobody has looked up, and those whose answer is old or was read by older code, oldest first. What
 * the wallet holds comes first, and of that fungible tokens, as far as a quantity tells; last what it minted without ever
 * holding it.
 */
export function dueUnits(walletId: string, limits: Limits, skipped: readonly string[]): Promise<Due[]> {
  return db().$queryRaw<Due[]>`
    WITH owned AS (
      SELECT b.user_id, b.unit, sum(b.quantity) AS quantity FROM balance b
      WHERE b.wallet_id = ${walletId}::uuid AND b.unit <> 'lovelace' AND b.unit <> ALL(${[...skipped]}::text[])
      GROUP BY b.user_id, b.unit
    ), minted AS (
      SELECT DISTINCT e.user_id, e.unit, 0::numeric AS quantity FROM transaction_event e
      WHERE e.wallet_id = ${walletId}::uuid AND e.role = 'mint' AND e.unit <> ALL(${[...skipped]}::text[])
        AND NOT EXISTS (SELECT 1 FROM owned o WHERE o.unit = e.unit)
    ), named AS (
      SELECT * FROM owned UNION ALL SELECT * FROM minted
    ), unknown AS (
      SELECT o.user_id, o.unit FROM named o WHERE NOT EXISTS (SELECT 1 FROM token t WHERE t.unit = o.unit)
      ORDER BY (o.quantity > 1) DESC, (o.quantity > 0) DESC, o.unit LIMIT ${limits.unknown}
    ), aged AS (
      SELECT o.user_id, o.unit FROM owned o JOIN token t ON t.unit = o.unit
      WHERE t.read_by < ${tokenReaderVersion}::int OR t.fetched_at < now() - make_interval(days => CASE
        WHEN t.name IS NULL OR t.decimals = 0 AND t.kind = 'token' THEN ${daysUntilAged.incomplete}::int ELSE ${daysUntilAged.complete}::int END)
      ORDER BY (o.quantity > 0) DESC, t.fetched_at, o.unit LIMIT ${limits.aged}
    )
    SELECT user_id AS "userId", unit, false AS "isKnown" FROM unknown
    UNION ALL SELECT user_id, unit, true FROM aged`;
}

/**
 * Keeps what answers say. Of a token that is known they add and replace; what an answer does not say stays as it was, since
 * a registry that is away looks like one without an entry.
 */
export async function saveTokens(rows: readonly TokenRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db().$executeRaw`
    WITH said AS (
      SELECT * FROM jsonb_to_recordset(${asJson(rows)}::jsonb) AS r(unit text, "policyId" text, "assetName" text, fingerprint text,
        name text, ticker text, description text, decimals int, kind text, logo text)
    ), renewed AS (
      UPDATE token t SET name = coalesce(s.name, t.name), ticker = coalesce(s.ticker, t.ticker),
        description = coalesce(s.description, t.description), decimals = coalesce(s.decimals, t.decimals), logo = coalesce(s.logo, t.logo),
        kind = CASE WHEN s.name IS NULL AND s.decimals IS NULL THEN t.kind ELSE s.kind END, fetched_at = now(), read_by = ${tokenReaderVersion}
      FROM said s WHERE t.unit = s.unit RETURNING t.unit
    )
    INSERT INTO token (unit, policy_id, asset_name, fingerprint, name, ticker, description, decimals, kind, logo, fetched_at, read_by)
    SELECT s.unit, s."policyId", s."assetName", s.fingerprint, s.name, s.ticker, s.description, coalesce(s.decimals, 0), s.kind, s.logo, now(), ${tokenReaderVersion}
    FROM said s WHERE NOT EXISTS (SELECT 1 FROM renewed n WHERE n.unit = s.unit)
    ON CONFLICT (unit) DO NOTHING`;
}

/** Half of a surrogate pair is text to JavaScript and not to PostgreSQL. */
function asJson(rows: readonly TokenRow[]): string {
  return JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === "string" ? Buffer.from(value).toString() : value,
  );
}
