import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";
import type { TransactionsQuery } from "@/lib/contract/transactions";

/** The condition on `transaction t` that a query asks for, apart from its page. `from` is inclusive, `to` exclusive. */
export function transactionFilter(userId: string, query: TransactionsQuery): Prisma.Sql {
  const conditions = [
    Prisma.sql`t.user_id = ${userId}::uuid`,
    query.wallet !== undefined && Prisma.sql`t.wallet_id = ${query.wallet}::uuid`,
    query.action !== undefined && Prisma.sql`t.action = ${query.action}`,
    query.protocol !== undefined && Prisma.sql`t.protocol = ${query.protocol}`,
    query.direction !== undefined && Prisma.sql`t.direction = ${query.direction}`,
    query.from !== undefined && Prisma.sql`t.tx_timestamp >= ${new Date(query.from)}`,
    query.to !== undefined && Prisma.sql`t.tx_timestamp < ${new Date(query.to)}`,
    query.spam !== undefined && Prisma.sql`t.spam = ${query.spam === "true"}`,
    query.unit !== undefined && hasFlow(Prisma.sql`f.unit = ${query.unit}`),
    query.q !== undefined && query.q !== "" && textFilter(query.q),
  ].filter((condition) => condition !== false);
  return Prisma.join(conditions, " AND ");
}

/** Transaction hash and policy id match from their beginning, words anywhere and in either case. */
function textFilter(q: string): Prisma.Sql {
  const escaped = q.replace(/[\\%_]/g, "\\$&");
  const anywhere = `%${escaped}%`;
  const beginning = `${escaped.toLowerCase()}%`;
  return Prisma.sql`(
    t.tx_hash LIKE ${beginning} OR t.summary ILIKE ${anywhere} OR t.note ILIKE ${anywhere} OR array_to_string(t.tags, ' ') ILIKE ${anywhere} OR t.counterparty ILIKE ${anywhere}
    OR EXISTS (SELECT 1 FROM contract_name n WHERE n.user_id = t.user_id AND n.credential = ANY(t.scripts) AND n.name ILIKE ${anywhere})
    OR ${hasFlow(Prisma.sql`(f.unit LIKE ${beginning} OR k.name ILIKE ${anywhere} OR k.ticker ILIKE ${anywhere}
      OR ${assetNameText} ILIKE ${anywhere})`)}
  )`;
}

/** The asset name behind the 56 digits of the policy, read as text; bytes beyond ASCII stay escaped. */
const assetNameText = Prisma.sql`(CASE WHEN length(f.unit) > 56 THEN encode(decode(substr(f.unit, 57), 'hex'), 'escape') END)`;

function hasFlow(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT 1 FROM asset_flow f LEFT JOIN token k ON k.unit = f.unit
    WHERE f.transaction_id = t.id AND f.user_id = t.user_id AND ${condition}
  )`;
}
