import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";

/** The newest rule of a user's that says something (`column`) of what is alike (`key`), as `name`. */
function newestRule(
  name: "named" | "judged",
  column: "action" | "spam",
  userId: Prisma.Sql,
  key: Prisma.Sql,
): Prisma.Sql {
  const said = Prisma.raw(`r.${column}`);
  return Prisma.sql`LEFT JOIN LATERAL (
        SELECT ${said} FROM correction_rule r WHERE r.user_id = ${userId} AND r.key = ${key} AND ${said} IS NOT NULL ORDER BY r.created_at DESC, r.id DESC LIMIT 1
      ) ${Prisma.raw(name)} ON true`;
}

/** What a user's rules say of a row with `action_key` and `spam_key`: `named.action` and `judged.spam`, each null where none fits. */
export function fittingRules(userId: Prisma.Sql, row: "t" | "l"): Prisma.Sql {
  const of = Prisma.raw(row);
  return Prisma.sql`${newestRule("named", "action", userId, Prisma.sql`${of}.action_key`)}
      ${newestRule("judged", "spam", userId, Prisma.sql`${of}.spam_key`)}`;
}
