import "server-only";
import { applyCorrections } from "@/lib/corrections/apply-corrections";
import type { Unit } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import { suspicionOf, type TokenTexts } from "@/lib/ledger/suspicion";

interface UnaskedToken extends TokenTexts {
  readonly unit: Unit;
}

/** Tokens that the user only ever received, each time unasked: never traded, minted, sent on, nor moved between own wallets. */
function readUnaskedTokens(userId: string): Promise<UnaskedToken[]> {
  return userDb(userId).$queryRaw<UnaskedToken[]>`
    SELECT u.unit, k.name, k.ticker, k.description FROM (
      SELECT f.unit FROM (
        SELECT f.transaction_id, f.unit, sum(f.net_change) AS quantity FROM asset_flow f
        WHERE f.user_id = ${userId}::uuid AND f.unit <> 'lovelace' GROUP BY 1, 2
      ) f JOIN transaction t ON t.id = f.transaction_id AND t.user_id = ${userId}::uuid
      GROUP BY f.unit HAVING bool_and(f.quantity > 0 AND coalesce(t.unasked, false))
    ) u LEFT JOIN token k ON k.unit = u.unit`;
}

/**
 * Marks the user's tokens that look like spam, unmarks those that no longer do (a person who moves one has asked for it), and
 * brings transactions in line. What a person said of a token stays. Safe to repeat.
 */
export async function markSpam(userId: string): Promise<void> {
  const tokens = await readUnaskedTokens(userId);
  const suspected = tokens.flatMap(({ unit, ...texts }) => {
    const suspicion = suspicionOf(unit, texts);
    return suspicion === null ? [] : [{ unit, suspicion }];
  });
  await userDb(userId).$executeRaw`
    WITH suspected AS (
      SELECT s.unit, s.suspicion FROM jsonb_to_recordset(${JSON.stringify(suspected)}::jsonb) AS s(unit text, suspicion text)
    ),
    cleared AS (
      UPDATE token_mark m SET suspicion = NULL
      WHERE m.user_id = ${userId}::uuid AND m.suspicion IS NOT NULL AND m.unit NOT IN (SELECT unit FROM suspected)
    )
    INSERT INTO token_mark (user_id, unit, suspicion) SELECT ${userId}::uuid, unit, suspicion FROM suspected
    ON CONFLICT (user_id, unit) DO UPDATE SET suspicion = excluded.suspicion`;
  await applyCorrections(userId);
}
