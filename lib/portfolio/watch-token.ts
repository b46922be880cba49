import "server-only";
import { fromCache } from "@/lib/cache/from-cache";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { AppError, limitReached } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { userDb } from "@/lib/db";
import { keepUnits } from "@/lib/market/kept-units";

/** Watches a token, or watches it no more; the same again changes nothing. Throws `invalid_request` for ADA, `limit_reached`. */
export async function watchToken(userId: string, unit: Unit, isWatched: boolean): Promise<void> {
  if (!isWatched) {
    await userDb(userId).watch.deleteMany({ where: { userId, unit } });
    return;
  }
  if (unit === lovelace) throw adaIsNoToken();
  const [room] = await userDb(userId).$queryRaw<{ watched: number }[]>`
    SELECT count(*)::int AS watched FROM watch WHERE user_id = ${userId}::uuid AND unit <> ${unit}`;
  if (room !== undefined && room.watched >= limits.watchedTokens)
    throw limitReached(`${limits.watchedTokens} tokens that you watch`, "Take one off the list first.");
  const [added] = await userDb(userId).$queryRaw<{ isTraded: boolean }[]>`
    WITH added AS (INSERT INTO watch (user_id, unit) VALUES (${userId}::uuid, ${unit}) ON CONFLICT (user_id, unit) DO NOTHING)
    SELECT EXISTS (SELECT FROM pool WHERE units @> ARRAY[${unit}]::text[]) AS "isTraded"`;
  // What no pool trades has no price to keep, and could be anything.
  if (added?.isTraded === true) await fromCache(() => keepUnits([unit]));
}

function adaIsNoToken(): AppError {
  const reason = "ADA is no token of the market; its rate stands beside your total";
  return new AppError({ code: "invalid_request", detail: reason, issues: [{ field: "unit", reason }] });
}
