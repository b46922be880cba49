import "server-only";
import { makeDue } from "@/lib/corrections/due";
import { correctNow } from "@/lib/corrections/run-corrections";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { AppError, notFound } from "@/lib/contract/app-error";
import type { TokenAnswer } from "@/lib/contract/corrections";
import { publishEvent } from "@/lib/realtime/publish-event";

/**
 * Writes the person's word on whether one of their tokens is spam; null takes it back, and our suspicion counts again.
 * Throws `not_found` for a token that none of their wallets ever had, `invalid_request` for ADA.
 */
export async function markToken(userId: string, unit: string, spam: boolean | null): Promise<TokenAnswer> {
  if (unit === "lovelace") throw adaIsNoSpam();
  const [marked] = await userDb(userId).$queryRaw<(Omit<TokenAnswer, "spam"> & { walletId: string })[]>`
    WITH had AS (
      SELECT f.unit, f.wallet_id FROM asset_flow f WHERE f.user_id = ${userId}::uuid AND f.unit = ${unit} LIMIT 1
    ),
    marked AS (
      INSERT INTO token_mark (user_id, unit, own_spam) SELECT ${userId}::uuid, unit, ${spam}::boolean FROM had
      ON CONFLICT (user_id, unit) DO UPDATE SET own_spam = excluded.own_spam
      RETURNING unit, own_spam, suspicion
    ),
    due AS (${makeDue(Prisma.sql`SELECT ${userId}::uuid, 'unit', unit, NULL::int FROM marked`)})
    SELECT m.unit, m.own_spam AS "ownSpam", m.suspicion, had.wallet_id AS "walletId" FROM marked m JOIN had ON had.unit = m.unit`;
  if (marked === undefined) throw notFound("token");
  const { walletId, ...mark } = marked;
  await correctNow(userId);
  await publishEvent(userId, "wallet.updated", { walletId });
  return { ...mark, spam: mark.ownSpam ?? mark.suspicion !== null };
}

function adaIsNoSpam(): AppError {
  const reason = "ADA is never spam; mark the transaction instead.";
  return new AppError({ code: "invalid_request", detail: reason, issues: [{ field: "unit", reason }] });
}
