import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { makeDue } from "@/lib/corrections/due";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import { suspicionOf, type Suspicion, type TokenTexts } from "@/lib/ledger/suspicion";

/** A token with its own words, and when those were fetched; null where nobody has looked it up. */
export interface ReadToken extends TokenTexts {
  readonly unit: string;
  readonly fetchedAt: string | null;
  /** What its words were when they were last read. */
  readonly known: Suspicion | null;
}

/** What a token's own words are, as `token_mark` holds it. */
export interface TokenLure {
  readonly unit: string;
  readonly lure: Suspicion | null;
  readonly judged_with: string;
  readonly judged_of: string | null;
}

export function lureOf({ unit, fetchedAt, known: _known, ...texts }: ReadToken): TokenLure {
  return { unit, lure: suspicionOf(unit as Unit, texts), judged_with: rulesFingerprint, judged_of: fetchedAt };
}

export const lureColumns = Prisma.sql`(unit text, lure text, judged_with text, judged_of timestamptz)`;

/** Tokens that one statement reads the words of. */
const judgedAtOnce = 1_000;

/** Of what a wallet holds, the tokens whose words today's rules have not read as they are now, as JSON. */
export const unjudged = (userId: string, walletId: string) => Prisma.sql`
  SELECT coalesce(jsonb_agg(u), '[]') FROM (
    SELECT DISTINCT b.unit, k.name, k.ticker, k.description, k.fetched_at AS "fetchedAt", m.lure AS known FROM balance b
    LEFT JOIN token k ON k.unit = b.unit LEFT JOIN token_mark m ON m.user_id = b.user_id AND m.unit = b.unit
    WHERE b.user_id = ${userId}::uuid AND b.wallet_id = ${walletId}::uuid AND b.quantity <> 0 AND b.unit <> 'lovelace'
      AND (m.judged_with IS DISTINCT FROM ${rulesFingerprint} OR m.judged_of IS DISTINCT FROM k.fetched_at)
    LIMIT ${judgedAtOnce}
  ) u`;

/** Reads the words of what a wallet holds, where they are new or the rules are. @returns whether there were any */
export async function judgeHeld(userId: string, walletId: string): Promise<boolean> {
  const [row] = await userDb(userId).$queryRaw<
    { tokens: ReadToken[] }[]
  >`SELECT (${unjudged(userId, walletId)}) AS tokens`;
  const tokens = row?.tokens ?? [];
  await noteLures(userId, tokens.map(lureOf));
  return tokens.length > 0;
}

/** Writes what tokens' own words are; those that are a lure now, or were one, are due to be looked at. One statement. */
export async function noteLures(userId: string, lures: readonly TokenLure[]): Promise<void> {
  if (lures.length === 0) return;
  const data = JSON.stringify(lures);
  await userDb(userId).$executeRaw`
    WITH lure AS (SELECT * FROM jsonb_to_recordset(${data}::jsonb) AS l${lureColumns}),
    due AS (${makeDue(Prisma.sql`
      SELECT ${userId}::uuid, 'unit', l.unit, NULL::int FROM lure l
      LEFT JOIN token_mark m ON m.user_id = ${userId}::uuid AND m.unit = l.unit
      WHERE l.lure IS DISTINCT FROM m.lure OR m.suspicion IS NOT NULL AND m.suspicion IS DISTINCT FROM l.lure`)})
    INSERT INTO token_mark (user_id, unit, lure, judged_with, judged_of) SELECT ${userId}::uuid, unit, lure, judged_with, judged_of FROM lure
    ON CONFLICT (user_id, unit) DO UPDATE SET lure = excluded.lure, judged_with = excluded.judged_with, judged_of = excluded.judged_of`;
}

/** Flows of a token with the words of a lure that are looked through for one that the user asked for. */
const flowsLookedAt = 10_000;

/**
 * Suspects those of some tokens whose words are a lure's and which the user only ever received, each time unasked: never
 * traded, minted, sent on, nor moved between own wallets. What a person said of a token stays beside it.
 */
export async function judgeTokens(userId: string, units: readonly string[]): Promise<void> {
  if (units.length === 0) return;
  await userDb(userId).$executeRaw`
    UPDATE token_mark m SET suspicion = CASE WHEN EXISTS (SELECT 1 FROM asset_flow f WHERE f.user_id = ${userId}::uuid AND f.unit = m.unit) AND NOT EXISTS (
      SELECT 1 FROM (
        SELECT part.transaction_id, sum(part.net_change) AS quantity FROM (
          SELECT f.transaction_id, f.net_change FROM asset_flow f WHERE f.user_id = ${userId}::uuid AND f.unit = m.unit
          ORDER BY f.transaction_id LIMIT ${flowsLookedAt}
        ) part GROUP BY 1
      ) f JOIN transaction t ON t.id = f.transaction_id AND t.user_id = ${userId}::uuid
      WHERE f.quantity <= 0 OR NOT coalesce(t.unasked, false)
    ) THEN m.lure END
    WHERE m.user_id = ${userId}::uuid AND m.unit = ANY(${[...units]}::text[])`;
}
